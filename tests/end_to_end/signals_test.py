#!/usr/bin/env python3
"""SIGINT, SIGTERM, SIGHUP and SIGQUIT to the one process that the user started: the lab ends, and nothing of it is left."""
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

import lab

ENDING = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT]


class Signals(lab.LabTest):
    def setUp(self):
        super().setUp()
        self.temporary = os.path.join(self.home, "tmp")
        os.makedirs(self.temporary)

    def start(self, *arguments, sign, **how):
        """Starts the lab and waits for a line that starts with `sign`. Standard error is kept in `self.errors`."""
        self.errors = tempfile.TemporaryFile("w+", encoding="utf-8")
        self.addCleanup(self.errors.close)
        process = subprocess.Popen([lab.TETRALAB, *arguments], stdout=subprocess.PIPE, stderr=self.errors, stdin=subprocess.DEVNULL, text=True,
                                   env=dict(os.environ, TMPDIR=self.temporary), start_new_session=True, **how)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        if not any(line.startswith(sign) for line in process.stdout):
            self.errors.seek(0)
            self.fail(self.errors.read())
        return process

    def end(self, process, number, status):
        os.kill(process.pid, number)
        self.assertEqual(process.wait(timeout=30), status)
        self.assertEqual(os.listdir(self.temporary), [])
        left = subprocess.run(["pgrep", "--session", str(process.pid)], capture_output=True, text=True, check=False).stdout
        self.assertEqual(left, "")

    def test_up_ends(self):
        for number in ENDING:
            with self.subTest(number):
                self.end(self.start("up", "healthy-direct", sign="ends with"), number, 0)

    def test_up_ends_where_a_script_started_it_in_the_background(self):
        ignored = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)}
        self.end(self.start("up", "healthy-direct", sign="ends with", **ignored), signal.SIGINT, 0)

    def test_a_hangup_that_nohup_ignores_ends_nothing(self):
        process = self.start("up", "healthy-direct", sign="ends with", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        os.kill(process.pid, signal.SIGHUP)
        with self.assertRaises(subprocess.TimeoutExpired):
            process.wait(timeout=0.5)
        self.end(process, signal.SIGTERM, 0)

    def test_a_shells_command_ends(self):
        if lab.tetralab("shell", "healthy-direct", "--", "true").returncode != 0:
            self.skipTest("no namespaces here")
        for number in ENDING:
            with self.subTest(number):
                process = self.start("shell", "healthy-direct", "--", "sh", "-c", "echo here; exec sleep 600", sign="here")
                self.end(process, number, 128 + number)

    def test_a_run_ends_and_writes_what_had_ended(self):
        stalls = self.write("stalls.yaml", "extends: download-stalled\nstage: tunnel\ntimeout: 100s\n")
        for number in ENDING:
            with self.subTest(number):
                path = self.write("results.json", "an earlier run's")
                process = self.start("run", "healthy-direct", stalls, "--client", "connector", "--jobs", "1", "--isolation", "ports", "--json", path,
                                     "--junit", path + ".xml", sign="[1/2] healthy-direct")
                self.assertFalse(os.path.exists(path))
                self.end(process, number, 2)
                results = json.loads(lab.read(path))
                self.assertEqual([one["scenario"] for one in results["cases"]], ["healthy-direct"])
                self.assertTrue(results["interrupted"])
                schema = os.path.join(lab.ROOT, "docs/results.schema.json")
                valid = subprocess.run([os.environ["VALIDATE_JSON"], schema, path], capture_output=True, text=True, timeout=30, check=False)
                self.assertEqual(valid.returncode, 0, valid.stderr)
                self.assertIn('<property name="interrupted" value="true"', lab.read(path + ".xml"))
                self.assertEqual(sorted(os.listdir(self.home)), ["results.json", "results.json.xml", "stalls.yaml", "tmp"])

    def test_what_a_killed_run_leaves_goes_with_the_next(self):
        stalls = self.write("stalls.yaml", "extends: download-stalled\nstage: tunnel\ntimeout: 100s\n")
        others = self.write("tmp/tetralab-abcdef/tetralab.owner.not", "mine")
        arguments = ("run", "healthy-direct", stalls, "--client", "connector", "--jobs", "1", "--isolation", "ports")
        process = self.start(*arguments, sign="[1/2] healthy-direct")
        alive = self.start(*arguments, sign="[1/2] healthy-direct")
        deadline = time.monotonic() + 60
        while len(os.listdir(self.temporary)) != 3 and time.monotonic() < deadline:
            pass
        self.assertEqual(len(os.listdir(self.temporary)), 3, "one of each run, and one that is not the lab's")
        process.kill()
        process.wait()
        while len(os.listdir(self.temporary)) != 2 and time.monotonic() < deadline:
            done = lab.tetralab("run", "healthy-direct", "--client", "connector", "--isolation", "ports", environment={"TMPDIR": self.temporary})
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(os.listdir(self.temporary)), 2, "the living run's, and the folder that is not the lab's")
        self.assertEqual(lab.read(others), "mine")
        shutil.rmtree(os.path.dirname(others))
        self.end(alive, signal.SIGTERM, 2)


if __name__ == "__main__":
    unittest.main()
