#!/usr/bin/env python3
"""Worlds that one stays in: the commands that are told show the failure, and a shell is the scenario's endpoint."""
import json
import os
import re
import shutil
import subprocess
import time
import unittest

import lab

TWO_ATTEMPTS = "attempts: [{}, {faults: [{update: {status: 404}}]}]\n"


def namespaces_allowed():
    return lab.tetralab("shell", "healthy-direct", "--", "true", cwd="/").returncode == 0


class Up(lab.LabTest):
    def told(self, *arguments):
        """What `up` prints; it runs until the test ends."""
        process = subprocess.Popen([lab.TETRALAB, "up", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, cwd=self.home)
        self.addCleanup(lambda: (process.terminate(), process.communicate(timeout=30)))
        text = ""
        for line in process.stdout:
            text += line
            if line.startswith("ends with"):
                return text
        return self.fail(text)

    def status_of(self, program, text):
        """The exit status of the told command line of that program."""
        line = next(line for line in text.splitlines() if re.match(rf"  (nsenter [^/]* )?(\S*/)?{program} ", line))
        return subprocess.run(line, shell=True, capture_output=True, timeout=60, check=False, cwd=self.home).returncode

    def test_the_told_commands_show_the_failure(self):
        results = self.run_lab("httpsproxy-expired", "proxy-auth-digest-sha256", "socks5-origin-refused", "staple-expired", "tcp-refused", "--client", "curl,connector", "--isolation", "ports")
        for (scenario, client), one in results.items():
            if one["verdict"] == "skipped":
                continue
            with self.subTest((scenario, client)):
                text = self.told(scenario)
                self.assertEqual(self.status_of("curl" if client == "curl" else "tetralab", text), one["actual"].get("exit", 1))

    def test_addresses_say_what_is_spoken_there_and_nobody_asked(self):
        text = self.told("healthy-direct")
        for row in (r"update +127\.0\.0\.1:\d+ https", r"update +127\.0\.0\.1:\d+ http", r"proxy +127\.0\.0\.1:\d+ HTTP proxy", r"socks +127\.0\.0\.1:\d+ SOCKS", r"dns +127\.0\.0\.1:\d+ \(UDP"):
            self.assertRegex(text, rf"(?m)^  {row}")
        self.assertEqual((self.status_of("curl", text), self.status_of("tetralab", text)), (0, 0))

    def test_what_ports_can_not_show_is_said(self):
        self.assertRegex(self.told("dns-nxdomain"), r"(?m)^  # curl: faults of DNS need a namespace cell")

    def test_an_attempt_is_chosen(self):
        path = self.write("two.yaml", TWO_ATTEMPTS)
        self.assertEqual(self.status_of("curl", self.told(path)), 0)
        self.assertEqual(self.status_of("curl", self.told(path, "--attempt", "2")), 22)
        self.assertEqual(lab.tetralab("up", path, "--attempt", "3").returncode, 2)


@unittest.skipUnless(namespaces_allowed(), "no namespaces here")
class Shell(lab.LabTest):
    def shell(self, *arguments, **how):
        return lab.tetralab("shell", *arguments, cwd=self.home, deadline=120, **how)

    def test_the_clock_is_the_endpoints(self):
        done = self.shell(self.write("later.yaml", "clock: +8d\n"), "--", "date", "+%s")
        self.assertAlmostEqual(int(done.stdout), time.time() + 8 * 86400, delta=600)

    def test_an_attempt_is_chosen(self):
        path = self.write("two.yaml", TWO_ATTEMPTS)
        ask = ("--", "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "{url}")
        self.assertEqual([self.shell(path, *ask).stdout, self.shell(path, "--attempt", "2", *ask).stdout], ["200", "404"])
        self.assertEqual(self.shell(path, "--attempt", "3", *ask).returncode, 2)

    def test_the_home_is_laid_out(self):
        path = self.write("mine.yaml", "route: http-proxy\ninstalled: true\nlogin: right\n")
        done = self.shell(path, "--", "sh", "-c", "cat $TETRALAB_HOME/policy.xml; readlink {home}/definitions/av64bit/current; command -v tetralab")
        for words in ("<server>proxy.corp.example</server>", "<username>tetra</username>", "versions/", "/tetralab"):
            self.assertIn(words, done.stdout)

    def test_what_is_told_can_be_run(self):
        done = self.shell("tcp-refused", "--verbose", "--", "true")
        self.assertRegex(done.stderr, r"(?m)^  curl .*tetra-defs\.amp\.cisco\.com/$")
        line = re.search(r"(?m)^  (\S*tetralab connector .*)$", done.stderr)[1]
        home = re.search(r"--home (\S+)", line)[1]
        self.assertEqual(self.shell("tcp-refused", "--", "sh", "-c", line.replace(home, "$TETRALAB_HOME")).returncode, 1)
        self.assertNotIn("try", self.shell("tcp-refused", "--", "true").stderr)

    def test_the_events_are_told_on_leaving_or_as_they_happen(self):
        done = self.shell("dns-nxdomain", "--", "curl", "-sS", lab.UPDATE_URL)
        self.assertRegex(done.stderr, r"(?s)curl: \(6\).*what the lab saw.* ms  dns +query .*fault 1 dns\.rcode of dns acted [1-9]")
        done = self.shell("dns-nxdomain", "--follow", "--", "curl", "-sS", lab.UPDATE_URL)
        self.assertRegex(done.stderr, r"(?s) ms  dns +query .*Could not resolve host")
        self.assertNotIn("what the lab saw", done.stderr)

    def test_the_evidence_is_that_of_a_run(self):
        kept = os.path.join(self.home, "kept")
        self.shell("download-cut-reset", "--keep", kept, "--", "curl", "-sS", "-o", "/dev/null", "{url}")
        folder = os.path.join(kept, "download-cut-reset", "shell")
        for name in ("events.jsonl", "capture.pcapng", "keys.log", "scenario.yaml", "rerun.sh"):
            self.assertGreater(os.path.getsize(os.path.join(folder, name)), 0, name)
        events = [json.loads(line)["event"] for line in lab.read(os.path.join(folder, "events.jsonl")).splitlines()]
        self.assertIn("fault", events)
        done = subprocess.run([os.path.join(folder, "rerun.sh"), "--", "curl", "-sS", "-o", "/dev/null", "{url}"], capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 56, done.stderr)

    def test_ones_own_files_are_there(self):
        self.write("mine.txt", "mine\n")
        done = self.shell("healthy-direct", "--", "sh", "-c", "cat mine.txt; pwd; echo $HOME; echo new >other.txt", environment={"HOME": self.home})
        self.assertEqual(done.stdout.split(), ["mine", self.home, self.home])
        self.assertEqual(lab.read(os.path.join(self.home, "other.txt")), "new\n")

    @unittest.skipUnless(shutil.which("chromium") and shutil.which("certutil"), "no chromium or no certutil here")
    def test_a_browser_sees_the_broken_world(self):
        browse = "HOME=$TETRALAB_HOME timeout 60 chromium --headless --no-sandbox --disable-gpu --enable-logging=stderr --v=0 --dump-dom {url} 2>&1"
        for scenario, words in (("dns-nxdomain", "ERR_NAME_NOT_RESOLVED"), ("cert-expired", "ERR_CERT_DATE_INVALID"), ("cert-wrong-host", "ERR_CERT_COMMON_NAME_INVALID")):
            with self.subTest(scenario):
                self.assertRegex(self.shell(scenario, "--", "sh", "-c", browse).stdout, words)
        self.assertNotIn("ERR_", self.shell("healthy-direct", "--", "sh", "-c", browse).stdout)


if __name__ == "__main__":
    unittest.main()
