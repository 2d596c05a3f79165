#!/usr/bin/env python3
"""Every report of one run, each read by the program that reads such reports: xmllint with the published format, prove, a JSON Schema
validator, and for GitHub's commands the rules of their escapes. The client that failed printed what nobody should print."""
import json
import os
import re
import shutil
import subprocess
import unittest
import xml.etree.ElementTree

import lab

SCHEMA = os.path.join(lab.ROOT, "docs/results.schema.json")
XSD = os.path.join(lab.ROOT, "tests/assets/junit.xsd")
CLIENT = """name: fetch
program: {program}
can: [ports]
command: [{program}]
probes: {{stderr: stderr, said: {{stream: stdout, pattern: "(?s)(.*)"}}}}
success: {{exit: 0}}
"""
HOSTILE = r"""#!/bin/sh
printf 'not ok 1 # SKIP\n  ...\n1..9\n]]>&<x a="b">|`c`\033[2J\001\377\r\n::error::no %%0A\n'
printf '\357\277\276end\n' >&2
exit 9
"""
FORMATS = {"json": "out.json", "junit": "out.xml", "tap": "out.tap14", "tap13": "out.tap", "annotations": "out.txt", "markdown": "out.md"}


class Formats(lab.LabTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        missing = [name for name in ("xmllint", "prove") if shutil.which(name) is None]
        if missing:
            raise unittest.SkipTest("not installed: " + ", ".join(missing))

    def run_all_formats(self, *arguments, status):
        program = self.write("fetch.sh", HOSTILE, 0o755)
        client = self.write("fetch.yaml", CLIENT.format(program=program))
        self.write("s/right.yaml", "extends: healthy-direct\nwire: ~\nexpect: {fetch: {exit: 9}}\n")
        self.write("s/wrong.yaml", "extends: healthy-direct\nwire: ~\nexpect:\n  fetch:\n    said: |-\n      a | `b`\n    exit: 9\n")
        self.write("s/idle.yaml", "stage: download\nfaults:\n  - update: {status: 503}\n    when: {request: 3..}\nexpect: {fetch: {exit: 9}}\n")
        self.write("s/skip.yaml", 'extends: healthy-direct\nexpect: {fetch: {skip: "no # way \\\\ | `x`"}}\n')
        paths = {name: os.path.join(self.home, file) for name, file in FORMATS.items()}
        options = [word for name, path in paths.items() for word in ("--" + name, path)]
        done = lab.tetralab("run", "s", "--client", client, "--isolation", "ports", *options, *arguments, cwd=self.home, deadline=200)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        self.printed = done.stdout
        return {name: lab.read(path) for name, path in paths.items()}

    def read_by(self, *command):
        return subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", timeout=60, check=False, cwd=self.home)

    def test_junit_is_the_published_format(self):
        text = self.run_all_formats(status=1)["junit"]
        done = self.read_by("xmllint", "--noout", "--schema", XSD, "out.xml")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.write("bad.xml", text.replace("<testcase ", '<testcase flavour="x" ', 1))
        self.assertNotEqual(self.read_by("xmllint", "--noout", "--schema", XSD, "bad.xml").returncode, 0, "a schema that takes everything proves nothing")
        root = xml.etree.ElementTree.fromstring(text)
        self.assertEqual([root.get(name) for name in ("tests", "failures", "errors")], ["4", "2", "0"])
        wrong = next(case for case in root.iter("testcase") if case.get("classname").endswith("wrong"))
        self.assertIn("again: tetralab run", wrong.find("failure").text)
        self.assertIn('<x a="b">|`c`\\x1b[2J\\x01\\xff', wrong.find("system-out").text)
        self.assertEqual(wrong.find("system-err").text, "\\ufffeend\n")

    def test_tap_is_read_by_prove(self):
        texts = self.run_all_formats(status=1)
        self.assertEqual(texts["tap"].splitlines()[:2], ["TAP version 14", "1..4"])
        self.assertEqual(texts["tap"].splitlines()[1:], texts["tap13"].splitlines()[1:])
        done = self.read_by("prove", "-v", "out.tap")
        self.assertNotIn("Parse errors", done.stdout + done.stderr)
        self.assertIn("Failed 2/4 subtests", done.stdout)
        self.assertIn("(less 1 skipped subtest: 1 okay)", done.stdout)
        self.assertNotEqual(done.returncode, 0)
        good = "".join(line for line in texts["tap13"].splitlines(True)).replace("not ok ", "ok ")
        self.write("good.tap", good)
        self.assertEqual(self.read_by("prove", "good.tap").returncode, 0)

    def test_json_is_what_its_schema_says_and_explains(self):
        text = self.run_all_formats("--repeat", "2", status=1)["json"]
        done = self.read_by(os.environ["VALIDATE_JSON"], SCHEMA, "out.json")
        self.assertEqual(done.returncode, 0, done.stderr)
        results = json.loads(text)
        self.assertEqual(results["rounds"], 2)
        idle = next(one for one in results["cases"] if one["scenario"] == "idle")
        self.assertEqual([one["why"] for one in idle["idle"]], ["nobody came to `update`"])
        self.assertEqual(idle["where"], {"file": "s/idle.yaml", "line": 3})
        self.assertGreater(idle["duration_ms"], 0)

    def test_annotations_are_one_line_each_and_name_the_line(self):
        texts = self.run_all_formats(status=1)
        lines = texts["annotations"].splitlines()
        self.assertEqual(len(lines), 2, texts["annotations"])
        for line in lines:
            self.assertRegex(line, r"^::error file=s/\w+\.yaml,line=\d+,col=\d+,title=[^:,]+::[^\r]*$")
            self.assertNotRegex(line, r"%(?!0A|0D|25|3A|2C)")
        self.assertIn("file=s/idle.yaml,line=3,", texts["annotations"])
        self.assertIn("file=s/wrong.yaml,line=5,", texts["annotations"])

    def test_markdown_keeps_its_rows(self):
        text = self.run_all_formats(status=1)["markdown"]
        self.assertIn("## TETRA Lab: 2 of 4 cases failed", text)
        rows = [line for line in text.splitlines() if line.startswith("| wrong | ")]
        self.assertEqual(len(rows), 1)
        self.assertEqual(len(re.findall(r"(?<!\\)\|", rows[0])), 8, rows[0])
        self.assertNotRegex(text, r"[\x00-\x09\x0b-\x1f]|<x ")

    def test_the_terminal_tells_the_same(self):
        self.run_all_formats(status=1)
        self.assertRegex(self.printed, r"fault 1 http.status of update acted 0 times: nobody came to `update`")
        self.assertIn("again: tetralab run s/idle.yaml", self.printed)


class OnePlace(lab.LabTest):
    def test_no_two_reports_share_it(self):
        names = list(FORMATS)
        for one, other in zip(names, names[1:] + names[:1]):
            path = self.write("both", "old")
            done = lab.tetralab("run", "healthy-direct", "--" + one, path, "--" + other, os.path.join(self.home, ".", "both"))
            self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
            self.assertRegex(done.stderr, f"--({one}|{other}) and --({one}|{other}) both write")
            self.assertEqual(lab.read(path), "old")


if __name__ == "__main__":
    unittest.main()
