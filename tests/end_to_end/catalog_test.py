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

    def test_the_words_of_a_parameter_are_those_that_it_takes(self):
        for arguments in (("faults", "certificate"), ("faults", "--markdown", "certificate")):
            with self.subTest(arguments):
                line = re.search(r"(?m)^.*\bof\b.*the certificate that the parameters.*$", lab.tetralab(*arguments).stdout)[0].replace("\\", "")
                self.assertIn("leaf | root | intermediate | sub-intermediate | unknown-root | unknown-intermediate | cross-intermediate", line)

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
        done = lab.tetralab("show", "*")
        self.assertEqual(done.returncode, 0, done.stderr)
        told = re.split(r"(?m)^  file +/.*\n", done.stdout)[:-1]
        self.assertEqual(sorted(one.lstrip().split("\n", 1)[0] for one in told), sorted(lab.scenario_files()))
        for one in told:
            with self.subTest(one.lstrip().split("\n", 1)[0]):
                for word in ("stage ", "evidence ", "route ", "server ", "clock ", "timeout ", "expected"):
                    self.assertIn(word, one)


EVERYTHING = """title: {en: Everything, de: Alles}
stage: http
route: http-proxy
login: {user: anna, password: secret}
policy: {crlc: 0}
options: [resume, retry]
clock: +8d
installed: true
disk: 64KiB
locked: true
definitions: full
timeout: 7s
get: "{payload}"
faults:
  - update: {cut: {at: {after: "x, y"}, by: fin}}
    when: {path: /av64bit_*/**, request: 2.., user-agent: "curl*"}
    above: 5/30s
    after: 2
    every: 3
    times: 4
    for: 1m
    until: 2m
    probability: 0.25
    optional: true
  - crl: refuse
    when: {attempt: 2.., address: 192.0.2.*}
attempts:
  - {}
  - faults: [{update: {status: 404}}]
    pause: 3s
    clock: -1d
    expect: {curl: {exit: [22, 7]}, "curl >=8.20.0": {exit: 7}, wget: {skip: it can't}, aria2c: {ends: timeout, evidence: inferred}}
    wire: {update: {status: 404}}
expect: {curl: {exit: 1..}}
wire: {proxy: {connects: 1.., status: [200, 407]}}
"""
TOLD = ("route http-proxy", "login {user: anna, password: secret}", "policy crlc 0", "options resume, retry", "clock +8d", "clock -1d", "pause 3s", "timeout 7s", "get {payload}",
        "definitions full", "installed yes", "disk 65536 bytes", "locked yes", "attempts 2", '1 update: cut {at: {after: "x, y"}, by: fin}',
        "when {request: 2.., path: /av64bit_*/**, user-agent: curl*}, above 5/30s, after 2, every 3, times 4, for 1m, until 2m, probability 0.25, optional",
        "2 crl: refuse when {attempt: 2.., address: 192.0.2.*}", "attempt 1: nothing of its own", "attempt 2", "3 update: status {code: 404}", "by default: body:",
        "curl exit [22, 7]", "curl >=8.20.0 exit 7", "wget skip: it can't", "aria2c ends timeout (evidence inferred)", "curl exit 1..", "update status 404",
        "proxy connects 1.., status [200, 407]")


class Shown(lab.LabTest):
    def test_a_scenario_is_shown_with_all_that_it_says(self):
        done = lab.tetralab("show", self.write("all.yaml", EVERYTHING))

        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertLessEqual(max(len(line) for line in done.stdout.splitlines() if not line.startswith("  file")), 100)
        told = " ".join(done.stdout.split())
        for words in TOLD:
            with self.subTest(words):
                self.assertIn(words, told)

    def test_expectations_of_attempts_are_shown(self):
        self.assertRegex(lab.tetralab("show", "seq-good-then-revoked").stdout, r"attempt 2\n(.*\n)+ +connector +code revoked, exit 1")

    def test_in_german(self):
        path = self.write("all.yaml", EVERYTHING)
        told = lab.tetralab("show", path, "--lang", "de").stdout
        for words in ("Alles", "erwartet", "Versuch 2", "Uhr", "Anmeldung", "Datei"):
            self.assertIn(words, told)
        self.assertEqual(told, lab.tetralab("show", path, environment={"LC_ALL": "de_DE.UTF-8"}).stdout)


class Clients(lab.LabTest):
    def test_the_clients_are_listed(self):
        told = lab.tetralab("clients").stdout
        for path in glob.glob(os.path.join(lab.ROOT, "harness/clients/files/*.yaml")):
            self.assertRegex(told, rf"(?m)^{os.path.basename(path)[:-5]}( |$)")
        self.assertRegex(told, r"(?m)^connector +\d\S* - The stand-in")
        self.assertRegex(told, r"(?m)^curl-schannel +only judged: not run here")
        self.assertRegex(lab.tetralab("clients", environment={"PATH": "/nonexistent"}).stdout, r"(?m)^wget +not installed \(Debian package wget\)")

    def test_one_is_told_whole(self):
        told = lab.tetralab("clients", "connector").stdout
        for pattern in (r"services +dns, update, ocsp, crl, proxy, socks, pac", r"\{home\}/policy\.xml", r"lasterror +\{home\}/local\.xml: XPath", r"own +anything but", r"none, intact, damaged",
                        r"cert-expired +certificate, 212192\d+", r"`before`: x:", r"success"):
            self.assertRegex(told, pattern)

    def test_a_file_and_a_mistake(self):
        path = self.write("mine.yaml", "name: mine\nprogram: no-such-program\ncommand: [no-such-program]\nprobes: {exit: exit}\n")
        self.assertIn("not installed", lab.tetralab("clients", path).stdout)
        done = lab.tetralab("clients", "crul")
        self.assertEqual(done.returncode, 2)
        self.assertIn("did you mean `curl`?", done.stderr)


if __name__ == "__main__":
    unittest.main()
