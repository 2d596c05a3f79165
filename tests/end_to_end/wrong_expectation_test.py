#!/usr/bin/env python3
"""A wrong expectation turns exactly that case, and no other, of every scenario of the project."""
import os
import unittest

import lab

NEVER = "99"  # no client here exits so


def client_to_fool(text, turn):
    """A client whose expectation is made wrong: one that reports an error where there is one, another from file to file."""
    runs_there = ["curl", "connector", "wget", "openssl-verify"]
    if "\n  - ocsp:" in text or "\n  - crl:" in text:
        runs_there = ["connector"]
    asked = [name for name in runs_there if lab.expected_exit(text, name) is not None]
    failing = [name for name in asked if lab.expected_exit(text, name) != "0"]
    choice = failing or asked
    return choice[turn % len(choice)]


class WrongExpectation(lab.LabTest):
    def test_turns_exactly_that_case_to_wrong_error(self):
        fooled, harmless = {}, set()
        for turn, (name, path) in enumerate(sorted(lab.scenario_files().items())):
            text = lab.read(path)
            fooled[name] = client_to_fool(text, turn)
            if lab.expected_exit(text, fooled[name]) == "0":
                harmless.add(name)
            self.write(os.path.relpath(path, lab.ROOT), lab.with_exit(text, fooled[name], NEVER))
        cases = self.run_lab(os.path.join(self.home, "scenarios"), status=1, deadline=900)
        self.assertEqual({scenario for scenario, _ in cases}, set(fooled))
        unexpected = []
        for (scenario, client), one in sorted(cases.items()):
            # Success under a fault that acted has a name of its own.
            success = one["actual"].get("exit") == 0 and one["fired"]
            wanted = {("no-error" if success else "wrong-error")} if fooled[scenario] == client else {"pass", "skipped"}
            if one["verdict"] not in wanted:
                unexpected.append((scenario, client, one["verdict"], one["reason"][:200]))
        self.assertEqual(unexpected, [])
        no_error = [key for key, one in cases.items() if one["verdict"] == "no-error" and key[0] not in harmless]
        self.assertLessEqual(len(no_error), 2, no_error)


if __name__ == "__main__":
    unittest.main()
