#!/usr/bin/env python3
"""Each fault of the catalog has a wire test that fails when the fault is switched off, and passes when it is on.

usage: switch_off_test.py WIRE_TEST_PROGRAM...
A test belongs to a fault whose id its full name has in PascalCase, layer first: http.no-answer to HttpNoAnswer.ReadsTheRequest.
tests/golden/fault_ids_open.txt lists the ids that have no such test yet; it only ever shrinks.
"""
import concurrent.futures
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GOLDEN = os.path.join(ROOT, "tests/golden")
DEADLINE = 120


def words_of(path):
    """The lines of a golden file, without comments."""
    with open(os.path.join(GOLDEN, path), encoding="utf-8") as file:
        return [line.split("#")[0].strip() for line in file if line.split("#")[0].strip()]


def pascal(fault_id):
    """http.no-answer -> HttpNoAnswer; a name that begins with its layer says it once: tunnel.tunnel-cut -> TunnelCut."""
    layer, name = fault_id.split(".", 1)
    parts = name.split("-") if name.startswith(layer + "-") else [layer, *name.split("-")]
    return "".join(part.capitalize() for part in parts)


def tests_of(program):
    """The full names of all tests of a GoogleTest program."""
    done = subprocess.run([program, "--gtest_list_tests"], capture_output=True, text=True, timeout=DEADLINE, check=True)
    names, suite = [], ""
    for line in done.stdout.splitlines():
        name = line.split("#")[0].rstrip()
        if not name.startswith(" "):
            suite = name
        else:
            names.append(suite + name.strip())
    return names


def by_fault(fault_ids, programs):
    """id -> [(program, test)]; of two ids whose names a test has, the longer one counts: DnsCnameLoop is not DnsCname's."""
    found = {fault_id: [] for fault_id in fault_ids}
    longest_first = sorted(fault_ids, key=lambda fault_id: -len(pascal(fault_id)))
    for program in programs:
        for test in tests_of(program):
            owner = next((fault_id for fault_id in longest_first if pascal(fault_id) in test), None)
            if owner is not None:
                found[owner].append((program, test))
    return found


def first_failure(program, tests, off):
    """The first test of these that fails, in the program's order, with its output; (None, output) when all pass."""
    environment = {key: value for key, value in os.environ.items() if key != "TETRA_FAULTS_OFF"}
    if off:
        environment["TETRA_FAULTS_OFF"] = "1"
    command = [program, "--gtest_fail_fast", "--gtest_color=no", "--gtest_filter=" + ":".join(tests)]
    try:
        done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=DEADLINE, check=False, cwd=ROOT)
    except subprocess.TimeoutExpired as late:
        output = (late.stdout or b"").decode(errors="replace")
        begun = re.findall(r"(?m)^\[ RUN      \] (.+)$", output)
        return (begun[-1] if begun else tests[0]), output + "\nnot done within its deadline"
    if done.returncode == 0:
        return None, done.stdout
    failed = re.search(r"(?m)^\[  FAILED  \] ([^\s,]+)", done.stdout)
    begun = re.findall(r"(?m)^\[ RUN      \] (.+)$", done.stdout)
    return (failed[1] if failed else begun[-1] if begun else tests[0]), done.stdout + done.stderr


def judge(fault_id, tests):
    """What is wrong with this fault's tests; empty when one of them proves it."""
    if not tests:
        return f"{fault_id}: no wire test is called *{pascal(fault_id)}*"
    for program in dict.fromkeys(program for program, _ in tests):
        own = [test for where, test in tests if where == program]
        witness, _ = first_failure(program, own, off=True)
        if witness is None:
            continue
        failed, output = first_failure(program, [witness], off=False)
        return f"{fault_id}: {witness} fails with the fault on too\n{output[-1500:]}" if failed else ""
    return f"{fault_id}: all of its {len(tests)} tests pass without the fault"


def main(programs):
    fault_ids = words_of("fault_ids.txt")
    still_open = words_of("fault_ids_open.txt")
    found = by_fault(fault_ids, programs)
    wrong = [f"{fault_id} is in fault_ids_open.txt and has a test: take it out" for fault_id in still_open if found.get(fault_id)]
    wrong += [f"{fault_id} is in fault_ids_open.txt and is no fault" for fault_id in still_open if fault_id not in found]
    asked = [fault_id for fault_id in fault_ids if fault_id not in still_open]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        wrong += [what for what in pool.map(lambda fault_id: judge(fault_id, found[fault_id]), asked) if what]
    for what in wrong:
        print(what)
    print(f"{len(asked)} faults, {len(still_open)} without a wire test yet, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if len(sys.argv) > 1 else __doc__)
