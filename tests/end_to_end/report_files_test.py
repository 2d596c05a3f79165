#!/usr/bin/env python3
"""Reports as files: whole or not there, one place each; the command that runs a case again; and texts that a terminal would obey."""
import json
import os
import re
import shlex
import stat
import subprocess
import unittest
import xml.etree.ElementTree

import lab

CLIENT = """name: fetch
program: {program}
can: [ports]
command: [{program}]
probes: {{exit: exit, stderr: stderr, said: {{stream: stdout, pattern: "(?s)(.*)"}}}}
success: {{exit: 0}}
"""
QUICK = ["healthy-direct", "--client", "connector", "--isolation", "ports"]


class Files(lab.LabTest):
    def test_both_in_one_place_is_a_mistake(self):
        path = self.write("both", "old")
        os.symlink(path, path + ".link")
        for json_path, junit_path in ((path, path), ("-", "-"), ("/dev/stdout", "-"), (path, os.path.join(self.home, ".", "both")), (path, path + ".link")):
            with self.subTest((json_path, junit_path)):
                done = lab.tetralab("run", *QUICK, "--json", json_path, "--junit", junit_path)
                self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
                self.assertIn("--json and --junit both write", done.stderr)
                self.assertEqual(lab.read(path), "old")

    def test_one_place_that_is_not_there_yet_is_one_place(self):
        done = lab.tetralab("run", *QUICK, "--json", "new", "--junit", "./new", cwd=self.home)
        self.assertEqual((done.returncode, os.listdir(self.home)), (2, []), done.stderr)
        self.assertIn("--json and --junit both write", done.stderr)

    def test_an_empty_value_is_a_mistake(self):
        for option in ("--json", "--junit", "--keep", "--propose", "--client"):
            for words in ([option, ""], [option + "="]):
                with self.subTest(words):
                    done = lab.tetralab("run", *QUICK[:1], *words, cwd=self.home)
                    self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
                    self.assertIn(option, done.stderr)

    def test_a_link_and_a_device_stay_what_they_are(self):
        real = self.write("real.json", "old")
        link = os.path.join(self.home, "link.json")
        os.symlink("real.json", link)
        done = lab.tetralab("run", *QUICK, "--json", link, "--junit", "/dev/null")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(os.path.islink(link))
        self.assertEqual(len(json.loads(lab.read(real))["cases"]), 1)
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/null").st_mode))
        self.assertEqual(sorted(os.listdir(self.home)), ["link.json", "real.json"])

    def test_a_redirected_standard_output_gets_the_report(self):
        path = os.path.join(self.home, "out")
        with open(path, "w", encoding="utf-8") as out:
            done = subprocess.run([lab.TETRALAB, "run", *QUICK, "--junit", "/dev/stdout"], stdout=out, stderr=subprocess.DEVNULL, timeout=60, check=False)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(xml.etree.ElementTree.parse(path).getroot().tag, "testsuites")


class Again(lab.LabTest):
    def again(self, text):
        told = re.search(r"again: (tetralab run .*)", text)
        self.assertIsNotNone(told, text)
        return shlex.split(told[1])[1:]

    def fails_again(self, *arguments):
        junit = os.path.join(self.home, "junit.xml")
        done = lab.tetralab("run", *arguments, "--junit", junit, cwd=self.home)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        words = self.again(done.stdout)
        self.assertEqual(self.again(xml.etree.ElementTree.parse(junit).find(".//failure").text), words)
        repeated = lab.tetralab(*words, cwd=self.home)
        self.assertEqual(repeated.returncode, 1, repeated.stdout + repeated.stderr)
        self.assertEqual(self.again(repeated.stdout), words)
        return words

    def test_takes_the_files_and_options_that_were_given(self):
        program = self.write("mine/it.sh", "#!/bin/sh\nexit 9\n", 0o755)
        self.write("mine/my client.yaml", CLIENT.format(program=program))
        self.write("s/base.yaml", "id: own-base\nextends: healthy-direct\nwire: ~\nexpect: {fetch: {exit: 9}}\n")
        self.write("s/wrong.yaml", "extends: own-base\nexpect: {fetch: {exit: 3}}\n")
        words = self.fails_again("s", "--client", "mine/my client.yaml", "--isolation", "ports", "--seed", "7")
        self.assertEqual(words, ["run", "s/wrong.yaml", "s/base.yaml", "--client", "mine/my client.yaml", "--isolation", "ports", "--seed", "7"])

    def test_takes_names_where_the_projects_own_were_meant(self):
        program = self.write("it.sh", "#!/bin/sh\nexit 9\n", 0o755)
        self.write("curl.yaml", CLIENT.format(program=program).replace("fetch", "curl"))
        words = self.fails_again("healthy-direct", "--client", "curl.yaml", "--isolation", "ports")
        self.assertEqual(words, ["run", "healthy-direct", "--client", "curl.yaml", "--isolation", "ports"])


class ControlCharacters(lab.LabTest):
    def assert_tame(self, text):
        self.assertIsNone(re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text), ascii(text))

    def test_of_clients_and_files_reach_neither_terminal_nor_junit(self):
        program = self.write("it.sh", "#!/bin/sh\nprintf 'a\\033[31mb\\001\\377'\nexit 9\n", 0o755)
        client = self.write("fetch.yaml", CLIENT.format(program=program))
        self.write("s/good.yaml", 'extends: healthy-direct\nwire: ~\ntitle: "t\\e[2J ü"\nexpect: {fetch: {exit: 9}}\n')
        self.write("s/skip.yaml", 'extends: healthy-direct\nexpect: {fetch: {skip: "no\\e[2J\\u0001 ü"}}\n')
        self.write("s/wrong.yaml", "extends: healthy-direct\nwire: ~\nexpect: {fetch: {said: az}}\n")
        junit = os.path.join(self.home, "junit.xml")
        done = lab.tetralab("run", "s", "--client", client, "--isolation", "ports", "--junit", junit, cwd=self.home)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assert_tame(done.stdout + done.stderr)
        self.assertIn(r"no\x1b[2J\x01 ü", done.stdout)
        suite = xml.etree.ElementTree.parse(junit).getroot()
        self.assertEqual(suite.find(".//skipped").get("message"), r"no\x1b[2J\x01 ü")
        shown = lab.tetralab("show", "s/good.yaml", cwd=self.home)
        self.assert_tame(shown.stdout)
        self.assertIn(r"t\x1b[2J ü", shown.stdout)


if __name__ == "__main__":
    unittest.main()
