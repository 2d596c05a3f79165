#!/usr/bin/env python3
"""Tells of the tests that failed, from what ctest wrote with --output-junit: each by name, with the end of what it printed.

usage: failed_tests.py FILE…
A file that is not there, or not whole, is named; the others are told of. Exit status 0.
"""
import sys
import xml.etree.ElementTree as xml

LINES = 40  # of a test's output


def tell(path):
    try:
        cases = xml.parse(path).getroot().iter("testcase")
    except (OSError, xml.ParseError) as error:
        print(f"{path}: {error}")
        return
    for case in cases:
        if case.get("status") != "fail":
            continue
        output = (case.findtext("system-out") or "").rstrip().splitlines()
        cause = case.find("failure")
        print(f"---- {case.get('name')}: {'' if cause is None else cause.get('message')} after {float(case.get('time', 0)):.1f} s")
        if len(output) > LINES:
            print(f"… {len(output) - LINES} lines more above")
        print("\n".join(output[-LINES:]), flush=True)


for file in sys.argv[1:]:
    tell(file)
