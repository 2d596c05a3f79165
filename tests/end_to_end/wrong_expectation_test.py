#!/usr/bin/env python3
"""Wrong expectations turn exactly those cases, and no other, of every scenario of the project. Half of what clients are expected to
report is made wrong, another half in each scenario, so that one run of the catalogue shows both: the wrong ones fail, the others pass."""
import json
import re
import unittest

import lab

NEVER = 99  # no client here exits so


def fooled_clients(one, turn):
    """Every other client of which the scenario expects something."""
    judged = sorted(name for name, told in one["clients"].items() if told == "judged")
    return set(judged[turn % 2::2]) or set(judged)


def made_wrong(one, clients):
    """A scenario like the given one that expects another exit status of these clients. What attempts expect can only be changed in the text."""
    text = lab.read(one["file"])
    if re.search(r"(?m)^attempts:\s*$", text):
        for client in clients:
            text = re.sub(rf"(?<![\w-]){re.escape(client)}: \{{(?!skip)[^{{}}]*\}}", f"{client}: {{exit: {NEVER}}}", text)
        return f"stage: {one['stage']}\n{text}"
    # What holds for some versions comes first. A family's file has those of all its members.
    versions = {key for key in re.findall(r'(?m)^ +"([\w-]+ [<>=][^"]*)":', text) if key.split()[0] in clients}
    expected = ", ".join(f'"{client}": {{exit: {NEVER}}}' for client in sorted(clients) + sorted(versions))
    return f"id: wrong-{one['id']}\nextends: {one['id']}\nstage: {one['stage']}\nexpect: {{{expected}}}\n"


class WrongExpectation(lab.LabTest):
    def test_turns_exactly_those_cases(self):
        listed = json.loads(lab.tetralab("list", "--json").stdout)
        fooled = {}
        for turn, one in enumerate(listed):
            fooled[one["id"]] = fooled_clients(one, turn)
            self.write(f"wrong/wrong-{one['id']}.yaml", made_wrong(one, fooled[one["id"]]))

        cases = self.run_lab(self.home + "/wrong", status=1, deadline=1500)

        unexpected, seen = [], {"wrong-error": 0, "no-error": 0, "pass": 0}
        for (scenario, client), one in sorted(cases.items()):
            if one["verdict"] == "skipped":
                continue
            # Success under a fault that acted has a name of its own.
            succeeded = one["fired"] and "0" in {str(value) for probe, value in one["actual"].items() if probe.split(".")[-1] == "exit"}
            wrong = {"wrong-error", "no-error"} if succeeded else {"wrong-error"}
            if one["verdict"] not in (wrong if client in fooled[scenario.removeprefix("wrong-")] else {"pass"}):
                unexpected.append((scenario, client, one["verdict"], one["reason"][:200]))
            seen[one["verdict"]] = seen.get(one["verdict"], 0) + 1
        self.assertEqual(unexpected, [])
        self.assertEqual({scenario.removeprefix("wrong-") for scenario, _ in cases}, set(fooled))
        self.assertGreater(min(seen["wrong-error"], seen["pass"]), len(listed) // 2, seen)


if __name__ == "__main__":
    unittest.main()
