#!/usr/bin/env python3
"""Tests of ./lab in a copy of its tree, whose folder has a space in its name, with stand-ins for the programs that it calls."""
import os
import shutil
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NOBODY = 65534
ALL_INSTALLED = 'for p in "$@"; do case $p in -*) ;; *) echo "$p installed" ;; esac; done'
STAND_INS = {
    "dpkg-query": ALL_INSTALLED,
    "sudo": "exit 1",
    "cmake": 'mkdir -p build/$2 && touch build/$2/build.ninja',
    # ninja -C FOLDER -j N TARGET…: leaves a tetralab that prints its arguments and fails with 7.
    "ninja": 'echo "[1/1] ninja"; printf \'#!/bin/sh\\nprintf "<%%s>" "$PWD" "$@"; exit 7\\n\' >"$2/tetralab"; chmod +x "$2/tetralab"',
    "ctest": 'echo "ctest $*"; echo "100% tests passed, 0 tests failed out of 1"',
}


class Lab(unittest.TestCase):
    def setUp(self):
        self.home = tempfile.mkdtemp(prefix="tetra lab ")
        self.addCleanup(shutil.rmtree, self.home)
        self.tree = os.path.join(self.home, "a tree")
        os.makedirs(os.path.join(self.tree, "tools"))
        for path in ("lab", "CMakePresets.json", "tools/packages.txt", "tools/install_packages.sh", "tools/failed_tests.py"):
            shutil.copy(os.path.join(ROOT, path), os.path.join(self.tree, path))
        os.mkdir(os.path.join(self.home, "bin"))
        for name, body in STAND_INS.items():
            self.stand_in(name, body)

    def stand_in(self, name, body):
        path = os.path.join(self.home, "bin", name)
        with open(path, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n" + body + "\n")
        os.chmod(path, 0o755)

    def lab(self, *arguments):
        """Runs ./lab as an ordinary user, from another folder."""
        user = {}
        if os.geteuid() == 0:
            user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
            for folder, _, names in os.walk(self.home):
                for path in [folder, *(os.path.join(folder, name) for name in names)]:
                    os.chown(path, NOBODY, NOBODY)
        environment = {"PATH": os.path.join(self.home, "bin") + ":/usr/bin:/bin"}
        return subprocess.run([os.path.join(self.tree, "lab"), *arguments], cwd=self.home, env=environment, timeout=50,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, **user)

    def test_run_builds_and_hands_arguments_folder_and_status_on(self):
        result = self.lab("run", "dns-*", "--client", "a b")
        self.assertEqual((result.stdout, result.returncode), (f"<{self.home}><run><dns-*><--client><a b>", 7), result.stderr)

    def test_a_user_without_sudo_gets_the_one_line_to_ask_for(self):
        self.stand_in("dpkg-query", ALL_INSTALLED.replace("-*)", "-* | g++ | curl)"))
        result = self.lab("run")
        self.assertEqual(result.returncode, 2)
        self.assertIn("\napt-get install --no-install-recommends -y g++ curl\n", result.stderr)

    def test_a_user_with_sudo_installs_through_it(self):
        self.stand_in("dpkg-query", ALL_INSTALLED.replace("-*)", "-* | g++ | curl)"))
        self.stand_in("sudo", '[ "$1" = -n ] || echo "sudo $*" >&2')
        result = self.lab("build")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn(f"sudo bash {self.tree}/tools/install_packages.sh g++\n", result.stderr)

    def test_only_the_sections_of_a_command_are_asked_for(self):
        self.stand_in("dpkg-query", "exit 1")
        asked = {command: set(self.lab(command).stderr.split()) for command in ("build", "run", "test")}
        self.assertEqual([("cmake" in words, "curl" in words, "nodejs" in words, "tshark" in words, "shellcheck" in words) for words in asked.values()],
                         [(True, False, False, False, False), (True, True, False, False, False), (True, True, True, True, False)])

    def test_the_heavier_clients_are_asked_for_by_name_or_all_at_once(self):
        files = os.path.join(self.tree, "harness/clients/files")
        os.makedirs(files)
        for name, package in (("dig", "bind9-dnsutils"), ("java", "openjdk-17-jdk-headless"), ("curl", "curl"), ("chromium", "chromium libnss3-tools")):
            with open(os.path.join(files, f"{name}.yaml"), "w", encoding="utf-8") as file:
                file.write(f"name: {name}\npackage: {package}\n")
        self.stand_in("dpkg-query", ALL_INSTALLED.replace("-*)", "-* | bind9-dnsutils | chromium | libnss3-tools | openjdk-17-jdk-headless)"))
        dig, java, browser = ["bind9-dnsutils"], ["openjdk-17-jdk-headless"], ["chromium", "libnss3-tools"]
        asked = {("dns-*",): [], ("--client", "curl"): [], ("--client", "curl,dig"): dig, ("--client=java",): java,
                 ("--clients", "all"): dig + browser + java, ("--client", "java", "--client", "dig"): dig + java,
                 ("--client", "chromium"): browser, ("--client", "/tmp/dig.yaml"): []}
        for arguments, packages in asked.items():
            with self.subTest(arguments):
                result = self.lab("run", *arguments)
                self.assertEqual(result.returncode, 2 if packages else 7, result.stderr)
                line = [words.split() for words in result.stderr.splitlines() if words.startswith("apt-get install")]
                self.assertEqual([sorted(words[4:]) for words in line], [packages] if packages else [])

    def test_a_half_installed_package_is_missing(self):
        self.stand_in("dpkg-query", ALL_INSTALLED.replace("-*)", "-*) ;; cmake) echo cmake unpacked"))
        self.assertTrue(self.lab("build").stderr.endswith(" -y cmake\n"))

    def test_what_another_package_provides_is_not_missing(self):
        provides = 'case "$2 $3" in *Provides*) echo "installed,nodejs-dev, npm (= 10.8)" ; echo "deinstalled,curl" ;; *) '
        self.stand_in("dpkg-query", provides + ALL_INSTALLED.replace("-*)", "-* | npm | curl)") + " ;; esac")
        result = self.lab("install", "clients", "test")
        self.assertEqual(result.returncode, 2)
        self.assertIn("\napt-get install --no-install-recommends -y curl\n", result.stderr)

    def test_packages_are_looked_up_once(self):
        self.assertEqual(self.lab("build").returncode, 0)
        self.stand_in("dpkg-query", "exit 1")
        self.assertEqual(self.lab("build").returncode, 0)
        later = os.stat(self.tree).st_mtime + 10
        os.utime(os.path.join(self.tree, "tools/packages.txt"), (later, later))
        self.assertEqual(self.lab("build").returncode, 2)

    def test_a_broken_configuration_or_build_is_status_2_with_its_output(self):
        self.stand_in("ninja", "echo 'a.cpp:1: error: no'; exit 1")
        result = self.lab("run")
        self.assertEqual(result.returncode, 2)
        self.assertIn("a.cpp:1: error: no", result.stderr)
        self.stand_in("cmake", "echo 'CMake Error: no'; exit 1")
        os.remove(os.path.join(self.tree, "build/release/build.ninja"))
        result = self.lab("run")
        self.assertEqual(result.returncode, 2)
        self.assertIn("CMake Error: no", result.stderr)

    def test_test_runs_checks_and_both_builds_and_shows_the_closing_lines(self):
        self.check("sys.exit(0)")
        result = self.lab("test", "-R", "Some")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stdout.count("100% tests passed"), 2)
        self.assertRegex(result.stdout, r"ctest --preset release -j \d+ --output-junit .* -R Some\n")
        self.assertRegex(result.stdout, r"ctest --preset asan -j \d+ --output-junit .* -LE end_to_end -R Some\n")

    def test_test_fails_when_any_step_fails_and_runs_the_others(self):
        self.check("sys.exit(1)")
        self.assert_test_fails("checks", 2)
        self.check("sys.exit(0)")
        self.stand_in("ctest", 'echo "100% tests passed"; [ "$2" != asan ]')
        self.assert_test_fails("asan tests", 2)
        self.stand_in("ctest", 'echo "100% tests passed"; [ "$2" != release ]')
        self.assert_test_fails("release tests", 2)
        self.stand_in("ninja", 'case $2 in *asan) exit 1 ;; esac')
        self.assert_test_fails("release tests, asan build", 1)
        self.stand_in("ninja", "exit 1")
        self.assert_test_fails("release build", 0)

    def test_what_failed_is_told_again_at_the_end(self):
        self.check("sys.exit(0)")
        lines = "\n".join(f"line {n}" for n in range(60))
        case = f'<testcase name="a.b" time="3.25" status="fail"><failure message="Failed"/><system-out>{lines}</system-out></testcase>'
        self.stand_in("ctest", f"""printf '%s' '<testsuite><testcase name="fine" time="1" status="run"/>{case}</testsuite>' >"$6"; exit 8""")
        told = self.lab("test").stderr
        self.assertRegex(told, r"---- a\.b: Failed after 3\.2 s\n… 20 lines more above\nline 20\n(line \d+\n){39}")
        self.assertNotIn("fine", told)

    def assert_test_fails(self, what, ctest_runs):
        result = self.lab("test")
        self.assertEqual((result.returncode, result.stdout.count("100% tests passed")), (1, ctest_runs), result.stderr)
        self.assertTrue(result.stderr.endswith(f"lab: failed: {what}\n"), result.stderr)

    def check(self, body):
        with open(os.path.join(self.tree, "tools/check_sample.py"), "w", encoding="utf-8") as file:
            file.write(f"import sys\n{body}\n")

    def test_a_wrong_command_line_is_status_2(self):
        self.assertEqual([self.lab().returncode, self.lab("fly").returncode, self.lab("install", "nothing").returncode], [2, 2, 2])
        self.assertIn("usage: ./lab", self.lab("help").stdout)


if __name__ == "__main__":
    unittest.main()
