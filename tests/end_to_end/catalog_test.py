#!/usr/bin/env python3
"""The catalog of faults and the list of scenarios: complete, named alike everywhere, and told in both languages."""
import glob
import json
import os
import re
import unittest

import lab


def fault_ids():
    done = lab.tetralab("faults")
    return [line.split()[0] for line in done.stdout.splitlines() if line and not line.startswith(" ")]


class Faults(unittest.TestCase):
    def test_the_linker_dropped_none(self):
        golden = lab.read(os.path.join(lab.ROOT, "tests/golden/fault_ids.txt")).split()
        self.assertEqual(fault_ids(), golden, "a new fault goes into tests/golden/fault_ids.txt")

    def test_one_file_one_fault_one_name(self):
        files = glob.glob(os.path.join(lab.ROOT, "mockserver/*/faults/*.cpp")) + glob.glob(os.path.join(lab.ROOT, "proxy-sim/**/faults/*.cpp"), recursive=True)
        names = sorted(os.path.basename(path)[:-4].replace("_", "-") for path in files)
        ids = fault_ids()
        self.assertEqual(len(ids), len(set(ids)))
        self.assertEqual(sorted(name.split(".", 1)[1] for name in ids), names)

    def test_each_is_told_in_a_sentence_with_its_services(self):
        reference = lab.tetralab("faults", "--markdown").stdout
        for name in fault_ids():
            with self.subTest(name):
                section = re.search(rf"^## {re.escape(name)}\n\n(.+)$", reference, re.M)
                self.assertIsNotNone(section)
                self.assertRegex(section[1], r"^[A-Z].{15,}\. Services: [a-z, ]+\.$")


class Scenarios(unittest.TestCase):
    def setUp(self):
        self.listed = json.loads(lab.tetralab("list", "--json").stdout)

    def test_the_list_has_what_its_readers_need(self):
        self.assertIsInstance(self.listed, list)
        self.assertEqual({one["id"] for one in self.listed}, set(lab.scenario_files()))
        for one in self.listed:
            with self.subTest(one["id"]):
                self.assertLessEqual({"id", "stage", "title", "evidence", "route"}, set(one))
                self.assertIn(one["evidence"], {"documented", "observed", "synthetic"})
                self.assertEqual(os.path.basename(os.path.dirname(lab.scenario_files()[one["id"]])), one["stage"])

    def test_one_stage_alone(self):
        dns = json.loads(lab.tetralab("list", "--stage", "dns", "--json").stdout)
        self.assertEqual([one["id"] for one in self.listed if one["stage"] == "dns"], [one["id"] for one in dns])

    def test_show_tells_the_faults_and_the_expectations(self):
        done = lab.tetralab("show", "*")  # all at once: each call reads every file
        self.assertEqual(done.returncode, 0, done.stderr)
        told = re.split(r"(?m)^  file .*\n", done.stdout)[:-1]
        self.assertEqual(sorted(one.lstrip().split("\n", 1)[0] for one in told), sorted(lab.scenario_files()))
        for one in told:
            with self.subTest(one.lstrip().split("\n", 1)[0]):
                for word in ("stage ", "evidence ", "expected"):
                    self.assertIn(word, one)


if __name__ == "__main__":
    unittest.main()
