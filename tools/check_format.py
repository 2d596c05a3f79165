#!/usr/bin/env python3
"""Checks that every C++ file is as clang-format writes it by the tree's .clang-format.

Releases of clang-format differ in what they write, so only the one that the tree is formatted with is asked: Debian 12's.
Where it is not installed, nothing is checked, and the line says so.

usage: check_format.py [ROOT]      exits 1 when anything is flagged, 2 when ROOT is none
"""
import re
import shutil
import subprocess
import sys

import source_tree

RELEASE = "14"


def formatter():
    """The path of the clang-format that the tree is formatted with, or None."""
    for name in (f"clang-format-{RELEASE}", "clang-format"):
        path = shutil.which(name)
        if path is None:
            continue
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
        if re.search(rf"version {RELEASE}\.", said):
            return path
    return None


def check(root):
    """Yields (path, line, message) for the first line of each file that clang-format would write otherwise."""
    tool = formatter()
    if tool is None:
        print(f"check_format.py: skipped, there is no clang-format {RELEASE} (Debian package clang-format-{RELEASE})")
        return
    paths = [path for path in source_tree.files(root) if path.endswith(source_tree.CPP)]
    for start in range(0, len(paths), 100):
        done = subprocess.run([tool, "--dry-run", "--ferror-limit=0", *paths[start:start + 100]], cwd=root,
                              capture_output=True, text=True, check=False)
        told = set()
        for path, line in re.findall(r"^(\S+?):(\d+):\d+: (?:warning|error): code should be clang-formatted", done.stderr, re.M):
            if path not in told:
                told.add(path)
                yield path, int(line), f"not as clang-format writes it: run {tool.rsplit('/', 1)[-1]} -i {path}"


if __name__ == "__main__":
    sys.exit(source_tree.run(check, sys.argv[1:]))
