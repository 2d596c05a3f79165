#!/usr/bin/env python3
"""Expectations proposed from a run: true when they are pasted, honest about what was not met, and plain about what differs."""
import os
import re
import unittest

import lab

FAULT = "stage: dns\nfaults: [{dns: {rcode: nxdomain}}]\n"
ALTERNATES = """name: alternates
program: sh
can: [system-dns]
command: [sh, -c, 'getent hosts tetra-defs.amp.cisco.com; n=$(cat COUNTER); echo $((n + 1)) >COUNTER; echo "error $n" >&2; exit $((n % 2))']
probes: {exit: exit, stderr: stderr}
"""
# Prints JSON whose texts are hard to write down: what YAML, the matcher or a regular expression takes for something else.
ODD = r"""name: odd
program: python3
can: [system-dns]
command: [python3, -c, "import json, socket\ntry: socket.getaddrinfo('tetra-defs.amp.cisco.com', 443)\nexcept OSError: print(json.dumps(dict(a='it\\'s {cut}: (56) 100%, C:\\\\x*', b='none', c='a\\nb\\x7f', d='größer - 1!')))"]
probes: {exit: exit, a: {json: stdout, pointer: /a}, b: {json: stdout, pointer: /b}, c: {json: stdout, pointer: /c}, d: {json: stdout, pointer: /d}}
"""


class Propose(lab.LabTest):
    def propose(self, *arguments, status=0):
        done = lab.tetralab("run", "--propose", "-", *arguments, cwd=self.home, deadline=120)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout

    def test_what_is_pasted_passes(self):
        path = self.write("mine.yaml", FAULT)

        proposed = self.propose(path, "--client", "curl,wget,connector")

        self.assertRegex(proposed, r"(?m)^  curl: \{exit: 6\}  # curl: \(6\) Could not resolve host")
        self.assertRegex(proposed, r"(?m)^  connector: \{exit: 1, code: dns-nxdomain, lasterror: own, .*stage: dns\}$")
        self.assertEqual(lab.read(path), FAULT)
        self.write("mine.yaml", FAULT + proposed.split("---", 1)[1].split("\n", 1)[1])
        cases = self.run_lab(path, "--client", "curl,wget,connector", status=0)
        self.assertEqual({one["verdict"] for one in cases.values()}, {"pass"})
        self.assertEqual(len(cases), 3)

    def test_odd_texts_can_be_pasted(self):
        path, client = self.write("mine.yaml", FAULT), self.write("odd.yaml", ODD)

        proposed = self.propose(path, "--client", client)

        self.assertIn(r"""a: 'it''s \{cut\}: \(56\) 100%, C:\\x\*', c: 'a\x0ab\x7f', d: 'größer - 1!'""", proposed)
        self.write("mine.yaml", FAULT + proposed.split("---", 1)[1].split("\n", 1)[1])
        self.assertEqual({one["verdict"] for one in self.run_lab(path, "--client", client, status=0).values()}, {"pass"})

    def test_a_client_that_meets_no_fault_gets_no_line(self):
        proposed = self.propose("http-redirect-loop", "--client", "gnutls-cli,curl")

        self.assertRegex(proposed, r"(?m)^ *# gnutls-cli: not-triggered: fault 1 ")
        self.assertNotRegex(proposed, r"(?m)^  gnutls-cli:")
        self.assertRegex(proposed, r"(?m)^  curl: \{exit: \d+\}")

    def test_what_differs_between_rounds_is_a_list(self):
        counter = self.write("counter", "0\n", mode=0o666)
        client = self.write("alternates.yaml", ALTERNATES.replace("COUNTER", counter))

        proposed = self.propose(self.write("mine.yaml", FAULT), "--client", client, "--repeat", "4", "--jobs", "1")

        self.assertRegex(proposed, r"(?m)^  alternates: \{exit: \[0, 1\]\}  # error 0$")
        self.assertRegex(proposed, r"(?m)^  # alternates differs between 4 rounds: exit 0 in 2, 1 in 2$")

    def test_each_attempt_has_its_own(self):
        proposed = self.propose("sequence-recovers-at-third", "--client", "curl")

        self.assertEqual(re.findall(r"curl: \{exit: (\d+)\}", proposed), ["22", "22", "0"])

    def test_with_attempts_it_can_be_pasted(self):
        attempts = "stage: http\nfaults: [{update: {status: 503}}]\nattempts:"
        proposed = self.propose(self.write("mine.yaml", attempts + " 2\n"), "--client", "curl,gnutls-cli")

        self.assertNotRegex(proposed, r"(?m)^expect:")
        self.assertRegex(proposed, r"(?m)^# gnutls-cli: not-triggered")
        pasted = self.write("pasted.yaml", "stage: http\nfaults: [{update: {status: 503}}]\n" + proposed.split("---", 1)[1].split("\n", 1)[1])
        self.assertEqual(lab.tetralab("lint", pasted).returncode, 0, proposed)

    def test_it_says_measured_and_never_pass(self):
        done = lab.tetralab("run", "--propose", "p.yaml", self.write("mine.yaml", FAULT), "--client", "curl", cwd=self.home)
        self.assertIn("mine curl: measured (", done.stdout)
        self.assertIn("1 cases: 1 measured", done.stdout)
        self.assertNotIn("pass", done.stdout)

    def test_the_comment_is_the_same_in_every_run(self):
        proposed = self.propose("download-cut-reset", "--client", "wget,aria2c,curl")
        self.assertNotRegex(proposed, r"\d\d:\d\d:\d\d|B/s")
        self.assertRegex(proposed, r"(?m)^ +wget: .*# Read error at byte ")

    def test_an_expectation_that_does_not_hold_is_named(self):
        path = self.write("mine.yaml", FAULT + "expect: {curl: {exit: 7}, wget: {skip: not today}}\n")

        proposed = self.propose(path, "--client", "curl,wget")

        self.assertIn("# curl: the scenario says otherwise: exit: expected 7, got 6", proposed)
        self.assertIn('  wget: {skip: "not today"}\n', proposed)

    def test_it_goes_into_a_file_and_not_beside_results(self):
        done = lab.tetralab("run", "--propose", "p.yaml", "dns-nxdomain", "--client", "curl", cwd=self.home)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("curl: {exit: 6}", lab.read(os.path.join(self.home, "p.yaml")))
        done = lab.tetralab("run", "--propose", "p.yaml", "--json", "r.json", "dns-nxdomain", cwd=self.home)
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    unittest.main()
