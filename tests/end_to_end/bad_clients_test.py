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


class BadClientsInPortsCells(BadClients):
    isolation = "ports"


if __name__ == "__main__":
    unittest.main()
