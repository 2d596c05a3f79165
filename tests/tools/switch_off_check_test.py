#!/usr/bin/env python3
"""The check of tests/wire/switch_off_test.py itself: it tells tests that prove a fault from those that don't."""
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "wire"))
import switch_off_test as check  # noqa: E402

# A program that behaves as GoogleTest does: one test, which fails under the condition that is put in.
PROGRAM = """#!/bin/sh
if [ "$1" = --gtest_list_tests ]; then printf 'HttpCut.\\n  IsCut\\nWire/HttpCutShort.\\n  IsShort/HttpCutShortNow  # GetParam() = 1\\n'; exit 0; fi
echo '[ RUN      ] HttpCut.IsCut'
if CONDITION; then echo '[  FAILED  ] HttpCut.IsCut (0 ms)'; exit 1; fi
"""


class SwitchOff(unittest.TestCase):
    def program(self, condition):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = os.path.join(folder.name, "program")
        with open(path, "w", encoding="utf-8") as file:
            file.write(PROGRAM.replace("CONDITION", condition))
        os.chmod(path, 0o755)
        return path

    def judged(self, condition):
        return check.judge("http.cut", [(self.program(condition), "HttpCut.IsCut")])

    def test_a_test_that_fails_without_its_fault_proves_it(self):
        self.assertEqual(self.judged('[ -n "$TETRA_FAULTS_OFF" ]'), "")

    def test_a_test_that_passes_without_its_fault_proves_nothing(self):
        self.assertIn("pass without the fault", self.judged("false"))

    def test_a_test_that_always_fails_proves_nothing(self):
        self.assertIn("fails with the fault on too", self.judged("true"))

    def test_a_fault_wants_a_test(self):
        self.assertIn("no wire test is called *HttpCut*", check.judge("http.cut", []))

    def test_names_are_the_ids(self):
        for fault_id, name in (("http.no-answer", "HttpNoAnswer"), ("tunnel.tunnel-cut", "TunnelCut"), ("tunnel.established", "TunnelEstablished")):
            self.assertEqual(check.pascal(fault_id), name)

    def test_a_test_belongs_to_the_longest_name_in_it(self):
        program = self.program("true")
        found = check.by_fault(["http.cut", "http.cut-short"], [program])
        self.assertEqual({fault_id: [test for _, test in tests] for fault_id, tests in found.items()},
                         {"http.cut": ["HttpCut.IsCut"], "http.cut-short": ["Wire/HttpCutShort.IsShort/HttpCutShortNow"]})


if __name__ == "__main__":
    unittest.main()
