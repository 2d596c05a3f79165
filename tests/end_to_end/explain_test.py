#!/usr/bin/env python3
"""What a code or a transcript means: the published page's own cases, in the encodings in which people bring them, in both languages."""
import json
import os
import re
import unittest

import lab

SCHANNEL = """* Trying 192.0.2.10:443...
* Connected to tetra-defs.amp.cisco.com (192.0.2.10) port 443 (#0)
* schannel: disabled automatic use of client certificate
* ALPN: offers http/1.1
"""
OFFLINE = SCHANNEL + """* schannel: next InitializeSecurityContext failed: Unknown error (0x80092013) - Die Sperrfunktion
* Closing connection 0
curl: (35) schannel: next InitializeSecurityContext failed: Unknown error (0x80092013) - Die Sperrfunktion
"""
HEALTHY = SCHANNEL + """* ALPN: server did not agree on a protocol. Uses default.
> GET / HTTP/1.1
> Host: tetra-defs.amp.cisco.com
> User-Agent: curl/8.0.1
* schannel: server closed the connection
< HTTP/1.1 200 OK
< ETag: "0-5f98a20ced9e3"
< Content-Length: 0
< Connection: close
* Closing connection 0
* schannel: shutting down SSL/TLS connection with tetra-defs.amp.cisco.com port 443
"""
S_CLIENT = """CONNECTED(00000003)
depth=1 C = US, O = Some Proxy, CN = Inspecting CA
verify error:num=19:self-signed certificate in certificate chain
---
    Verify return code: 19 (self-signed certificate in certificate chain)
"""
LOCAL_XML = """<?xml version="1.0" encoding="utf-16"?>
<config><agent><engine><tetra><defversions>0:90604</defversions><lasterror>4294965193</lasterror></tetra></engine></agent></config>
"""


class Brought(lab.LabTest):
    def brought(self, name, text, encoding="utf-8"):
        """A file as Windows writes it: CRLF, and a byte order mark with UTF-16."""
        path = os.path.join(self.home, name)
        with open(path, "wb") as file:
            file.write(text.replace("\n", "\r\n").encode(encoding))
        return path


