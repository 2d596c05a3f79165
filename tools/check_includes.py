#!/usr/bin/env python3
"""Rejects an include that points the wrong way through the house.

usage: check_includes.py [ROOT]      exits 1 when an include is flagged, 2 when ROOT is none
"""
import fnmatch
import os
import re
import sys

import source_tree

# Each room and the rooms that it stands on. What those stand on it may include as well; nothing else.
LAYERS = {name: ["engine/scenario", "engine/http", "certs"] for name in (
    "mockserver/dns", "mockserver/tcp", "mockserver/tls", "mockserver/ocsp", "mockserver/crl", "mockserver/http", "mockserver/http2",
    "mockserver/definitions", "proxy-sim")}
for name in ("mockserver/ocsp", "mockserver/crl"):
    LAYERS[name] = [*LAYERS[name], "mockserver/revocation"]
ROOMS = {
    "engine/base": [],
    "engine/journal": ["engine/base"],
    "engine/wire": ["engine/journal"],
    "engine/fault": ["engine/wire"],
    "engine/http": ["engine/fault"],
    "engine/document": ["engine/base"],
    "engine/scenario": ["engine/fault", "engine/document"],
    "certs": ["engine/base"],
    "mockserver/revocation": ["engine/fault", "certs"],
    **LAYERS,
    "world": list(LAYERS),
    "connector/tell": ["engine/base"],
    "connector/net": ["connector/tell"],
    "connector/tls": ["connector/net"],
    "connector/login": ["connector/net"],
    "connector/transfer": ["connector/login"],
    "connector/revocation": ["connector/tls", "connector/transfer"],
    "connector/proxy": ["connector/tls", "connector/transfer"],
    "connector/local": ["connector/net"],
    "connector/update": ["connector/local", "connector/proxy", "connector/revocation"],
    "connector": ["connector/update"],
    "harness/cell": ["engine/wire"],
    "harness/packets": ["harness/cell"],
    "harness/clients": ["harness/cell", "engine/scenario"],
    "harness/judge": ["harness/clients"],
    "harness/run": ["harness/judge", "harness/packets", "world"],
    "harness/report": ["harness/run"],
    "harness/explain": ["harness/judge"],
    "harness/select": ["harness/report"],
    "harness/pages": ["harness/select", "harness/explain"],
    "harness/cli": ["harness/explain", "harness/select", "harness/pages", "connector"],
}
# Rooms that a room stands on only through another, and must not know itself: reports and pages are made of what a run left.
BEHIND = {name: ("mockserver", "proxy-sim", "certs") for name in ("harness/report", "harness/select", "harness/pages", "harness/cli")}
# These may include anything, and nothing else may include them.
FREE = ("tests",)
# What a file in a faults/ folder may include besides its own layer's fault interface.
FAULT_MAY_INCLUDE = ("engine/base/*", "engine/wire/*connection*.hpp")
FAULT_INTERFACE = "*fault*.hpp"
# The layers that speak HTTP: their faults act through the interface of engine/http.
HTTP_LAYERS = ("mockserver/http", "mockserver/http2", "mockserver/ocsp", "mockserver/crl", "mockserver/definitions", "proxy-sim")
# (file, what it includes): the reason why that one include may be.
EXCEPTIONS = {("harness/report/html_report.cpp", "mockserver/definitions/gzip.hpp"): "until gzip has a place that both may know"}
# Libraries that a room, or one below its folder, must not use. The connector is a client on another HTTP stack, so that one bug can't hide
# in both ends.
FORBIDDEN_LIBRARIES = {"connector": ("boost/beast", "boost/asio")}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)', re.M)


def room_of(path):
    """The room that a path lies in: the longest that is a prefix of it, or None."""
    return max((room for room in ROOMS if path.startswith(room + "/")), key=len, default=None)


def below(room):
    """ROOM and every room that it stands on."""
    rooms = {room}
    for base in ROOMS[room]:
        rooms |= below(base)
    return rooms


def is_ours(path):
    """True when the path names a file of the house, not of a library."""
    return path.split("/")[0] in {room.split("/")[0] for room in ROOMS} | set(FREE)


def resolve(known, includer, name, quoted):
    """The file of the house that an include means, or None for a library's header."""
    beside = os.path.normpath(os.path.join(os.path.dirname(includer), name))
    if quoted and beside in known:
        return beside
    path = os.path.normpath(name)
    return path if path in known or (quoted and is_ours(path)) else None


def fault_problem(layer, target):
    """What is wrong with a fault file of LAYER including TARGET, or None."""
    if any(fnmatch.fnmatch(target, pattern) for pattern in FAULT_MAY_INCLUDE):
        return None
    if room_of(target) == layer and fnmatch.fnmatch(os.path.basename(target), FAULT_INTERFACE):
        return None
    if layer in HTTP_LAYERS and room_of(target) == "engine/http":
        return None
    return f"a fault includes its layer's fault interface, engine/base and the connection, not {target}"


def problem(includer, target):
    """What is wrong with INCLUDER including TARGET, or None."""
    room, other = room_of(includer), room_of(target)
    if target.split("/")[0] in FREE:
        return f"{target} belongs to the tests"
    if other is None:
        return f"{target} lies in no room; tools/check_includes.py lists them"
    if "/faults/" in includer:
        return fault_problem(room, target)
    if other not in below(room) or other.startswith(BEHIND.get(room, ())):
        return f"{room} must not include {other} ({target})"
    return None


def check(root):
    """Yields (path, line, message) for each include below ROOT that points the wrong way."""
    paths = [path for path in source_tree.files(root) if path.endswith(source_tree.CPP)]
    for path in paths:
        if path.split("/")[0] in FREE:
            continue
        room = room_of(path)
        if room is None:
            yield path, 1, "lies in no room; add its folder to ROOMS in tools/check_includes.py"
            continue
        text = source_tree.blank_out(source_tree.read(root, path), keep_strings=True)
        for include in INCLUDE.finditer(text):
            line, name = source_tree.line_of(text, include.start(include.lastindex)), include.group(include.lastindex)
            target = resolve(set(paths), path, name, include.lastindex == 1)
            message = problem(path, target) if target and (path, target) not in EXCEPTIONS else None
            if not target and name.startswith(FORBIDDEN_LIBRARIES.get(room.split("/")[0], ())):
                message = f"{room} must not use {name}"
            if message:
                yield path, line, message


if __name__ == "__main__":
    sys.exit(source_tree.run(check, sys.argv[1:]))
