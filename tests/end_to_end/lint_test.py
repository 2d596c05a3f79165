#!/usr/bin/env python3
"""Mistakes in scenario files and on the command line: told with their place, a caret and a suggestion, and exit status 2."""
import os
import re
import subprocess
import unittest

import lab

# name -> (text, line, column, words of the message and the suggestion)
MISTAKES = {
    "unknown-key": ("id: unknown-key\ntitel: x\n", 2, 1, ["unknown key `titel`", "did you mean `title`?"]),
    "unknown-parameter": ("faults:\n  - update: {cut: {att: 50%}}\n", 2, 20, ["unknown parameter `att`", "did you mean `at`?"]),
    "unknown-fault": ("faults:\n  - update: swalow\n", 2, 13, ["`swalow`", "did you mean `swallow`?"]),
    "wrong-type": ("faults: 5\n", 1, 9, ["`faults` wants a list", "write"]),
    "wrong-unit": ("timeout: 10\n", 1, 10, ["`10` is not a duration", "1.5s"]),
    "wrong-size-unit": ("faults:\n  - update: {cut: {at: 64KB7}}\n", 2, 24, ["64KB7"]),
    "duplicate-key": ("route: direct\nroute: http-proxy\n", 2, 1, ["route"]),
    "not-yaml": ("faults: [\n", 1, 9, ["not closed"]),
    "open-quote": ('title: "Z: a\nfaults: [{update: refuse}]\n', 1, 8, ["never closed"]),
    "other-way": ("faults:\n  - dns: nxdomain\n", 2, 10, ["write `- dns: {rcode: nxdomain}`"]),
    "parameter-as-fault": ("faults:\n  - update: {ocsp-url: x}\n", 2, 14, ["`ocsp-url` is a parameter"]),
    "never-holds": ("faults:\n  - update: {alert: 40}\n    when: {path: /x}\n", 3, 12, ["`path` is not known when `tls.alert` acts"]),
    "two-services": ("faults:\n  - {update: refuse, crl: refuse}\n", 2, 22, ["second service", "new entry"]),
    "no-base": ("extends: dns-nxdomian\n", 1, 10, ["did you mean `dns-nxdomain`?"]),
    "bad-pattern": ('expect: {curl: {stderr: "("}}\n', 1, 25, ["regular expression"]),
}


def bomb():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines) + "\n"


