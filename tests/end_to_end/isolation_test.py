#!/usr/bin/env python3
"""Cells of both kinds, for root and for an ordinary user, and the worlds that one stays in: shell and up."""
import json
import os
import re
import signal
import subprocess
import tempfile
import time
import unittest

import lab

MATTERS_TO_USERS = ["healthy-direct", "dns-nxdomain", "proxy-refused", "revoked-by-ocsp"]


def namespaces_allowed(user=None):
    try:
        return lab.tetralab("shell", "healthy-direct", "--", "true", user=user, cwd="/").returncode == 0
    except PermissionError:  # the program lies where that user may not go, below /root for example
        return False


class EveryKindOfUser(lab.LabTest):
    def users(self):
        """Ids to run as: None is the test's own."""
        return [None, lab.NOBODY] if os.geteuid() == 0 else [None]

    def for_each_user(self):
        for user in self.users():
            with self.subTest(user=user or os.geteuid()):
                if not namespaces_allowed(user):
                    self.skipTest(f"user {user} may not run this program in a namespace")
                os.chmod(self.home, 0o777)
                yield user

    def test_scenarios_pass_in_a_namespace(self):
        for user in self.for_each_user():
            path = f"{self.home}/results-{user}.json"
            done = lab.tetralab("run", *MATTERS_TO_USERS, "--isolation", "namespace", "--json", path, user=user, cwd=self.home, deadline=150)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            with open(path, encoding="utf-8") as file:
                cases = {(one["scenario"], one["client"]): one["verdict"] for one in json.load(file)["cases"]}
            for client in ("connector", "curl", "wget", "openssl-verify"):
                self.assertEqual(cases["healthy-direct", client], "pass")

    def test_an_unmodified_curl_works_in_the_shell(self):
        for user in self.for_each_user():
            # `/` is an empty 200 (FACTS section 2): the status shows that it came.
            done = lab.tetralab("shell", "healthy-direct", "--", "curl", "-sS", "-w", "%{http_code}", lab.UPDATE_URL, user=user, cwd=self.home)
            self.assertEqual((done.returncode, done.stdout), (0, "200"), done.stderr)
            done = lab.tetralab("shell", "dns-nxdomain", "--", "curl", "-sS", lab.UPDATE_URL, user=user, cwd=self.home)
            self.assertEqual(done.returncode, 6, done.stderr)
            self.assertIn("Could not resolve host", done.stderr)

    def test_the_shell_hands_on_status_arguments_and_signals(self):
        if not namespaces_allowed():
            self.skipTest("no namespaces here")
        for script, status in (("exit 41", 41), ("kill -KILL $$", 137)):
            self.assertEqual(lab.tetralab("shell", "healthy-direct", "--", "sh", "-c", script).returncode, status)
        done = lab.tetralab("shell", "healthy-direct", "--", "printf", "<%s>", "-v", "--", "{update.host}")
        self.assertEqual(done.stdout, "<-v><--><tetra-defs.amp.cisco.com>")
        done = lab.tetralab("shell", "healthy-direct", "--", "no-such-program")
        self.assertEqual(done.returncode, 127)
        self.assertIn("no-such-program", done.stderr)


class PortsCells(lab.LabTest):
    SOME = ("healthy-direct", "healthy-proxy", "revoked-by-ocsp", "revoked-by-crl", "tunnel-cut-reset", "download-cut-reset", "cert-expired")

    def assert_passes_or_is_skipped_by_name(self, cases):
        wrong = {key: (one["verdict"], one["reason"]) for key, one in cases.items() if one["verdict"] not in ("pass", "skipped") or (one["verdict"] == "skipped" and not one["reason"])}
        self.assertEqual(wrong, {})

    def test_every_scenario_passes_or_is_skipped_by_name(self):
        cases = self.run_lab("--isolation", "ports", "--client", "connector,curl", deadline=1200)
        self.assert_passes_or_is_skipped_by_name(cases)
        for scenario in self.SOME:
            self.assert_verdict(cases, scenario, "connector", "pass")

    def test_every_client_passes_or_is_skipped_by_name(self):
        self.assert_passes_or_is_skipped_by_name(self.run_lab("--isolation", "ports", *self.SOME))


class Up(lab.LabTest):
    """`tetralab up` until SIGINT."""

    def start(self, *arguments):
        self.temporary = os.path.join(self.home, "tmp")
        os.makedirs(self.temporary, exist_ok=True)
        errors = tempfile.TemporaryFile("w+", encoding="utf-8")
        self.addCleanup(errors.close)
        lab_process = subprocess.Popen([lab.TETRALAB, "up", *arguments], stdout=subprocess.PIPE, stderr=errors, stdin=subprocess.DEVNULL, text=True,
                                       env=dict(os.environ, TMPDIR=self.temporary), start_new_session=True)
        self.addCleanup(lab_process.stdout.close)
        self.addCleanup(lambda: lab_process.poll() is None and lab_process.kill())
        text = ""
        for line in lab_process.stdout:
            text += line
            if line.startswith("ends with"):
                return lab_process, text
        errors.seek(0)
        lab_process.wait(timeout=10)
        return self.fail(text + errors.read())

    def stop(self, process, status=0):
        begun = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        self.assertEqual(process.wait(timeout=20), status)
        self.assertLess(time.monotonic() - begun, 2)
        self.assertEqual(os.listdir(self.temporary), [])
        self.assertEqual(subprocess.run(["pgrep", "--session", str(process.pid)], capture_output=True, text=True, check=False).stdout, "")

    def test_an_interrupted_run_leaves_nothing(self):
        self.temporary = os.path.join(self.home, "tmp")
        os.makedirs(self.temporary)
        command = [lab.TETRALAB, "run", "dns-no-answer", "download-stalled", "--client", "curl", "--repeat", "50", "--isolation", "auto"]
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True,
                                   env=dict(os.environ, TMPDIR=self.temporary), start_new_session=True)
        self.addCleanup(running.stdout.close)
        self.assertTrue(any(line.startswith("[1/") for line in running.stdout))
        self.stop(running, status=2)

    def commands(self, text):
        return [line.strip() for line in text.splitlines() if line.startswith("  curl") or line.startswith("  nsenter")]

    def try_command(self, command):
        return subprocess.run(command, shell=True, capture_output=True, text=True, timeout=30, check=False)

    def test_serves_on_ports_until_interrupted(self):
        process, text = self.start("healthy-direct")
        for service in ("dns", "update", "ocsp", "crl", "proxy", "root"):
            self.assertRegex(text, rf"(?m)^  {service} +\S")
        for command in self.commands(text):
            with self.subTest(command):
                done = self.try_command(command)
                self.assertEqual(done.returncode, 0, done.stderr)
        self.stop(process)

    def test_serves_in_a_namespace_until_interrupted(self):
        if not namespaces_allowed():
            self.skipTest("no namespaces here")
        process, text = self.start("healthy-direct", "--isolation", "namespace")
        self.assertIn("192.0.2.10:443", text)
        for command in self.commands(text):
            with self.subTest(command):
                done = self.try_command(command)
                self.assertEqual(done.returncode, 0, done.stderr)
        self.stop(process)

    def test_a_broken_world_stays_broken(self):
        process, text = self.start("cert-expired")
        done = self.try_command(self.commands(text)[0])
        self.assertEqual(done.returncode, 60, done.stderr)
        self.stop(process)


if __name__ == "__main__":
    unittest.main()
