#!/usr/bin/env python3
"""Runs that know of others: shards that together are the whole, only what failed before, what changed since, and clients that are not
the same each time."""
import json
import os
import unittest

import lab

WHAT = ["dns-*", "proxy-refused", "healthy-direct", "--client", "curl,connector"]
CLIENT = """name: fetch
program: {program}
can: [ports]
command: [{program}]
probes: {{stderr: stderr}}
"""
# Each run takes the next line of a list, whichever case it is of.
UNSTEADY = """#!/bin/sh
read -r next < {list}
sed -i 1d {list}
exit "$next"
"""


class Shards(lab.LabTest):
    def parts(self, *options):
        cut = []
        for n in range(1, 5):
            cases = self.run_lab(*WHAT, "--isolation", "ports", "--shard", f"{n}/4", *options, status=0)
            self.assertEqual(self.results["shard"], f"{n}/4")
            cut.append(set(cases))
        return cut

    def test_their_union_is_the_whole_and_each_case_is_in_one(self):
        whole = set(self.run_lab(*WHAT, "--isolation", "ports", status=0))
        path = self.write("measured.json", json.dumps(self.results))
        for options in ([], ["--durations", path]):
            cut = self.parts(*options)
            self.assertEqual(sum(len(part) for part in cut), len(whole))
            self.assertEqual(set().union(*cut), whole)
            self.assertLess(max(len(part) for part in cut), len(whole) // 2)

    def test_a_bad_one_is_told(self):
        for shard, told in (("5/4", "there is no shard 5 of 4; they are called 1/4 to 4/4"), ("0/4", "there is no shard 0 of 4"), ("x", "`x` is no shard; write its number"),
                            ("1/0", "0 shards can't be"), ("1/4/5", "is no shard"), ("-1/4", "is no shard"), ("1/99999999999", "is no shard")):
            done = lab.tetralab("run", "healthy-direct", f"--shard={shard}")
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn(told, done.stderr)
        done = lab.tetralab("run", "healthy-direct", "--durations", "x")
        self.assertIn("--shard is not there", done.stderr)


class Earlier(lab.LabTest):
    def setUp(self):
        super().setUp()
        self.program = self.write("fetch.sh", "#!/bin/sh\nexit 9\n", 0o755)
        self.client = self.write("fetch.yaml", CLIENT.format(program=self.program))
        for name, status in (("good", 9), ("bad", 3), ("other", 4)):
            self.write(f"s/{name}.yaml", f"extends: healthy-direct\nwire: ~\nexpect: {{fetch: {{exit: {status}}}}}\n")
        self.how = ["s", "--client", self.client, "--isolation", "ports"]

    def before(self, status=1):
        self.run_lab(*self.how, status=status)
        return self.write("before.json", json.dumps(self.results))

    def test_only_what_failed_is_run_again(self):
        cases = self.run_lab(*self.how, "--only-failed", self.before(), status=1)
        self.assertEqual({scenario for scenario, _ in cases}, {"bad", "other"})

    def test_the_same_file_can_be_read_and_written(self):
        self.before()
        path = os.path.join(self.home, "results.json")
        self.assertEqual(set(self.run_lab(*self.how, "--only-failed", path, status=1)), {("bad", "fetch"), ("other", "fetch")})

    def test_none_failed_is_no_failure(self):
        for name in ("bad", "other"):
            os.remove(os.path.join(self.home, "s", name + ".yaml"))
        path = self.before(status=0)
        done = lab.tetralab("run", *self.how, "--only-failed", path, cwd=self.home)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("there is nothing to run", done.stdout)

    def test_changes_are_told(self):
        path = self.before()
        self.write("s/good.yaml", "extends: healthy-direct\nwire: ~\nexpect: {fetch: {exit: 1}}\n")
        self.write("s/bad.yaml", "extends: healthy-direct\nwire: ~\nexpect: {fetch: {exit: 9}}\n")
        os.rename(os.path.join(self.home, "s/other.yaml"), os.path.join(self.home, "s/another.yaml"))
        markdown = os.path.join(self.home, "out.md")
        done = lab.tetralab("run", *self.how, "--baseline", path, "--markdown", markdown, cwd=self.home)
        self.assertEqual(done.returncode, 1)
        for told in ("newly failing: 1\n    good fetch: wrong-error, was pass", "mended: 1\n    bad fetch: pass, was wrong-error", "new: 1\n    another fetch: wrong-error",
                     "gone: 1\n    other fetch: was wrong-error"):
            self.assertIn("since the baseline " + told, done.stdout)
        self.assertIn("| newly failing | good | fetch | wrong-error, was pass |", lab.read(markdown))

    def test_nothing_changed_is_told_too(self):
        path = self.before()
        done = lab.tetralab("run", *self.how, "--baseline", path, cwd=self.home)
        self.assertIn("since the baseline: nothing changed", done.stdout)

    def test_a_file_that_is_none_is_told_before_anything_runs(self):
        for text, told in (("", "it is not JSON"), ("{}", "it has no list `cases`"), ('{"cases": [{"scenario": 1}]}', "case 1 lacks")):
            path = self.write("bad.json", text)
            for option in ("--only-failed", "--baseline"):
                done = lab.tetralab("run", *self.how, option, path, cwd=self.home)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(told, done.stderr)
        done = lab.tetralab("run", *self.how, "--baseline", "nowhere.json", cwd=self.home)
        self.assertIn("can't read nowhere.json", done.stderr)

    def test_a_client_that_changes_is_told_everywhere(self):
        statuses = self.write("statuses", "9\n3\n9\n9\n")
        self.write("fetch.sh", UNSTEADY.format(list=statuses), 0o755)
        for name in ("bad", "other"):
            os.remove(os.path.join(self.home, "s", name + ".yaml"))
        outs = {name: os.path.join(self.home, "out." + name) for name in ("json", "junit", "tap", "annotations", "markdown")}
        options = [word for name, path in outs.items() for word in ("--" + name, path)]
        done = lab.tetralab("run", *self.how, "--repeat", "4", "--jobs", "1", *options, cwd=self.home)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        often = "3 pass (exit 9), 1 wrong-error (exit 3)"
        self.assertIn("changed its verdict: good fetch: " + often, done.stdout)
        for name in ("junit", "tap", "annotations"):
            self.assertIn(often, lab.read(outs[name]), name)
        self.assertIn(r"3 pass \(exit 9\), 1 wrong-error \(exit 3\)", lab.read(outs["markdown"]))
        unsteady = json.loads(lab.read(outs["json"]))["unsteady"]
        self.assertEqual([one["times"] for one in unsteady[0]["outcomes"]], [3, 1])


if __name__ == "__main__":
    unittest.main()
