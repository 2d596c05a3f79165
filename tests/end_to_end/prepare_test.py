#!/usr/bin/env python3
"""`prepare` of a client file: once for a run, only where a case follows, visible to every case, and a plain message when it fails."""
import os
import unittest

import lab

CLIENT = """name: made
program: sh
version: {{command: [sh, -c, echo 1], pattern: '(1)'}}
prepare: [sh, -c, 'echo once >>{home}/count; {how}']
command: [sh, "{{prepared.folder}}/tool"]
probes: {{stdout: stdout}}
"""
SCENARIO = "stage: dns\nexpect: {made: {exit: 4, stdout: from the tool}}\n# no wire: nothing is fetched\n"


class Prepare(lab.LabTest):
    def client(self, how):
        return self.write("made.yaml", CLIENT.format(home=self.home, how=how))

    def count(self):
        path = os.path.join(self.home, "count")
        return len(lab.read(path).split()) if os.path.exists(path) else 0

    def test_it_is_done_once_for_all_cases(self):
        os.chmod(self.home, 0o777)
        client = self.client('echo "echo from the tool; exit 4" >{prepared.folder}/tool')
        cases = self.run_lab(self.write("a.yaml", SCENARIO), self.write("b.yaml", SCENARIO), "--client", client, status=0)
        self.assertEqual({one["verdict"] for one in cases.values()}, {"pass"})
        self.assertEqual((len(cases), self.count()), (2, 1))

    def test_it_is_not_done_where_no_case_follows(self):
        done = lab.tetralab("run", "dns-nxdomain", "--client", self.client("exit 1"), cwd=self.home)
        self.assertEqual((done.returncode, self.count()), (0, 0), done.stderr)

    def test_a_failure_ends_the_run_with_what_was_printed(self):
        done = lab.tetralab("run", self.write("a.yaml", SCENARIO), "--client", self.client("echo no compiler; exit 3"), cwd=self.home)
        self.assertEqual(done.returncode, 2)
        self.assertIn("`prepare` of made exits 3: no compiler", done.stderr)


if __name__ == "__main__":
    unittest.main()