class Lint(lab.LabTest):
    def assert_told(self, done, name, line, column, words):
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        told = re.search(rf"^\S*{re.escape(name)}:(\d+):(\d+): error: (.+)\n(.*)\n( *\|? *\^.*)", done.stderr, re.M)
        self.assertIsNotNone(told, done.stderr)
        self.assertEqual((int(told[1]), int(told[2])), (line, column), done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)
        # The caret stands below the column told.
        source = told[4]
        self.assertEqual(told[5].index("^") - (source.index("|") + 2), column - 1, done.stderr)

    def test_tells_place_caret_and_suggestion(self):
        for name, (text, line, column, words) in MISTAKES.items():
            with self.subTest(name):
                self.write(name + ".yaml", text)
                self.assert_told(lab.tetralab("lint", name + ".yaml", cwd=self.home), name + ".yaml", line, column, words)

    def test_run_refuses_the_same_files(self):
        for name, (text, line, column, words) in MISTAKES.items():
            with self.subTest(name):
                self.write(name + ".yaml", text)
                self.assert_told(lab.tetralab("run", name + ".yaml", cwd=self.home), name + ".yaml", line, column, words)

    def test_duplicate_ids_name_both_places(self):
        self.write("d/a.yaml", "id: same\n")
        self.write("d/b.yaml", "id: same\n")
        done = lab.tetralab("lint", "d", cwd=self.home)
        self.assert_told(done, "b.yaml", 1, 5, ["d/a.yaml:1:5", "rename"])

    def test_a_circle_in_extends_is_told_whole(self):
        self.write("c/a.yaml", "id: a\nextends: b\n")
        self.write("c/b.yaml", "id: b\nextends: a\n")
        self.assert_told(lab.tetralab("lint", "c", cwd=self.home), "a.yaml", 2, 10, ["`a`", "`b`", "circle"])

    def test_a_yaml_bomb_is_a_plain_error_at_once(self):
        self.write("bomb.yaml", bomb())
        done = lab.tetralab("lint", "bomb.yaml", cwd=self.home, deadline=20)
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"bomb\.yaml:\d+:\d+: error: the file holds more than 10000 values")

    def test_all_mistakes_of_all_files_at_once(self):
        self.write("one.yaml", "titel: x\ntimeout: 10\n")
        self.write("two.yaml", "rout: direct\n")
        done = lab.tetralab("lint", "one.yaml", "two.yaml", cwd=self.home)
        self.assertEqual(done.stderr.count(": error: "), 3, done.stderr)

    def test_files_that_are_not_there(self):
        for words in (["lint", "none.yaml"], ["run", "none/none.yaml"], ["up", "none.yaml"], ["shell", "none.yaml"], ["show", "none.yaml"]):
            with self.subTest(words):
                done = lab.tetralab(*words, cwd=self.home)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn(words[1], done.stderr)

    def test_pipes_and_devices_are_not_read(self):
        fifo = os.path.join(self.home, "fifo.yaml")
        os.mkfifo(fifo)
        for path in (fifo, "/dev/zero"):
            with self.subTest(path):
                done = lab.tetralab("lint", path, deadline=20)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stderr, f"tetralab: {path} is neither a file nor a folder that can be read\n")

    def lint_input(self, content, name="-"):
        return subprocess.run([lab.TETRALAB, "lint", name], input=content, capture_output=True, text=True, timeout=20, check=False)

    def test_standard_input_is_read_once_and_not_for_ever(self):
        for name in ("-", "/dev/stdin"):
            with self.subTest(name):
                self.assertEqual(self.lint_input("id: fine\nextends: healthy-direct\n", name).returncode, 0)
                done = self.lint_input("id: bad\ntitel: x\n", name)
                self.assertEqual(done.returncode, 2)
                self.assertIn("/dev/stdin:2:1: error: unknown key `titel`", done.stderr)
        with open("/dev/zero", "rb") as endless:
            done = subprocess.run([lab.TETRALAB, "lint", "-"], stdin=endless, capture_output=True, text=True, timeout=20, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn("longer than", done.stderr)

    def test_a_client_that_nobody_knows_is_a_warning(self):
        self.write("s.yaml", "extends: healthy-direct\nexpect:\n  crul: {exit: 0}\n  winhttp: {exit: 0}\n  mine: {exit: 0}\n")
        told = ["s.yaml:3:3: warning: no client is called `crul`; did you mean `curl`?", "s.yaml:5:3: warning: no client is called `mine`"]
        done = lab.tetralab("lint", "s.yaml", cwd=self.home)
        self.assertEqual((done.returncode, done.stderr.splitlines()), (0, told))
        self.write("mine.yaml", "name: mine\nprogram: sh\ncommand: [sh]\nprobes: {exit: exit}\n")
        done = lab.tetralab("lint", "s.yaml", "mine.yaml", cwd=self.home)
        self.assertEqual((done.returncode, done.stderr.splitlines()), (0, told[:1]))
        done = lab.tetralab("run", "s.yaml", "--client", "winhttp", "--isolation", "ports", cwd=self.home)
        self.assertEqual((done.returncode, done.stderr.splitlines()), (0, told))

    def test_a_probe_that_its_client_does_not_have_is_a_warning(self):
        self.write("s.yaml", "expect:\n  curl: {exti: 5}\n  connector: {exit: 1, ends: exited}\n  winhttp: {error: 12175}\n")
        done = lab.tetralab("lint", "s.yaml", cwd=self.home)
        self.assertEqual((done.returncode, done.stderr), (0, "s.yaml:2:3: warning: curl has no probe `exti`; did you mean `exit`?\n"))

    def test_what_can_never_happen_is_a_warning(self):
        self.write("s.yaml", """options: [folow]
attempts: 2
faults:
  - proxy: hang-up
  - update: hang-up
    when: {attempt: 3..}
  - socks: hang-up
    optional: true
  - update: hang-up
    when: {attempt: 2}
""")
        done = lab.tetralab("lint", "s.yaml", cwd=self.home)
        self.assertEqual((done.returncode, done.stderr.splitlines()), (0, [
            "s.yaml:4:5: warning: `proxy` is not in the endpoint's way: the route is direct; write the `route:` that leads there",
            "s.yaml:5:5: warning: there is no attempt 3..: `attempts` is 2; write a greater `attempts:`",
            "s.yaml:1:11: warning: no client knows the option `folow`; did you mean `follow`?"]))

    def test_a_folder_may_hold_clients_beside_scenarios(self):
        self.write("both/s.yaml", "extends: healthy-direct\nexpect: {mine: {exit: 0}}\n")
        self.write("both/mine.yaml", "name: mine\nprogram: sh\ncommand: [sh]\nprobes: {exit: exit}\n")
        done = lab.tetralab("lint", "both", cwd=self.home)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "1 scenarios, 1 clients, no mistakes\n", ""))
        self.write("both/mine.yaml", "name: mine\ncan: [prots]\ncommand: [sh]\n")
        done = lab.tetralab("lint", "both", cwd=self.home)
        self.assertEqual(done.returncode, 2)
        self.assertIn("both/mine.yaml:2:7: error: `prots` is nothing that a client can", done.stderr)

    def test_the_projects_own_scenarios_have_no_mistakes(self):
        done = lab.tetralab("lint", lab.SCENARIOS)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn(f"{len(lab.scenario_files())} scenarios, 0 clients, no mistakes", done.stdout)


