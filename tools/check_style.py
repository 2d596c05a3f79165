#!/usr/bin/env python3
"""Checks the house rules that a machine can check: sizes, READMEs, words and calls that have no place here.

A comment `// style: reason` (or `# style: reason`) on a line, or on the line above it, excuses that line. A whole file
or folder is excused in EXCEPTIONS below.

usage: check_style.py [ROOT]      exits 1 when anything is flagged, 2 when ROOT is none
"""
import os
import re
import sys

import source_tree

# (path, rule): the reason why the rule does not hold there.
EXCEPTIONS = {}

FILE_LINES, FAULT_LINES, README_LINES = 300, 60, 10
SOURCE = source_tree.CPP + (".py", ".sh", ".cmake", ".js")
SOURCE_NAMES = ("CMakeLists.txt", "lab", "run", "Dockerfile")
# Every folder of sources below these opens with a README, other than faults/: there a file says in its first line what it is, and
# the layer's README says what they have in common.
ROOMS = ("engine", "certs", "mockserver", "proxy-sim", "world", "connector", "harness")
# Folders that open with a README themselves, once they have files.
WITH_README = ("tools", "cmake", "scenarios", "tests", "docs")
BANNED_WORDS = re.compile(r"\b(" + "|".join(("TO" "DO", "FIX" "ME", "X" "XX", "HA" "CK")) + r")\b")

# What code must not say: rule -> (pattern, message, path pattern of where it holds).
ANYWHERE, TESTS = r".", r"^tests/(?!bench/)"
CALLS = {
    "detached": (r"\basio::detached\b", "asio::detached swallows exceptions; spawn with a completion handler", ANYWHERE),
    "sleep": (r"\b(?:sleep_for|sleep_until|usleep|nanosleep)\b|(?<![\w.>:])sleep\s*\(",
              "no sleep for ordering; wait for the event, with a deadline", r"^(?!tests/bench/)"),
    "std-regex": (r"\bstd::(?:basic_)?regex\b", "std::regex on a long input overflows the stack; use RE2", ANYWHERE),
    "namespace-std": (r"\busing\s+namespace\s+std\s*;", "no using namespace std", ANYWHERE),
    "fixed-port": (r"\bendpoint(?:\s+\w+)?\s*[({][^;{}]*,\s*(PORT)\s*[)}]|\bhtons\s*\(\s*(PORT)\s*\)|\.port\s*=\s*(PORT)\s*[;,}]"
                   r"|\b(?:listen|bind)\s*\([^;]*,\s*(PORT)\s*\)",
                   "no fixed port in a test; bind port 0 and ask which it became", TESTS),
}
# Ports of 1024 and above; the well-known ones below are real names in a namespace cell.
PORT = r"(?:102[4-9]|10[3-9]\d|1[1-9]\d\d|[2-9]\d{3}|[1-9]\d{4})"


def is_source(path):
    return path.endswith(SOURCE) or os.path.basename(path) in SOURCE_NAMES


def is_fault(path):
    return "/faults/" in path and path.endswith(".cpp") and not path.startswith("tests/")


def size_problems(path, lines):
    """Yields what is too long."""
    if is_fault(path) and len(lines) > FAULT_LINES:
        yield "fault-lines", 1, f"{len(lines)} lines; a fault has at most {FAULT_LINES}"
    elif len(lines) > FILE_LINES:
        yield "file-lines", 1, f"{len(lines)} lines; a file has at most {FILE_LINES}: what wants to be its own thing?"


def line_problems(path, lines):
    """Yields what single lines must not have."""
    for number, line in enumerate(lines, 1):
        if "\t" in line:
            yield "tab", number, "a tab; indent with spaces"
        if word := BANNED_WORDS.search(line):
            yield "banned-word", number, f"{word.group()} in the tree; do it, or write an issue"


def code_problems(path, text):
    """Yields what C++ code must not call, and a header without its guard."""
    if path.endswith((".hpp", ".h")) and not re.search(r"^#pragma once$", text, re.M):
        yield "pragma-once", 1, "a header without #pragma once"
    code = source_tree.blank_out(text)
    for rule, (pattern, message, where) in CALLS.items():
        if re.search(where, path):
            for hit in re.finditer(pattern.replace("PORT", PORT), code):
                yield rule, source_tree.line_of(code, hit.start()), message


def readme_problems(paths, root):
    """Yields folders without a README, and READMEs that are too long; the root's own README is free."""
    with_code = {os.path.dirname(path) for path in paths if path.split("/")[0] in ROOMS and path.endswith(source_tree.CPP)}
    for folder in sorted(with_code):
        if os.path.basename(folder) != "faults" and f"{folder}/README.md" not in paths:
            yield folder, "readme", 1, "a folder of sources without a README.md"
    for folder in WITH_README:
        if any(path.startswith(folder + "/") for path in paths) and f"{folder}/README.md" not in paths:
            yield folder, "readme", 1, "a folder without a README.md"
    for path in paths:
        if os.path.basename(path) == "README.md" and os.path.dirname(path):
            count = len(source_tree.read(root, path).splitlines())
            if count > README_LINES:
                yield path, "readme-lines", README_LINES + 1, f"{count} lines; a folder's README has at most {README_LINES}"


def file_problems(root, path):
    """Yields (rule, line, message) for one source file, those excused by a comment left out."""
    text = source_tree.read(root, path)
    lines = text.splitlines()
    yield from size_problems(path, lines)
    found = list(line_problems(path, lines))
    if path.endswith(source_tree.CPP):
        found += code_problems(path, text)
    yield from (problem for problem in found if not source_tree.excused(lines, problem[1]))


def check(root):
    """Yields (path, line, message) for everything below ROOT that breaks a rule without an exception."""
    paths = source_tree.files(root)
    found = list(readme_problems(paths, root))
    for path in filter(is_source, paths):
        found += ((path, *problem) for problem in file_problems(root, path))
    for path, rule, line, message in found:
        if (path, rule) not in EXCEPTIONS:
            yield path, line, f"{message} [{rule}]"


if __name__ == "__main__":
    sys.exit(source_tree.run(check, sys.argv[1:]))
