#!/usr/bin/env python3
"""What the scenarios promise together: every row of the failure catalogue is covered, and each file is told as the others are.

tests/golden/catalogue_ids.txt has the rows. tests/golden/catalogue_open.txt has those that no scenario covers yet; it only shrinks:
    TETRALAB=build/release/tetralab coverage_test.py --shrink
takes out of it what is covered by now.
"""
import json
import os
import re
import sys
import unittest

import lab

OPEN = os.path.join(lab.ROOT, "tests/golden/catalogue_open.txt")
# German that somebody wrote without umlauts.
NO_UMLAUT = re.compile(r"\b(fuer|ueber|pruef|koenn|muess|waehrend|moeglich|zurueck|haelt|laeuft|gueltig|schluess|naechst|aender|oeffn|groess|laeng|spaet)", re.I)


def lines(path):
    return [line for line in lab.read(path).splitlines() if line and not line.startswith("#")]


def listed():
    return json.loads(lab.tetralab("list", "--json").stdout)


def covered():
    """row -> the scenarios that name it."""
    rows = {}
    for one in listed():
        for row in one["catalogue"]:
            rows.setdefault(row, []).append(one["id"])
    return rows


class Catalogue(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.promised = set(lines(os.path.join(lab.ROOT, "tests/golden/catalogue_ids.txt")))
        self.still_open = set(lines(OPEN))
        self.covered = covered()

    def test_every_row_has_a_scenario_or_is_still_open(self):
        missing = sorted(self.promised - set(self.covered) - self.still_open)
        self.assertEqual(missing, [], "no scenario names these rows in `catalogue:`")

    def test_scenarios_name_no_other_rows(self):
        unknown = {row: ids for row, ids in self.covered.items() if row not in self.promised}
        self.assertEqual(unknown, {}, "misspelt, or missing in tests/golden/catalogue_ids.txt")

    def test_what_is_covered_is_not_open(self):
        self.assertEqual(sorted(self.still_open & set(self.covered)), [], f"take them out: {os.path.basename(__file__)} --shrink")
        self.assertEqual(sorted(self.still_open - self.promised), [], "these are no rows")


class Told(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.listed = listed()

    def assert_each(self, good, remedy):
        self.assertEqual([one["id"] for one in self.listed if not good(one)], [], remedy)

    def test_in_both_languages(self):
        self.assert_each(lambda one: one["title"]["en"].strip() and one["title"]["de"].strip(), "title: {en: …, de: …}")
        self.assert_each(lambda one: min(len(one["explain"]["en"]), len(one["explain"]["de"])) > 40, "explain: what happens, what the customer sees, what to check; en and de")
        self.assert_each(lambda one: one["explain"]["en"] != one["explain"]["de"], "one language twice")
        self.assert_each(lambda one: not NO_UMLAUT.search(one["explain"]["de"] + one["title"]["de"]), "German has umlauts")

    def test_proven_from_the_labs_side(self):
        self.assert_each(lambda one: one["wire"] or "# no wire:" in lab.read(one["file"]), "add `wire:`, or a comment `# no wire: why`")

    def test_by_a_client_at_least(self):
        self.assert_each(lambda one: "judged" in one["clients"].values(), "no client is judged")


def shrink():
    kept = set(covered())
    text = lab.read(OPEN).splitlines(keepends=True)
    with open(OPEN, "w", encoding="utf-8") as file:
        file.writelines(line for line in text if line.strip() not in kept)


if __name__ == "__main__":
    if "--shrink" in sys.argv:
        shrink()
    else:
        unittest.main()
