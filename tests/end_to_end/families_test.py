#!/usr/bin/env python3
"""Families of scenarios, and that a command reads only the files that the names of its scenarios lead to."""
import os
import unittest

import lab

FAMILY = """stage: dns
faults: [{dns: {rcode: $rcode}}]
expect: {curl: {exit: $exit}}
family:
  mine-nxdomain:
    with: {rcode: nxdomain, exit: 6}
  mine-servfail:
    with: {rcode: servfail, exit: 7}    # wrong: it is 6
"""


class Families(lab.LabTest):
    def test_all_members_run_or_one_of_them(self):
        path = self.write("any-name.yaml", FAMILY)
        both = self.run_lab(path, "--client", "curl", status=1)
        self.assertEqual({key: one["verdict"] for key, one in both.items()}, {("mine-nxdomain", "curl"): "pass", ("mine-servfail", "curl"): "wrong-error"})
        one = self.run_lab(f"{path}:mine-nxdomain", "--client", "curl", status=0)
        self.assertEqual(set(one), {("mine-nxdomain", "curl")})

    def test_the_command_that_runs_a_case_again_names_the_member(self):
        path = self.write("any-name.yaml", FAMILY)
        told = lab.tetralab("run", path, "--client", "curl", deadline=60).stdout
        self.assertIn(f"tetralab run {path}:mine-servfail --client curl", told)

    def test_a_member_that_is_not_there_gets_a_suggestion(self):
        path = self.write("any-name.yaml", FAMILY)
        done = lab.tetralab("show", f"{path}:mine-nxdomian")
        self.assertEqual((done.returncode, done.stderr), (2, f"tetralab: there is no scenario `mine-nxdomian` in {path}; did you mean `mine-nxdomain`?\n"))

    def test_show_leads_to_the_member(self):
        path = self.write("any-name.yaml", FAMILY)
        self.assertRegex(lab.tetralab("show", f"{path}:mine-servfail").stdout, rf"(?m)^  file +{path}:7$")

    def test_what_is_proposed_for_a_member_stands_below_its_id(self):
        path = self.write("any-name.yaml", FAMILY)
        done = lab.tetralab("run", "--propose", "-", f"{path}:mine-servfail", "--client", "curl", deadline=60)
        self.assertIn(f"--- # mine-servfail: {path}\nfamily:\n  mine-servfail:\n    expect:\n      curl: {{exit: 6}}", done.stdout)


class OnlyWhatIsAskedFor(lab.LabTest):
    def setUp(self):
        super().setUp()
        self.write("share/scenarios/dns/mine.yaml", FAMILY)
        self.write("share/scenarios/dns/mine-derived.yaml", "extends: mine-nxdomain\ntitle: derived\n")
        self.write("share/scenarios/tcp/other.yaml", "faults: [")
        os.makedirs(os.path.join(self.home, "share/clients"))

    def lab_there(self, *arguments):
        return lab.tetralab(*arguments, environment={"TETRALAB_SHARE": os.path.join(self.home, "share")})

    def test_a_broken_file_elsewhere_stops_nobody(self):
        for what in ("mine-derived", "mine-servfail", "mine-*"):
            with self.subTest(what):
                done = self.lab_there("show", what)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.lab_there("lint", os.path.join(self.home, "share/scenarios/dns")).returncode, 0)

    def test_it_stops_who_asks_for_it(self):
        for what in ("other", "*er", "o*"):
            with self.subTest(what):
                done = self.lab_there("show", what)
                self.assertEqual(done.returncode, 2)
                self.assertIn("other.yaml:1:", done.stderr)

    def test_an_unknown_id_still_gets_its_suggestion(self):
        done = self.lab_there("show", "mine-servfial")
        self.assertEqual(done.returncode, 2)
        self.assertIn("did you mean `mine-servfail`?", done.stderr)

    def test_an_id_that_its_file_is_not_found_by_is_a_mistake(self):
        path = self.write("share/scenarios/dns/wrong.yaml", FAMILY)
        done = self.lab_there("lint", path)
        self.assertEqual(done.returncode, 2)
        self.assertIn("wrong.yaml:5:3: error: the id `mine-nxdomain` does not begin with the file's name, `wrong-`", done.stderr)


if __name__ == "__main__":
    unittest.main()
