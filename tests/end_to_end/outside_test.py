#!/usr/bin/env python3
"""Nothing works only from inside the repository: scenarios, folders, bases and new clients from anywhere on disk."""
import unittest

import lab

# A downloader of somebody's: it tells its error as JSON, as its client file says.
FETCH = """#!/bin/sh
curl --silent --output "$2" "$1"
status=$?
[ $status = 0 ] && exit 0
echo starting
printf '{"error": {"code": %d, "what": "failed"}}\\n' $((1000 + status))
exit 1
"""
CLIENT = """name: fetch
title: Somebody's downloader
program: {program}
version: {{command: [{program}, --version], pattern: 'fetch (\\d+)'}}
can: [system-dns]
command: [{program}, "{{url}}", "{{home}}/body"]
files:
  "{{home}}/fetch.ini": |
    [server]
    url = {{update.url}}
probes:
  exit: exit
  code: {{json: stdout, pointer: /error/code}}
  ini: {{stream: "{{home}}/fetch.ini", pattern: 'url = (\\S+)'}}
words:
  code: {{dns: 1006, fine: {{not: [1006]}}}}
success: {{exit: 0}}
"""


class Outside(lab.LabTest):
    def setUp(self):
        super().setUp()
        program = self.write("tools/fetch", FETCH, 0o755)
        self.client = self.write("mine/fetch.yaml", CLIENT.format(program=program))

    def test_a_scenario_file_from_another_folder(self):
        self.write("x/own-name.yaml", "faults: [{dns: {rcode: refused}}]\nexpect: {curl: {exit: 6}}\n")
        cases = self.run_lab("own-name.yaml", "--client", "curl", cwd=self.home + "/x", status=0)
        self.assert_verdict(cases, "own-name", "curl", "pass")

    def test_a_folder_and_one_base_of_the_projects(self):
        self.write("set/a.yaml", "extends: dns-nxdomain\nwire: ~\n")
        self.write("set/deeper/b.yaml", "id: b\nextends: healthy-direct\nfaults: [{update: {status: 500}}]\nexpect: {curl: {exit: 22, stderr: ~}, connector: ~}\n")
        cases = self.run_lab("set", "--client", "curl", status=0)
        self.assertEqual(set(cases), {("a", "curl"), ("b", "curl")})

    def test_a_client_written_from_the_docs(self):
        self.write("s/lost.yaml", "extends: dns-nxdomain\nexpect: {fetch: {exit: 1, code: dns, ini: 'https://tetra-defs\\.amp\\.cisco\\.com'}}\n")
        self.write("s/found.yaml", "extends: healthy-direct\nexpect: {fetch: {exit: 0, code: none}}\n")
        for words in (["s", self.client], ["s", "--client", self.client], ["s", "--client", "mine/fetch.yaml"]):
            with self.subTest(words):
                cases = self.run_lab(*words, status=0)
                self.assertEqual(set(cases), {("lost", "fetch"), ("found", "fetch")})
                self.assertEqual(self.assert_verdict(cases, "lost", "fetch", "pass")["actual"]["code"], 1006)
                self.assert_verdict(cases, "found", "fetch", "pass")

    def test_a_client_file_of_the_same_name_replaces_the_projects(self):
        text = lab.read(self.client).replace("name: fetch", "name: curl")
        own = self.write("mine/curl.yaml", text)
        self.write("s/lost.yaml", "extends: dns-nxdomain\nexpect: {curl: {exit: 1, code: 1006}}\n")
        self.assert_verdict(self.run_lab("s", "--client", own, status=0), "lost", "curl", "pass")

    def test_mistakes_in_a_client_file(self):
        path = self.write("mine/bad.yaml", "name: bad\nprogram: sh\ncommand: [sh]\nprobs: {exit: exit}\n")
        done = lab.tetralab("run", "healthy-direct", "--client", path)
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"bad\.yaml:4:1: error: unknown key `probs`")
        self.assertIn("did you mean `probes`?", done.stderr)


if __name__ == "__main__":
    unittest.main()
