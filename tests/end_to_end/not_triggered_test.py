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
