#!/usr/bin/env python3
"""Clients that misbehave: the lab says what became of them, and nothing of theirs is left."""
import os
import unittest

import lab

CLIENT = """name: {name}
program: {program}
can: [system-dns, ports]
command: [{program}, "{{url}}", "{{home}}"]
probes: {{exit: exit, stdout: stdout}}
success: {{exit: 0}}
"""
SCRIPTS = {
    "crasher": "kill -SEGV $$\n",
    # Its whole family ignores SIGTERM; the grandchild has left the session and the process group.
    "hanger": 'trap "" TERM\nsetsid sh -c \'trap "" TERM; while :; do tail -f /dev/null & wait; done; : MARK\' &\nwhile :; do tail -f /dev/null & wait; done; : MARK\n',
    "flooder": "yes 0123456789abcdef | head -c 100000000\nyes error | head -c 10000000 >&2\n",
    "liar": "curl --silent --output /dev/null \"$1\"\nexit 0\n",
    "loser": "exit 7\n",
}


def processes_with(mark):
    found = []
    for number in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{number}/cmdline", "rb") as file:
                words = file.read()
        except OSError:
            continue
        if mark.encode() in words:
            found.append((number, words))
    return found


class BadClients(lab.LabTest):
    isolation = "namespace"

    def setUp(self):
        super().setUp()
        if lab.tetralab("run", "healthy-direct", "--client", "winhttp", "--isolation", self.isolation).returncode != 0:
            self.skipTest(f"this machine has no {self.isolation} cells")

    def client(self, name, script=None, mode=0o755, head="#!/bin/sh\n"):
        program = os.path.join(self.home, "bin", name)
        if script is not None:
            self.write("bin/" + name, head + script.replace("MARK", os.path.basename(self.home)), mode)
        return self.write(f"{name}.yaml", CLIENT.format(name=name, program=program))

    def run_one(self, name, expected, path, timeout="1s", base="healthy-direct", status=1):
        scenario = self.write("s.yaml", f"extends: {base}\ntimeout: {timeout}\nexpect: {{{name}: {expected}}}\nwire: ~\n")
        cases = self.run_lab(scenario, "--client", path, "--isolation", self.isolation, status=status)
        return cases[("s", name)]

    def test_one_that_crashes(self):
        one = self.run_one("crasher", "{exit: 0}", self.client("crasher", SCRIPTS["crasher"]))
        self.assertEqual(one["verdict"], "crashed", one)

    def test_one_that_hangs_and_ignores_sigterm(self):
        one = self.run_one("hanger", "{exit: 0}", self.client("hanger", SCRIPTS["hanger"]))
        self.assertEqual(one["verdict"], "timeout", one)
        self.assertIn("killed after", one["reason"])
        self.assertEqual(processes_with(os.path.basename(self.home)), [])

    def test_a_timeout_and_a_crash_can_be_what_is_expected(self):
        one = self.run_one("hanger", "{ends: timeout}", self.client("hanger", SCRIPTS["hanger"]), status=0)
        self.assertEqual(one["verdict"], "pass", one)
        one = self.run_one("crasher", "{ends: crashed}", self.client("crasher", SCRIPTS["crasher"]), status=0)
        self.assertEqual(one["verdict"], "pass", one)

    def test_one_that_floods_its_output(self):
        one = self.run_one("flooder", "{exit: 0, stdout: 0123456789abcdef}", self.client("flooder", SCRIPTS["flooder"]), timeout="60s", status=0)
        self.assertEqual(one["verdict"], "pass", one["reason"][:300])
        self.assertLess(os.path.getsize(os.path.join(self.home, "results.json")), 20_000_000)

    def test_one_that_claims_success(self):
        if self.isolation == "ports":
            self.skipTest("faults of DNS need a namespace cell")
        one = self.run_one("liar", "{exit: 6}", self.client("liar", SCRIPTS["liar"]), timeout="10s", base="dns-nxdomain")
        self.assertEqual(one["verdict"], "no-error", one)

    def test_one_that_fails_in_a_healthy_world(self):
        one = self.run_one("loser", "{exit: 0}", self.client("loser", SCRIPTS["loser"]))
        self.assertEqual(one["verdict"], "wrong-error", one)

    def test_one_that_is_not_there_is_skipped_by_name(self):
        one = self.run_one("missing", "{exit: 0}", self.client("missing"), status=0)
        self.assertEqual((one["verdict"], one["reason"]), ("skipped", "missing is not installed"))

    def test_one_that_cannot_be_executed(self):
        no_right = self.run_one("plain", "{exit: 0}", self.client("plain", "exit 0\n", mode=0o644), status=0)
        self.assertEqual(no_right["verdict"], "skipped", no_right)
        no_format = self.run_one("noise", "{exit: 0}", self.client("noise", "\x01\x02\x03", head=""), status=2)
        self.assertEqual(no_format["verdict"], "broken", no_format)
        self.assertRegex(no_format["reason"], "could not be started.*Exec format error")
        no_shell = self.run_one("orphan", "{exit: 0}", self.client("orphan", "", head="#!/nonexistent/shell\n"), status=2)
        self.assertEqual(no_shell["verdict"], "broken", no_shell)
        self.assertIn("could not be started", no_shell["reason"])


    def keep(self, name, script, status, rounds=1, **how):
        """Runs the script with --keep, as often as wanted into the same folder; the last run and the case's folder."""
        path = self.client(name, script)
        scenario = self.write("s.yaml", f"extends: healthy-direct\ntimeout: 5s\nexpect: {{{name}: {{exit: 0}}}}\nwire: ~\n")
        for _ in range(rounds):
            done = lab.tetralab("run", scenario, "--client", path, "--isolation", self.isolation, "--keep", os.path.join(self.home, "kept"), **how)
            self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done, os.path.join(self.home, "kept", "s", name)

    def test_evidence_is_not_written_through_links(self):
        victim = self.write("victim", "precious")
        _, folder = self.keep("linker", f"for one in stdout.txt events.jsonl keys.log capture.pcapng; do ln -s {victim} $HOME/$one; done\necho said\n", 0)
        self.assertEqual(lab.read(victim), "precious")
        self.assertEqual(lab.read(os.path.join(folder, "stdout.txt")), "said\n")
        done, _ = self.keep("leaver", f"rm -rf $HOME; ln -s {self.home} $HOME\n", 2)
        self.assertIn("the client has removed its folder", done.stderr)
        self.assertFalse(os.path.exists(os.path.join(self.home, "stdout.txt")))

    def test_pipes_folders_and_rights_cost_no_evidence(self):
        script = "mkfifo $HOME/events.jsonl\nmkdir -p $HOME/stdout.txt/deep $HOME/keys.log\nmkdir -m 0 $HOME/closed\nchmod 555 $HOME\n"
        _, folder = self.keep("blocker", script, 0, rounds=2)
        for name in ("events.jsonl", "stdout.txt", "stderr.txt", "verdict.json", "rerun.sh", "scenario.yaml", "keys.log"):
            self.assertTrue(os.path.isfile(os.path.join(folder, name)), name)

    def test_a_name_that_leads_out_of_the_kept_folder_is_a_mistake(self):
        precious = self.write("userdata/precious", "mine")
        path = self.client("good", "exit 0\n")
        self.write("good.yaml", lab.read(path).replace("name: good", "name: ../../userdata"))
        done = lab.tetralab("run", "healthy-direct", "--client", path, "--isolation", self.isolation, "--keep", os.path.join(self.home, "kept"))
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertIn("is no name of a client", done.stderr)
        self.assertEqual(lab.read(precious), "mine")

    def test_a_link_in_the_kept_folder_is_not_followed(self):
        precious = self.write("userdata/good/precious", "mine")
        os.makedirs(os.path.join(self.home, "kept"))
        os.symlink(os.path.join(self.home, "userdata"), os.path.join(self.home, "kept", "s"))
        self.keep("good", "exit 0\n", 2)
        self.assertEqual(lab.read(precious), "mine")

    def test_one_that_takes_the_temporary_folder_breaks_its_own_case_alone(self):
        temporary = os.path.join(self.home, "tmp", "below")
        os.makedirs(temporary)
        path = self.client("taker", f"rm -rf {temporary}\n")
        for name in ("a", "b"):
            self.write(f"s/{name}.yaml", "extends: healthy-direct\nexpect: {taker: {exit: 0}}\nwire: ~\n")
        cases = self.run_lab("s", "--client", path, "--isolation", self.isolation, "--jobs", "1", status=2, environment={"TMPDIR": temporary})
        self.assertEqual([cases[(name, "taker")]["verdict"] for name in "ab"], ["pass", "broken"])

    def test_json_without_a_bottom_is_no_value(self):
        path = self.client("digger", "head -c 2000000 /dev/zero | tr '\\0' '[' >$HOME/s.json\nhead -c 2000000 /dev/zero | tr '\\0' ']' >>$HOME/s.json\n")
        self.write("digger.yaml", lab.read(path).replace("stdout: stdout", 'deep: {json: "{home}/s.json"}'))
        one = self.run_one("digger", "{deep: none}", path, timeout="20s", status=0)
        self.assertEqual(one["verdict"], "pass", one["reason"][:300])

    def test_a_version_command_leaves_nothing(self):
        mark = os.path.basename(self.home)
        path = self.client("asked", f'case $1 in --version) setsid sh -c \'trap "" TERM; while :; do tail -f /dev/null & wait; done; : {mark}\' >/dev/null 2>&1 & echo 1.2.3;; esac\n')
        program = os.path.join(self.home, "bin", "asked")
        self.write("asked.yaml", lab.read(path) + f"version: {{command: [{program}, --version], pattern: '(.+)'}}\n")
        one = self.run_one("asked", "{exit: 0}", path, status=0)
        self.assertEqual(one["client_version"], "1.2.3")
        self.assertEqual(processes_with(mark), [])


class BadClientsInPortsCells(BadClients):
    isolation = "ports"


if __name__ == "__main__":
    unittest.main()
