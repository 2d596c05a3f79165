#!/usr/bin/env python3
"""The reference of events: docs/events.md is what the program prints, and evidence has nothing that is not in it."""
import json
import os
import re
import unittest

import lab


def declared(reference):
    """The fields of each kind by (word, service or None), and the details of faults."""
    kinds, details = {}, set()
    for heading, body in re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", reference, re.M):
        fields = set(re.findall(r"^\| `([^`]+)` \|", body, re.M))
        if heading == "Details of a fault":
            details = fields
            continue
        word, _, service = heading.partition(" of ")
        kinds[word, service or None] = fields
    return kinds, details


class Events(lab.LabTest):
    def test_the_page_is_what_the_program_prints(self):
        page = lab.read(os.path.join(lab.ROOT, "docs/events.md"))
        self.assertEqual(page, lab.tetralab("events", "--markdown").stdout, "print docs/events.md again: tetralab events --markdown > docs/events.md")

    def test_evidence_has_only_what_is_declared_numbered_and_timed(self):
        kinds, details = declared(lab.tetralab("events", "--markdown").stdout)
        self.assertIn(("request", None), kinds)
        kept = os.path.join(self.home, "kept")
        done = lab.tetralab("run", "proxy-auth-none", "healthy-direct", "--client", "curl", "--keep", kept)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        for name in os.listdir(kept):
            lines = lab.read(os.path.join(kept, name, "curl", "events.jsonl")).splitlines()
            events = [json.loads(line) for line in lines]
            self.assertGreater(len(events), 2)
            first = events[0]["seq"]
            self.assertEqual([event.pop("seq") for event in events], list(range(first, first + len(events))))
            for event in events:
                self.assertRegex(event.pop("time"), r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")
                word, service = event.pop("event"), event.pop("service")
                fields = kinds[(word, service) if (word, service) in kinds else (word, None)] | (details if word == "fault" else set())
                self.assertLessEqual(set(event) - {"at_ms", "connection"}, fields, word)

    def test_the_diagram_draws_each_kind_with_fields_that_it_has(self):
        kinds, _ = declared(lab.tetralab("events", "--markdown").stdout)
        page = lab.tetralab("run", "proxy-auth-none", "--client", "curl", "--html", "-").stdout
        drawn = json.loads(re.search(r'id="index">(.*?)</script>', page, re.S)[1])["kinds"]
        self.assertEqual({(one["word"], one["service"] or None): set(one["fields"]) for one in drawn}, kinds)
        for one in drawn:
            places = re.findall(r"\{([^}]*)\}", one["text"])
            names = {name for place in places for name in re.fullmatch(r"([^:]+)(?::(?:bytes|upper))?", place)[1].split("|")}
            self.assertLessEqual(names - {"#", "*"}, set(one["fields"]), one)
            self.assertIn(one["subject"], {"", *one["fields"]}, one)

    def test_each_kind_is_explained_in_both_languages(self):
        for locale in ("C.UTF-8", "de_DE.UTF-8"):
            lines = lab.tetralab("events", environment={"LC_ALL": locale}).stdout.splitlines()
            told = {line[:24].strip(): line[24:].strip() for line in lines if line[:1].strip() and line != "details of a fault"}
            self.assertGreater(len(told), 20)
            for kind, sentence in told.items():
                self.assertRegex(sentence, r"^[A-Z].{10,}\.$", kind)
            self.assertIn("HTTP request" if locale.startswith("C") else "HTTP-Anfrage", told["request"])


if __name__ == "__main__":
    unittest.main()
