#!/usr/bin/env python3
"""Measures the lab beside the servers of Debian, in one run, and prints the ratios. See README.md."""
import argparse
import contextlib
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import peers

TREE = pathlib.Path(__file__).resolve().parents[2]
NAME = "tetra-defs.amp.cisco.com"


def ratio(a, b):
    return f"{a / b:>6.2f}" if b > 0 else "     -"


class Bench:
    """Alternates the two peers of each row (A B A B …) and takes the medians, so that a busy machine treats both alike."""

    def __init__(self, build, home, rounds, seconds):
        self.build, self.home, self.rounds, self.seconds = build, home, rounds, seconds

    def load(self, what, port, target):
        run = subprocess.run([self.build / "tests/bench/load", what, str(port), target, str(self.seconds)], capture_output=True, text=True,
                             timeout=self.seconds + 60, check=True)
        if run.stderr:
            print(f"  {what} on {port}: {run.stderr.strip()}", file=sys.stderr)
        return float(run.stdout)

    def compare(self, label, unit, scale, what, lab, other, other_name, aim):
        """`lab` and `other`: a Peer and its target each."""
        rates, works = ([], []), ([], [])
        for _ in range(self.rounds):
            for side, (peer, target) in enumerate((lab, other)):
                before = peer.cpu()
                rate = self.load(what, peer.port, target)
                rates[side].append(rate / scale)
                works[side].append((peer.cpu() - before) / rate if rate > 0 else 0)
        ours, theirs = (statistics.median(one) for one in rates)
        mine, its = (statistics.median(one) for one in works)
        print(f"{label:<34}{ours:>10.0f}{theirs:>10.0f} {unit:<7} {other_name:<14}{ratio(ours, theirs)}  {ratio(its, mine)}   {aim}", flush=True)


def peers_table(bench, lab, said, stack):
    print(f"{'':<34}{'lab':>10}{'peer':>10} {'':<7} {'peer':<14}{'ratio':>6}{'per CPU':>8}   aim", flush=True)
    side = lambda port: peers.Peer(lab, int(port))
    started = lambda peer: (stack.callback(peer.stop), peer)[1]
    nginx, origin = peers.start_nginx(bench.home)
    started(nginx)
    update = side(said["update"])
    bench.compare("HTTPS download", "MB/s", 1e6, "download", (update, said["big"]), (nginx, said["big"]), "nginx", "0.8")
    bench.compare("HTTPS requests of 1 KiB", "/s", 1, "requests", (update, said["small"]), (nginx, said["small"]), "nginx", "0.8")
    bench.compare("new TLS 1.3 connections", "/s", 1, "handshakes", (update, "-"), (nginx, "-"), "nginx", "0.8")
    target = f"{origin}{said['big']}"
    bench.compare("CONNECT tunnel", "MB/s", 1e6, "tunnel", (side(said["proxy"]), target), (started(peers.start_squid(bench.home)), target), "squid", "1.0")
    question = str(bench.home / "question.der")
    bench.compare("OCSP answers", "/s", 1, "ocsp", (side(said["ocsp"]), question), (started(peers.start_openssl_ocsp(bench.home)), question), "openssl ocsp", "1.0")
    bench.compare("DNS answers", "/s", 1, "dns", (side(said["dns"]), NAME), (started(peers.start_dnsmasq(bench.home)), NAME), "dnsmasq", "1.0")


def memory_rows(bench, lab, said, count):
    peer = peers.Peer(lab, int(said["update"]))
    for what, target, label in (("idle", said["small"], "idle connections"), ("slow", said["big"], "slow readers")):
        before = peer.rss_mb()
        load = subprocess.Popen([bench.build / "tests/bench/load", what, str(peer.port), target, str(count)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = load.stdout.readline().strip()
        time.sleep(3)
        after = peer.rss_mb()
        print(f"memory with {count} {label:<18} {after:>8.0f} MB (before {before:.0f}; {line})   aim: below 600", flush=True)
        load.communicate("")
        time.sleep(1)


def children_cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def readiness(build, rounds):
    for isolation in ("ports", "namespace"):
        times, before = [], children_cpu()
        for _ in range(rounds):
            start = time.monotonic()
            lab = subprocess.Popen([build / "tetralab", "up", "healthy-direct", "--isolation", isolation], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=TREE)
            for line in lab.stdout:
                if line.startswith("ends with"):
                    times.append(1000 * (time.monotonic() - start))
                    break
            lab.terminate()
            lab.wait()
        cpu = 1000 * (children_cpu() - before) / rounds
        if times:
            print(f"start to ready, {isolation:<18} {statistics.median(times):>10.0f} ms (least {min(times):.0f}; {cpu:.0f} ms of CPU, its end included)   aim: below 100", flush=True)


def per_case(build, clients, home):
    report = home / "cases.json"
    before = children_cpu()
    subprocess.run([build / "tetralab", "run", "--client", clients, "--jobs", "1", "--json", str(report)], cwd=TREE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    over = {}
    for case in json.loads(report.read_text())["cases"]:
        if case["verdict"] != "skipped":
            over[f"{case['scenario']} x {case['client']}"] = case["duration_ms"] - case["client_ms"]
    if not over:
        return
    values = sorted(over.values())
    cpu = 1000 * (children_cpu() - before) / len(values)
    slowest = max(over, key=over.get)
    print(f"a case over its client's time      {statistics.median(values):>10.1f} ms (90 %: {values[int(len(values) * 0.9)]:.1f}; most {over[slowest]:.1f}, {slowest}; {len(values)} cases; {cpu:.0f} ms of CPU a case, the client's included)   aim: 30", flush=True)


def main():
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("--build", type=pathlib.Path, default=TREE / "build/release", help="a built preset (release)")
    parse.add_argument("--rounds", type=int, default=5, help="per peer and row; the median counts")
    parse.add_argument("--seconds", type=float, default=2.0, help="of load per round")
    parse.add_argument("--connections", type=int, default=10000, help="held for the memory rows")
    parse.add_argument("--client", default="curl", help="for the milliseconds per case")
    parse.add_argument("--only", choices=("peers", "memory", "ready", "cases"), help="one part")
    wanted = parse.parse_args()
    part = lambda name: wanted.only in (None, name)
    with contextlib.ExitStack() as stack:
        home = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tetra-bench-")))
        print(f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; median of {wanted.rounds} x {wanted.seconds:g} s", flush=True)
        if part("peers") or part("memory"):
            lab, said = peers.start_lab(wanted.build / "tests/bench/lab_peer", home)
            stack.callback(peers.Peer(lab, 0).stop)
            bench = Bench(wanted.build, home, wanted.rounds, wanted.seconds)
            if part("peers"):
                peers_table(bench, lab, said, stack)
            if part("memory"):
                memory_rows(bench, lab, said, wanted.connections)
        if part("ready"):
            readiness(wanted.build, wanted.rounds)
        if part("cases"):
            per_case(wanted.build, wanted.client, home)


if __name__ == "__main__":
    main()
