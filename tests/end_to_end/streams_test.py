#!/usr/bin/env python3
"""Standard input, output and error that are closed, full, or left by their reader."""
import os
import subprocess
import unittest

import lab


class Streams(lab.LabTest):
    def sh(self, script):
        return subprocess.run(["sh", "-c", script, "sh", lab.TETRALAB], cwd=self.home, capture_output=True, text=True, timeout=60,
                              stdin=subprocess.DEVNULL, check=False)

    def test_closed_ones_change_nothing(self):
        path = os.path.join(self.home, "results.json")
        for closed in (">&-", "<&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"):
            with self.subTest(closed):
                done = self.sh(f'"$1" run healthy-direct --client connector --isolation ports --json {path} {closed}')
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertIn('"verdict": "pass"', lab.read(path))
                os.remove(path)

    def test_a_result_for_a_closed_output_is_told(self):
        for words in ("list", "list --json", "faults", "show healthy-direct", "explain 35", "run healthy-direct --client connector --isolation ports --json -"):
            with self.subTest(words):
                done = self.sh(f'"$1" {words} >&-')
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn("standard output", done.stderr)

    def test_lost_output_is_told(self):
        for words in ("list", "list --json", "lint --schema", "faults", "show healthy-direct", "--version", "--help", "connector --posture --home .", "up healthy-direct",
                      "run healthy-direct --client connector --isolation ports", "run healthy-direct --client connector --isolation ports --json -"):
            with self.subTest(words):
                done = self.sh(f'"$1" {words} >/dev/full')
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertEqual(done.stderr.count("standard output can't be written"), 1, done.stderr)

    def test_a_reader_that_has_enough_is_no_mistake(self):
        done = self.sh('{ "$1" faults --markdown; echo "status $?" >&2; } | true')
        self.assertEqual(done.stderr, "status 0\n")


if __name__ == "__main__":
    unittest.main()
