#!/usr/bin/env python3
"""The page of `run --html`: what is in it is what the run saw. How it looks and works is tested in tests/browser."""
import base64
import gzip
import json
import os
import re
import unittest

import lab

QUICK = ["proxy-refused", "--client", "curl,connector"]


class HtmlReport(lab.LabTest):
    def page(self, *arguments, status=0):
        """Runs with --html; returns the page's index and a function that unpacks the details of a round."""
        path = os.path.join(self.home, "report.html")
        done = lab.tetralab("run", *arguments, "--html", path, deadline=120)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return self.read_page(lab.read(path))

    def read_page(self, text):
        index = json.loads(re.search(r'id="index">(.*?)</script>', text, re.S)[1])
        blocks = {int(number): coded for number, coded in re.findall(r'id="block-(\d+)">([^<]*)</script>', text)}
        return index, lambda block, place: json.loads(gzip.decompress(base64.b64decode(blocks[block])))[place]

    def test_the_events_are_those_of_the_kept_evidence(self):
        kept = os.path.join(self.home, "kept")
        index, details = self.page(*QUICK, "--keep", kept)
        self.assertEqual(len(index["cases"]), 2)
        for _, client, rounds in index["cases"]:
            verdict, _, block, place, _ = rounds[0]
            one = details(block, place)
            name = index["clients"][client][0]
            folder = os.path.join(kept, "proxy-refused", name)
            expected = [json.loads(line) for line in lab.read(os.path.join(folder, "events.jsonl")).splitlines()]
            shown = one["attempts"][0]["events"]
            self.assertEqual([(service, kind) for _, service, kind, *_ in shown], [(event["service"], event["event"]) for event in expected])
            for line, event in zip(shown, expected):
                self.assertAlmostEqual(line[0] / 1000, event["at_ms"], delta=0.001)
                self.assertEqual(dict(zip(line[4::2], line[5::2])).items() - event.items(), set())
            self.assertEqual((verdict, one["attempts"][0]["err"]), ("pass", lab.read(os.path.join(folder, "stderr.txt"))))
            self.assertEqual(one["again"], f"tetralab run proxy-refused --client {name}")

    def test_a_repeated_run_keeps_its_events_for_the_page(self):
        index, details = self.page(*QUICK, "--repeat", "3")
        for _, _, rounds, tally in index["cases"]:
            self.assertEqual(tally, [["pass", 3]])
            self.assertGreater(len(details(*rounds[0][2:4])["attempts"][0]["events"]), 0)

    def test_goes_to_standard_output_alone(self):
        done = lab.tetralab("run", *QUICK, "--html", "-")
        self.assertTrue(done.stdout.startswith("<!doctype html>"), done.stdout[:200])
        self.assertTrue(done.stdout.endswith("</html>\n"), done.stdout[-200:])

    def test_needs_a_place_of_its_own_and_judged_cases(self):
        path = os.path.join(self.home, "same")
        for other in ("--json", "--junit"):
            done = lab.tetralab("run", *QUICK, other, path, "--html", path)
            self.assertEqual(done.returncode, 2)
            self.assertRegex(done.stderr, f"({other} and --html|--html and {other}) both write {path}")
        self.assertEqual(lab.tetralab("run", *QUICK, "--propose", path, "--html", path + ".html").returncode, 2)


if __name__ == "__main__":
    unittest.main()