class CommandLine(lab.LabTest):
    def test_unknown_names_get_a_suggestion(self):
        for words, suggestion in ((["run", "dns-nxdomian"], "`dns-nxdomain`"), (["run", "healthy-direct", "--client", "crul"], "`curl`"),
                                  (["show", "helthy-direct"], "`healthy-direct`"), (["up", "helthy-direct"], "`healthy-direct`"),
                                  (["shell", "helthy-direct"], "`healthy-direct`"), (["faults", "swalow"], "`swallow`"),
                                  (["list", "--stage", "dsn"], "dns")):
            with self.subTest(words):
                done = lab.tetralab(*words, cwd=self.home)
                self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
                self.assertIn(suggestion, done.stderr)

    def test_usage_errors_exit_with_2(self):
        for words in ([], ["frobnicate"], ["run", "--jobs", "0"], ["run", "--repeat", "x"], ["run", "--isolation", "jail"], ["lint"], ["up"], ["up", "dns-*"]):
            with self.subTest(words):
                done = lab.tetralab(*words, cwd=self.home)
                self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
                self.assertNotEqual(done.stderr.strip(), "")
                self.assertFalse(done.stderr.startswith(":"), done.stderr)

    def test_an_unknown_command_is_named(self):
        for word, words in (("rnu", ["`rnu`", "did you mean `run`?"]), ("frob", ["there is no command `frob`"]), ("xyzzyplugh", ["run", "lint", "shell"])):
            with self.subTest(word):
                done = lab.tetralab(word)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                for one in words:
                    self.assertIn(one, done.stderr)

    def test_a_seed_is_a_whole_number_that_fits(self):
        for seed in ("-1", "18446744073709551616", "1.5", "x"):
            with self.subTest(seed):
                done = lab.tetralab("run", "healthy-direct", "--client", "winhttp", f"--seed={seed}", "--isolation", "ports")
                self.assertEqual(done.returncode, 2, done.stdout)
                self.assertIn("--seed", done.stderr)
        done = lab.tetralab("run", "healthy-direct", "--client", "winhttp", "--seed", "18446744073709551615", "--isolation", "ports")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_folders_that_cannot_be_had_are_told_before_anything_runs(self):
        file = self.write("file", "")
        quick = ["healthy-direct", "--client", "connector", "--isolation", "ports"]
        for words, folder, environment in ((["run", *quick, "--keep", file], file, {}), (["run", *quick, "--keep", file + "/below"], file, {}),
                                           (["run", *quick], "/nonexistent", {"TMPDIR": "/nonexistent"}), (["run", *quick], file, {"TMPDIR": file}),
                                           (["up", "healthy-direct"], "/nonexistent", {"TMPDIR": "/nonexistent"})):
            with self.subTest((words, environment)):
                done = lab.tetralab(*words, environment=environment)
                self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
                self.assertRegex(done.stderr, rf"(?m)^tetralab: .*{folder}")
                self.assertNotIn("the lab is broken", done.stderr)

    def test_a_run_that_ran_nothing_says_so(self):
        done = lab.tetralab("run", "healthy-direct", "--client", "winhttp", "--isolation", "ports")
        self.assertEqual((done.returncode, done.stdout.splitlines()[-1]), (0, "nothing was run: every case was skipped"))

    def test_a_shell_without_namespaces_names_what_there_is(self):
        script = 'echo 0 >/proc/sys/user/max_net_namespaces && exec "$@"'
        forbid = ["unshare", "--user", "--map-root-user", "sh", "-c", script, "sh"]
        if subprocess.run([*forbid, "true"], capture_output=True, timeout=20, check=False).returncode != 0:
            self.skipTest("no user namespace in which to forbid more")
        done = subprocess.run([*forbid, lab.TETRALAB, "shell", "healthy-direct"], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL, check=False)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("`tetralab up healthy-direct`", done.stderr)
        self.assertNotIn("--isolation", done.stderr)

    def test_results_that_cannot_be_written_are_told_before_anything_runs(self):
        for option in ("--json", "--junit"):
            with self.subTest(option):
                done = lab.tetralab("run", "healthy-direct", "--client", "curl", option, "/nonexistent/results", cwd=self.home)
                self.assertEqual(done.returncode, 2)
                self.assertIn("/nonexistent/results", done.stderr)
                self.assertNotIn("pass", done.stdout)


if __name__ == "__main__":
    unittest.main()