class Explain(Brought):
    def explain(self, *what, status=0, **how):
        done = lab.tetralab("explain", *what, cwd=self.home, **how)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout

    def explained(self, *what, status=0):
        return json.loads(self.explain("--json", *what, status=status))["answers"]

    def test_the_three_published_codes_in_any_form(self):
        for forms, check in ((("4294965193", "-2103", "0xFFFFF7C9"), "path to the proxy"), (("4294965196", "-2100", "0xFFFFF7CC"), "credentials"),
                             (("4294965187", "-2109", "0xFFFFF7C3"), "proxy's own log")):
            for form in forms:
                with self.subTest(form):
                    (finding,) = self.explained(form)[0]["findings"]
                    self.assertEqual((finding["family"], str(finding["code"]), finding["sure"]["mark"]), ("lasterror", forms[0], "D"))
                    self.assertIn(check, finding["check"])
                    self.assertIn("connector", {client for one in finding["scenarios"] for client in one["clients"]})

    def test_revocation_offline_as_the_page_shows_it(self):
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le"):
            with self.subTest(encoding):
                (answer,) = self.explained(self.brought("curl.txt", OFFLINE, encoding))
                self.assertEqual([(one["family"], one["shown"], one["line"]) for one in answer["findings"]], [("hresult", "0x80092013", 5), ("curl", "35", 7)])
                self.assertEqual(answer["findings"][0]["sure"]["mark"], "D")
                self.assertIn("revocation-unreachable", {one["id"] for one in answer["together"]})

    def test_a_healthy_transcript_is_no_failure(self):
        (answer,) = self.explained(self.brought("curl.txt", HEALTHY))
        self.assertEqual((answer["success"], answer["findings"]), (True, []))
        self.assertIn("All went well", self.explain(self.brought("curl.txt", HEALTHY)))

    def test_a_local_xml(self):
        (answer,) = self.explained(self.brought("local.xml", LOCAL_XML, "utf-16"))
        self.assertEqual((answer["kind"], answer["definitions"]), ("local.xml", "0:90604"))
        self.assertEqual([one["code"] for one in answer["findings"]], [4294965193])
        text = self.explain(self.brought("local.xml", LOCAL_XML.replace("4294965193", "4294960000")), status=1)
        self.assertIn("none of the three", text)

    def test_an_s_client_log(self):
        (answer,) = self.explained(self.brought("s_client.log", S_CLIENT))
        self.assertEqual([(one["family"], one["code"]) for one in answer["findings"]], [("verify", 19)])

    def test_what_our_own_clients_print(self):
        kept = os.path.join(self.home, "kept")
        self.run_lab("cert-expired", "proxy-auth-wrong", "--client", "curl,connector,openssl-verify", "--keep", kept, status=0)
        for path, wanted in (("cert-expired/curl/stderr.txt", ("curl", 60)), ("cert-expired/openssl-verify/stderr.txt", ("verify", 10)),
                             ("proxy-auth-wrong/connector/local.xml", ("lasterror", 4294965196)), ("proxy-auth-wrong/curl/stderr.txt", ("http", 407))):
            with self.subTest(path):
                (answer,) = self.explained(os.path.join(kept, path))
                self.assertIn(wanted, {(one["family"], one["code"]) for one in answer["findings"]})
        self.run_lab("healthy-direct", "--client", "connector,wget", "--keep", kept, status=0)
        for path in ("healthy-direct/connector/stdout.txt", "healthy-direct/wget/stderr.txt"):
            self.assertTrue(self.explained(os.path.join(kept, path))[0]["success"], path)
        (own,) = self.explained(os.path.join(kept, "cert-expired/connector/local.xml"))
        self.assertEqual([(one["name"], one["sure"]["mark"]) for one in own["findings"]], [("cert-expired", "L")])

    def test_standard_input_several_at_once_and_german(self):
        text = self.explain("curl", "35", "wget 4", "12175", "--lang", "de")
        for word in ("bedeutet", "wie sicher", "prüfen", "zu sehen in", "öffentlich dokumentiert, aber nicht von Cisco"):
            self.assertIn(word, text)
        self.assertIn("bedeutet", self.explain("curl 6", environment={"LC_ALL": "de_DE.UTF-8"}))
        self.assertIn("means", self.explain("curl 6", environment={"LC_ALL": "C"}))

    def test_every_code_that_scenarios_expect_of_windows(self):
        text = "\n".join(lab.read(path) for path in lab.scenario_files().values())
        asked = {f"winhttp {number}" for row in re.findall(r"winhttp: \{error: ([^}]*)\}", text) for number in re.findall(r"\b12\d{3}\b", row)}
        asked |= set(re.findall(r"0x8[0-9A-F]{7}", "\n".join(re.findall(r"hresult: .*", text))))
        asked |= {f"curl {number}" for row in re.findall(r"curl-schannel: \{exit: (\[[^]]*\]|\d+)", text) for number in re.findall(r"\d+", row)}
        self.assertGreater(len(asked), 10)
        unknown = [one["asked"] for one in json.loads(lab.tetralab("explain", "--json", *sorted(asked)).stdout)["answers"] if not one["known"]]
        self.assertEqual(unknown, [], "add a row to harness/explain/codes")

    def test_the_closest_scenario_comes_first(self):
        kept = os.path.join(self.home, "kept")
        self.run_lab("tcp-refused", "--client", "curl", "--keep", kept, status=0)
        told = self.explain(os.path.join(kept, "tcp-refused/curl/stderr.txt"))
        self.assertRegex(told, r"shown by\n(    .*\n){0,2}    tcp-refused ")
        told = self.explain("curl", "7")
        self.assertIn("tcp-refused", told)
        (finding,) = self.explained("curl 7")[0]["findings"]
        self.assertIn(f"and {len(finding['scenarios']) - 10} more", told)

    def test_an_alert_that_openssl_has_no_word_for(self):
        told = self.explain(self.brought("curl.txt", "curl: (35) OpenSSL/3.0.22: error:0A0004B0:SSL routines::reason(1200)\n"), status=1)
        self.assertRegex(told, r"(?m)^200 \(TLS alert\): the lab does not know this code")
        (answer,) = self.explained(self.brought("curl.txt", "error:0A000418:SSL routines::reason(1048)\n"))
        self.assertEqual([(one["family"], one["code"]) for one in answer["findings"]], [("alert", 48)])

    def test_what_nobody_knows(self):
        self.assertIn("CRYPT_E_REVOKED", self.explain("CRYPT_E_REVOKD", status=1))
        self.assertFalse(self.explained("curl 250", status=1)[0]["known"])
        self.assertIn("no code", self.explain(self.brought("empty.txt", "nothing to see\n"), status=1))
        self.assertEqual(lab.tetralab("explain", "gone/local.xml").returncode, 2)
        self.assertEqual(lab.tetralab("explain", "/dev/zero").returncode, 2)
        self.assertEqual(lab.tetralab("explain").returncode, 2)
        self.assertEqual(lab.tetralab("explain", "12175", "--lang", "fr").returncode, 2)


