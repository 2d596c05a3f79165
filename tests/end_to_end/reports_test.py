#!/usr/bin/env python3
"""What a run leaves for machines: JSON, JUnit, the exit status, kept evidence; and the same verdicts every time."""
import json
import os
import subprocess
import unittest
import xml.etree.ElementTree

import lab

SCHEMA = os.path.join(lab.ROOT, "docs/results.schema.json")
SOME = ["healthy-direct", "dns-nxdomain", "proxy-refused", "sequence-recovers-at-third", "revoked-by-ocsp"]


class Reports(lab.LabTest):
    def wrong_scenario(self):
        return self.write("wrong.yaml", "extends: dns-nxdomain\nexpect: {curl: {exit: 99}}\n")

    def test_the_results_are_what_their_schema_says(self):
        self.run_lab(*SOME, self.wrong_scenario(), status=1)
        path = os.path.join(self.home, "results.json")
        done = subprocess.run([os.environ["VALIDATE_JSON"], SCHEMA, path], capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_schema_refuses_other_results(self):
        self.run_lab("dns-nxdomain", "--client", "curl", status=0)
        changes = [lambda case: case.update(verdict="fine"), lambda case: case.pop("reason"), lambda case: case.update(more=1),
                   lambda case: case["fired"][0].update(times=0), lambda case: case["actual"].update(exit=None)]
        for number, change in enumerate(changes):
            with self.subTest(number):
                document = json.loads(json.dumps(self.results))
                change(document["cases"][0])
                path = self.write("changed.json", json.dumps(document))
                done = subprocess.run([os.environ["VALIDATE_JSON"], SCHEMA, path], capture_output=True, text=True, timeout=30, check=False)
                self.assertEqual(done.returncode, 1, done.stderr)

    def test_one_case_tells_what_happened(self):
        cases = self.run_lab("dns-nxdomain", "--client", "curl", status=0)

        one = cases[("dns-nxdomain", "curl")]
        self.assertEqual((one["expected"], one["actual"], one["reason"]), ({"exit": 6}, {"exit": 6}, ""))
        self.assertEqual([(fault["fault"], fault["service"], fault["index"]) for fault in one["fired"]], [("dns.rcode", "dns", 0)])
        self.assertRegex(one["client_version"], r"^\d+\.\d+")
        self.assertGreaterEqual(one["duration_ms"], one["client_ms"])

    def test_junit_is_xml_that_counts_right(self):
        path = os.path.join(self.home, "junit.xml")
        done = lab.tetralab("run", *SOME, self.wrong_scenario(), "--junit", path, deadline=120)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        suite = xml.etree.ElementTree.parse(path).getroot().find("testsuite")
        tests = suite.findall("testcase")
        self.assertEqual(int(suite.get("tests")), len(tests))
        self.assertEqual(int(suite.get("skipped")), len(suite.findall("testcase/skipped")))
        failures = suite.findall("testcase/failure")
        self.assertEqual((int(suite.get("failures")), int(suite.get("errors"))), (1, 0))
        self.assertEqual([failure.get("type") for failure in failures], ["wrong-error"])

    def test_results_go_to_standard_output_alone(self):
        done = lab.tetralab("run", "dns-nxdomain", "--client", "curl", "--json", "-")
        self.assertEqual([case["verdict"] for case in json.loads(done.stdout)["cases"]], ["pass"])
        done = lab.tetralab("run", "dns-nxdomain", "--client", "curl", "--junit", "-")
        self.assertEqual(xml.etree.ElementTree.fromstring(done.stdout).tag, "testsuites")

    def test_a_failure_is_told_side_by_side_with_the_way_back(self):
        path = self.wrong_scenario()
        done = lab.tetralab("run", path, "--client", "curl")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"(?m)^ +exit +expected 99 +actual 6$")
        self.assertIn(f"again: tetralab run {path} --client curl", done.stdout)
        self.assertRegex(done.stdout, r"(?m)^ +\d+\.\d+ ms +dns +fault ")

    def test_repeats_give_the_same_verdicts(self):
        self.run_lab(*SOME, "--repeat", "3", "--client", "curl,connector,wget", status=0, deadline=240)
        verdicts = {}
        for one in self.results["cases"]:
            verdicts.setdefault((one["scenario"], one["client"]), []).append(one["verdict"])
        self.assertEqual({len(all_of_one) for all_of_one in verdicts.values()}, {3})
        self.assertEqual({key: set(all_of_one) for key, all_of_one in verdicts.items() if len(set(all_of_one)) > 1}, {})
        self.assertEqual([one["scenario"] for one in self.results["cases"] if one["verdict"] == "pass" and one["client_ms"] <= 0], [])

    def test_kept_evidence_is_complete(self):
        kept = os.path.join(self.home, "kept")
        self.run_lab("healthy-direct", "--client", "curl", "--keep", kept, status=0)
        folder = os.path.join(kept, "healthy-direct", "curl")
        self.assertLessEqual({"events.jsonl", "stdout.txt", "stderr.txt", "verdict.json", "scenario.yaml", "body"}, set(os.listdir(folder)))
        events = [json.loads(line) for line in lab.read(os.path.join(folder, "events.jsonl")).splitlines()]
        self.assertIn(("update", "request"), {(event["service"], event["event"]) for event in events})


if __name__ == "__main__":
    unittest.main()
