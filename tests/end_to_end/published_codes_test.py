#!/usr/bin/env python3
"""The three published codes, as `tetralab run --client connector 'proxy-*'` shows them, out of the connector's own local.xml."""
import os
import unittest
import xml.etree.ElementTree

import lab

PROXY_NOT_REACHED, PROXY_WANTS_CREDENTIALS, DOWNLOAD_BEHIND_PROXY = 4294965193, 4294965196, 4294965187
CODES = {
    "proxy-refused": PROXY_NOT_REACHED,
    "proxy-swallowed": PROXY_NOT_REACHED,
    "proxy-name-unknown": PROXY_NOT_REACHED,
    "proxy-auth-none": PROXY_WANTS_CREDENTIALS,
    "proxy-auth-wrong": PROXY_WANTS_CREDENTIALS,
    "proxy-auth-digest-wrong": PROXY_WANTS_CREDENTIALS,
    "proxy-auth-ntlm-wrong": PROXY_WANTS_CREDENTIALS,
    "proxy-auth-negotiate-no-ticket": PROXY_WANTS_CREDENTIALS,
    "proxy-connect-403": DOWNLOAD_BEHIND_PROXY,
    "proxy-connect-502": DOWNLOAD_BEHIND_PROXY,
    "proxy-connect-504": DOWNLOAD_BEHIND_PROXY,
}


def lasterror_in(path):
    return int(xml.etree.ElementTree.parse(path).getroot().find(".//tetra/lasterror").text)


class PublishedCodes(lab.LabTest):
    def test_are_reported_and_kept(self):
        kept = os.path.join(self.home, "kept")
        cases = self.run_lab("--client", "connector", "proxy-*", "--keep", kept, status=0, deadline=180)
        self.assertLessEqual(set(CODES), {scenario for scenario, _ in cases})
        for scenario, code in CODES.items():
            with self.subTest(scenario):
                one = self.assert_verdict(cases, scenario, "connector", "pass")
                self.assertEqual(one["actual"]["lasterror"], code)
                self.assertEqual(lasterror_in(os.path.join(kept, scenario, "connector", "local.xml")), code)

    def test_clients_are_named_before_or_behind_the_scenarios(self):
        for words in (["--client", "curl", "wget", "dns-nxdomain"], ["dns-nxdomain", "--client", "curl,wget"], ["--client", "curl", "--client", "wget", "dns-nxdomain"]):
            with self.subTest(words):
                self.assertEqual(set(self.run_lab(*words, status=0)), {("dns-nxdomain", "curl"), ("dns-nxdomain", "wget")})


if __name__ == "__main__":
    unittest.main()
