#!/usr/bin/env python3
"""A fault that can't fire, or a wire that saw less than asked, is never a pass: `not-triggered`, for every layer."""
import unittest

import lab

# id -> (client that would pass otherwise, what is wrong with the world, or rather is not)
CASES = {
    "dns-other-name": ("curl", "faults: [{dns: {rcode: nxdomain}, when: {name: never.example}}]"),
    "dns-after-a-thousand": ("curl", "faults: [{dns: drop, after: 1000}]"),
    "tcp-other-address": ("curl", "faults: [{update: refuse, when: {address: 203.0.113.9}}]"),
    "tcp-later-connection": ("curl", "faults: [{update: hang-up, when: {connection: 1000..}}]"),
    "tcp-wire-counts": ("curl", "wire: {proxy: {connections: 1..}}"),
    "tcp-wire-of-an-attempt": ("curl", "attempts: [{wire: {update: {requests: 5..}}}]"),
    "tls-other-host": ("curl", "faults: [{update: {alert: internal_error}, when: {host: never.example}}]"),
    "tls-certificate-later": ("curl", "faults: [{update: {certificate: expired}, after: 1000}]"),
    "http-other-path": ("curl", "faults: [{update: {status: 503}, when: {path: /never/**}}]"),
    "http-cut-behind-the-end": ("curl", "faults: [{update: {cut: {at: 1GiB, by: reset}}}]"),
    "http-status-never-sent": ("curl", "wire: {update: {status: 418}}"),
    "ocsp-later-request": ("openssl-ocsp", "faults: [{ocsp: {certificate-status: revoked}, after: 1000}]"),
    "crl-other-path": ("openssl-verify", "faults: [{crl: revoked, when: {path: /never/**}}]"),
    "proxy-other-method": ("curl", "route: http-proxy\nfaults: [{proxy: {status: 403}, when: {method: DELETE}}]"),
    "proxy-not-asked": ("curl", "faults: [{proxy: {authenticate: {scheme: basic}}}]"),
    "tunnel-cut-behind-the-end": ("curl", "route: http-proxy\nfaults: [{proxy: {tunnel-cut: {at: 1GiB, by: reset}}}]"),
    "tunnel-direct": ("curl", "faults: [{proxy: {tunnel-stall: {at: 0}}}]"),
}


class NotTriggered(lab.LabTest):
    def write_all(self, exit_status):
        for name, (client, world) in CASES.items():
            self.write(f"world/{name}.yaml", f"id: {name}\nexpect: {{{client}: {{exit: {exit_status}}}}}\n{world}\n")

    def run_all(self):
        cases = self.run_lab(self.home + "/world", "--client", "curl,openssl-ocsp,openssl-verify", deadline=300, status=1)
        return {name: cases[(name, client)] for name, (client, _) in CASES.items()}

    def test_each_attempt_needs_its_own_evidence(self):
        # It goes to the network once and repeats its first failure from memory, as a client with a back-off does.
        self.write("clients/cache.yaml", """name: cache
program: sh
command: [sh, -c, "test -e seen && exit 35; touch seen; curl -s -o /dev/null {url}"]
""")
        world = "attempts: 3\nexpect: {cache: {exit: 35}}\nfaults: [{update: hang-up%s}]\n"
        self.write("once/always.yaml", world % "")
        self.write("once/narrowed.yaml", world % ", when: {attempt: 1}")
        cases = self.run_lab(self.home + "/once", self.home + "/clients/cache.yaml", "--client", "cache", status=1)
        self.assertEqual(cases[("always", "cache")]["verdict"], "not-triggered")
        self.assertIn("did not act in attempt 2, 3", cases[("always", "cache")]["reason"])
        self.assertEqual(cases[("narrowed", "cache")]["verdict"], "pass", cases[("narrowed", "cache")]["reason"])

    def test_a_connect_that_the_proxy_answers_itself_is_counted(self):
        self.write("connect/refused.yaml", "route: http-proxy\nfaults: [{proxy: {status: 403}}]\nexpect: {curl: {exit: 56}}\n"
                   "wire: {proxy: {connects: 1, status: 403}, update: {connections: 0}}\n")
        cases = self.run_lab(self.home + "/connect", "--client", "curl", status=0)
        self.assertEqual(cases[("refused", "curl")]["verdict"], "pass")

    def test_in_every_layer(self):
        self.write_all(0)
        for name, one in self.run_all().items():
            with self.subTest(name):
                self.assertEqual(one["verdict"], "not-triggered", one)
                self.assertEqual(one["fired"], [])
                self.assertIn("wire shows" if "wire:" in CASES[name][1] else "never acted", one["reason"])

    def test_even_when_the_expected_error_is_another_one(self):
        self.write_all(99)
        for name, one in self.run_all().items():
            with self.subTest(name):
                # What the wire lacks is asked last: a wrong report is told first.
                self.assertEqual(one["verdict"], "wrong-error" if "wire:" in CASES[name][1] else "not-triggered", one)

    def test_an_optional_fault_need_not_act(self):
        path = self.write("calm.yaml", "faults: [{update: {status: 503}, when: {path: /never/**}, optional: true}]\nexpect: {curl: {exit: 0}}\n")
        self.assert_verdict(self.run_lab(path, "--client", "curl", status=0), "calm", "curl", "pass")


if __name__ == "__main__":
    unittest.main()