class Judge(Brought):
    def judged(self, *arguments, status):
        done = lab.tetralab("judge", "--json", *arguments, cwd=self.home)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return json.loads(done.stdout)

    def test_the_right_error_passes_and_the_wire_was_not_seen(self):
        path = self.brought("curl.txt", OFFLINE, "utf-16")
        result = self.judged("--scenario", "revocation-unreachable", "--client", "curl-schannel", path, status=0)
        self.assertEqual((result["verdict"], result["exit_from"], result["wire_seen"], result["encoding"]), ("pass", "text", False, "utf-16le"))
        done = lab.tetralab("judge", "--scenario", "revocation-unreachable", "--client", "curl-schannel", path)
        self.assertIn("The wire was not seen", done.stdout)

    def test_another_error_fails(self):
        path = self.brought("curl.txt", OFFLINE.replace("0x80092013", "0x80092012"))
        result = self.judged("--scenario", "revocation-unreachable", "--client", "curl-schannel", path, status=1)
        self.assertEqual((result["verdict"], result["actual"]["hresult"]), ("wrong-error", "0x80092012"))
        healthy = self.brought("curl.txt", HEALTHY)
        result = self.judged("--scenario", "revocation-unreachable", "--client", "curl-schannel", healthy, status=1)
        self.assertEqual((result["actual"]["exit"], result["client_version"]), ("0", "8.0.1"))

    def test_the_exit_status_may_be_told(self):
        path = self.brought("curl.txt", "C:\\> curl.exe https://tetra-defs.amp.cisco.com\n")
        arguments = ("--scenario", "dns-nxdomain", "--client", "curl", path)
        self.assertEqual(lab.tetralab("judge", *arguments).returncode, 2)
        self.assertEqual(self.judged(*arguments, "--exit", "6", status=0)["exit_from"], "option")
        self.judged(*arguments, "--exit", "7", status=1)

    def test_a_local_xml_of_an_endpoint(self):
        scenario = self.write("mine.yaml", "route: http-proxy\nfaults: [{proxy: refuse}]\nexpect: {connector: {lasterror: 4294965193}}\n")
        self.judged("--scenario", scenario, "--client", "connector", self.brought("local.xml", LOCAL_XML, "utf-16"), status=0)
        self.judged("--scenario", scenario, "--client", "connector", self.brought("other.xml", LOCAL_XML.replace("5193", "5196")), status=1)

    def test_who_is_expected_is_told_of_attempts_as_well(self):
        done = lab.tetralab("judge", "--scenario", "seq-good-then-revoked", "--client", "curl", self.brought("curl.txt", OFFLINE), "--attempt", "2")
        self.assertEqual(done.returncode, 2)
        self.assertIn("attempt 2 of 2, says nothing of curl", done.stderr)
        self.assertIn("it says something of connector, gnutls-cli, openssl-ocsp", done.stderr)

    def test_mistakes(self):
        path = self.brought("curl.txt", OFFLINE)
        for arguments in (("--scenario", "revocation-unreachable", "--client", "wget", path), ("--scenario", "nonesuch", "--client", "curl", path),
                          ("--scenario", "dns-nxdomain", "--client", "curl", "gone.txt"), ("--scenario", "dns-nxdomain", "--client", "curl", path, "--attempt", "2")):
            with self.subTest(arguments):
                done = lab.tetralab("judge", *arguments, cwd=self.home)
                self.assertEqual(done.returncode, 2, done.stdout)
                self.assertNotEqual(done.stderr, "")


if __name__ == "__main__":
    unittest.main()
