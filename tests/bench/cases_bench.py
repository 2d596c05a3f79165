#!/usr/bin/env python3
"""What the lab itself adds to its clients' time, and how long the catalogue takes.

usage: cases_bench.py [--tetralab PROGRAM] [--client curl] [--jobs N,N,…] [--check] [SCENARIO…]
Prints the time of a run with each number of jobs (0: the program's own choice), and, one cell at a time, what a case takes above its
client's own time and the pauses that the scenario asks for. --check: exit status 1 when the run by the program's own choice takes more than 60 s, or a case more than 40 ms.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MOST_SECONDS = 60
MOST_OVERHEAD_MS = 40


def run(program, what, client, jobs):
    """The seconds that a run takes, and its cases. `jobs` 0: left out."""
    with tempfile.TemporaryDirectory(prefix="tetra-bench-") as folder:
        path = os.path.join(folder, "results.json")
        choice = ["--jobs", str(jobs)] if jobs else []
        begun = time.monotonic()
        done = subprocess.run([program, "run", *what, "--client", client, "--json", path, *choice], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=3600, check=False)
        seconds = time.monotonic() - begun
        if done.returncode not in (0, 1):
            sys.exit(done.stdout[-2000:] + done.stderr[-2000:])
        with open(path, encoding="utf-8") as file:
            return seconds, json.load(file)["cases"]


def summary(cases):
    verdicts = {}
    for one in cases:
        verdicts[one["verdict"]] = verdicts.get(one["verdict"], 0) + 1
    return ", ".join(f"{number} {verdict}" for verdict, number in sorted(verdicts.items()))


def pauses_ms():
    """The pauses between attempts that each scenario asks for, by its id."""
    found = {}
    for folder, _, files in os.walk(os.path.join(ROOT, "scenarios")):
        for name in files:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                common, _, family = file.read().partition("\nfamily:\n")
            members = re.split(r"(?m)^  ([a-z0-9-]+):", family)
            of_each = dict(zip(members[1::2], members[2::2])) or {os.path.splitext(name)[0]: ""}
            for one, own in of_each.items():
                asked = re.findall(r"\bpause: *(\d+)(ms|s)\b", own) or re.findall(r"\bpause: *(\d+)(ms|s)\b", common)
                found[one] = sum(int(number) * (1000 if unit == "s" else 1) for number, unit in asked)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", metavar="SCENARIO")
    parser.add_argument("--tetralab", default=os.path.join(ROOT, "build/release/tetralab"))
    parser.add_argument("--client", default="curl")
    parser.add_argument("--jobs", default="0", help="several, separated by commas; 0 is the program's own choice")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    good = True
    for jobs in [int(word) for word in asked.jobs.split(",")]:
        seconds, cases = run(asked.tetralab, asked.what, asked.client, jobs)
        print(f"jobs {jobs or 'by default'}: {seconds:.1f} s for {len(cases)} cases of {asked.client} ({summary(cases)})", flush=True)
        good = good and (jobs != 0 or seconds <= MOST_SECONDS)
    _, cases = run(asked.tetralab, asked.what, asked.client, 1)
    ran = [one for one in cases if one["verdict"] not in ("skipped", "broken")]
    paused = pauses_ms()
    above = sorted((one["duration_ms"] - one["client_ms"] - paused[one["scenario"]], one["scenario"]) for one in ran)
    if above:
        times = [ms for ms, _ in above]
        print(f"above the client's own time, {len(times)} cases one at a time: median {statistics.median(times):.1f} ms, "
              f"90 % {times[int(0.9 * (len(times) - 1))]:.1f} ms, most {times[-1]:.1f} ms")
        print("most: " + ", ".join(f"{name} {ms:.1f}" for ms, name in above[-5:][::-1]))
        good = good and times[-1] <= MOST_OVERHEAD_MS
    longest = sorted(((one["client_ms"], one["scenario"]) for one in ran), reverse=True)[:5]
    print("longest by themselves: " + ", ".join(f"{name} {ms / 1000:.1f} s" for ms, name in longest))
    return 0 if good or not asked.check else 1


if __name__ == "__main__":
    sys.exit(main())
