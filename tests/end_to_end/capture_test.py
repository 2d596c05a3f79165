#!/usr/bin/env python3
"""The evidence of a case, opened with tshark and nothing but the capture: the fault is in the packets, and its comment stands there."""
import json
import os
import subprocess
import unittest

import lab

# scenario, client, and what the packet is by tshark's own reading (a display filter) that carries the comment of this fault.
MARKED = [
    ("dns-nxdomain", "curl", "dns.rcode", "dns.flags.response == 1 && dns.flags.rcode == 3"),
    ("dns-no-answer", "connector", "dns.drop", "dns.flags.response == 0"),
    ("tcp-refused", "curl", "tcp.refuse", "tcp.flags.reset == 1 && tcp.srcport == 443"),
    ("tcp-swallowed", "curl", "tcp.swallow", "tcp.flags.syn == 1 && tcp.flags.ack == 0"),
    ("tcp-net-unreachable", "curl", "tcp.unreachable", "icmp.type == 3 && icmp.code == 0"),
    ("tls-alert-handshake-failure", "curl", "tls.alert", "tls.alert_message.level == 2 && tls.alert_message.desc == 40"),
    ("cert-expired", "connector", "tls.certificate", "tls.handshake.type == 11"),
    ("ocsp-try-later", "openssl-ocsp", "ocsp.response-status", "ocsp.responseStatus == 3"),
    ("revoked-by-ocsp", "openssl-ocsp", "ocsp.certificate-status", "ocsp.responseStatus == 0"),
    ("http-503", "curl", "http.status", "tls && http.response.code == 503"),
    ("h2-goaway", "curl", "h2.goaway", "http2.type == 7"),
    ("proxy-auth-none", "curl", "proxy.authenticate", "http.response.code == 407"),
    ("proxy-connect-403", "connector", "http.status", "http.response.code == 403"),
    ("socks5-rep-5", "curl", "socks.reply", "socks.results == 5"),
    ("pac-404", "connector", "http.status", "http.response.code == 404"),
]
KEPT = {"capture.pcapng", "events.jsonl", "keys.log", "rerun.sh", "scenario.yaml", "stderr.txt", "stdout.txt", "verdict.json"}


class Capture(lab.LabTest):
    def keep(self, scenarios, clients, *more):
        folder = os.path.join(self.home, "kept")
        self.run_lab(*scenarios, "--client", clients, "--keep", folder, *more, status=0, deadline=240)
        return lambda scenario, client: os.path.join(folder, scenario, client)

    def packets(self, folder, wanted, *fields):
        """The packets that the display filter matches, each as a list of its fields' texts. `http` is decrypted without any other file."""
        asked = [word for field in fields for word in ("-e", field)]
        done = subprocess.run(["tshark", "-r", os.path.join(folder, "capture.pcapng"), "-Y", wanted, "-T", "fields", *asked], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [line.split("\t") for line in done.stdout.splitlines()]

    def test_comments_stand_where_the_fault_acted(self):
        kept = self.keep([scenario for scenario, _, _, _ in MARKED], ",".join(sorted({client for _, client, _, _ in MARKED})))
        for scenario, client, fault, filtered in MARKED:
            with self.subTest(scenario=scenario):
                marked = self.packets(kept(scenario, client), f'frame.comment contains "{fault}"', "frame.number")
                shown = self.packets(kept(scenario, client), f'frame.comment contains "{fault}" && {filtered}', "frame.number")
                self.assertTrue(shown, f"no packet with the comment is `{filtered}`; marked: {marked}")
                self.assertEqual(shown, marked)

    def test_reset_after_exactly_so_many_bytes(self):
        kept = self.keep(["tunnel-cut-reset"], "curl")
        stream = self.packets(kept("tunnel-cut-reset", "curl"), "tcp.srcport == 3128", "tcp.seq", "tcp.len", "tcp.flags.reset", "frame.comment")
        head = len(b"HTTP/1.1 200 Connection established\r\n\r\n")
        self.assertEqual([one[2] for one in stream].count("1"), 1)
        self.assertEqual(stream[-1][:3], [str(1 + head + 300_000), "0", "1"], "the reset, and the number of the byte behind the last one")
        self.assertIn("ends the connection", stream[-1][3])
        self.assertEqual(max(int(one[0]) + int(one[1]) for one in stream), 1 + head + 300_000)

    def test_close_notify_is_there_or_missing(self):
        scenarios = ["download-cut-at-64k-fin", "download-cut-at-64k-fin-notify"]
        kept = self.keep(scenarios, "curl")
        said = {}
        for scenario in scenarios:
            folder = kept(scenario, "curl")
            self.assertTrue(self.packets(folder, "tcp.srcport == 443 && tcp.flags.fin == 1", "frame.number"))
            said[scenario] = len(self.packets(folder, "tcp.srcport == 443 && tls.alert_message.desc == 0", "frame.number"))
        self.assertEqual(said, {scenarios[0]: 0, scenarios[1]: 1})

    def test_nothing_comes_any_more_where_it_stalls(self):
        folder = self.keep(["download-stalled"], "curl")("download-stalled", "curl")
        sent = self.packets(folder, "tcp.srcport == 443 && tcp.len > 0", "frame.time_relative", "frame.comment")
        end = self.packets(folder, "tcp.dstport == 443 && tcp.flags.fin == 1", "frame.time_relative")
        self.assertGreater(float(end[0][0]) - float(sent[-1][0]), 0.5)
        self.assertIn("http.stall", " ".join(one[1] for one in sent))

    def test_folder_holds_everything(self):
        folder = self.keep(["http-503"], "curl")("http-503", "curl")
        self.assertLessEqual(KEPT, set(os.listdir(folder)))
        self.assertIn("CLIENT_HANDSHAKE_TRAFFIC_SECRET", lab.read(os.path.join(folder, "keys.log")))
        names = self.packets(folder, "tls.handshake.type == 1", "tls.handshake.extensions_server_name", "frame.interface_name")
        self.assertEqual(names[0][0], "tetra-defs.amp.cisco.com")
        self.assertEqual(names[0][1], "lo")
        again = subprocess.run(["sh", os.path.join(folder, "rerun.sh")], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(again.returncode, 0, again.stdout + again.stderr)
        self.assertIn("http-503 curl: pass", again.stdout)

    def test_events_and_packets_tell_of_the_same_queries(self):
        folder = self.keep(["dns-nxdomain"], "curl")("dns-nxdomain", "curl")
        with open(os.path.join(folder, "events.jsonl"), encoding="utf-8") as file:
            queries = [event for event in map(json.loads, file) if event["event"] == "query"]
        sent = self.packets(folder, "dns.flags.response == 0", "dns.id", "dns.qry.name")
        self.assertEqual([(int(identity, 16), name) for identity, name in sent], [(int(query["id"]), query["name"]) for query in queries])

    def test_ports_cell_keeps_only_its_own_packets(self):
        folder = self.keep(["http-503"], "curl", "--isolation", "ports")("http-503", "curl")
        if os.geteuid() != 0:
            self.assertIn("no capture", lab.read(os.path.join(folder, "capture.txt")))
            return
        status = self.packets(folder, "frame.comment", "frame.comment")
        self.assertIn("http.status", status[0][0])
        self.assertTrue(all(source == "127.0.0.1" for source, in self.packets(folder, "ip", "ip.src")))


if __name__ == "__main__":
    unittest.main()
