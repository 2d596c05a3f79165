#!/usr/bin/env python3
"""The client file for the real Windows connector, with a stand-in for ssh: it asks the lab's proxy as an endpoint would, through the port
that ssh is told to forward, and answers with a local.xml of the real shape. No Windows is here: what the endpoint itself does is not tested."""
import os
import unittest

import lab

ANSWER = """<?xml version="1.0"?>
<config><agent>
  <uuid>5c6e64fa-7738-4b39-b201-15451e33bfe6</uuid>
  <engine><tetra><lasterror>LASTERROR</lasterror><defversions>x:90600</defversions></tetra></engine>
</agent></config>
"""
SSH = r"""#!/bin/sh
if [ "$1" = -V ]; then echo "OpenSSH_9.2p1 Debian-2+deb12u6, OpenSSL 3.0.22" >&2; exit 0; fi
printf '%s\n' "$@" >FOLDER/arguments
cat >FOLDER/script
proxy=$(sed -n 's/^3128:/http:\/\//p' FOLDER/arguments)
curl --silent --max-time 5 --proxy-user tetra:wrong --proxy "$proxy" https://tetra-defs.amp.cisco.com/ >/dev/null
[ STATUS -eq 0 ] || exit STATUS
printf 'sfc.exe 0\r\nlocal.xml %s\r\n' "$(base64 -w0 FOLDER/local.xml)"
"""


class TetraWindows(lab.LabTest):
    def run_client(self, lasterror, status=0, isolation="ports", host="qa@windows.example", verdict="pass"):
        self.write("local.xml", ANSWER.replace("LASTERROR", str(lasterror)))
        self.write("bin/ssh", SSH.replace("FOLDER", self.home).replace("STATUS", str(status)), mode=0o755)
        environment = {"PATH": f"{self.home}/bin:{os.environ['PATH']}", "TETRA_WINDOWS_HOST": host}
        cases = self.run_lab("proxy-auth-wrong", "--client", "tetra-windows", "--isolation", isolation, environment=environment)
        return self.assert_verdict(cases, "proxy-auth-wrong", "tetra-windows", verdict)

    def test_the_code_of_local_xml_is_judged(self):
        self.assertEqual(self.run_client(4294965196)["actual"]["lasterror"], 4294965196)

    def test_another_code_is_a_wrong_error(self):
        self.run_client(4294965193, verdict="wrong-error")

    def test_an_endpoint_out_of_reach_is_no_pass(self):
        self.run_client(4294965196, status=255, verdict="wrong-error")

    def test_ssh_is_told_of_host_ports_and_script(self):
        self.run_client(4294965196)
        words = lab.read(self.home + "/arguments").split("\n")
        self.assertIn("qa@windows.example", words)
        self.assertRegex(" ".join(words), r"-R 443:127\.0\.0\.1:\d+ -R 3128:127\.0\.0\.1:\d+ -R (\d+):127\.0\.0\.1:\1 -R (\d+):127\.0\.0\.1:\2 --")
        script = lab.read(self.home + "/script")
        self.assertIn("-----BEGIN CERTIFICATE-----", script)
        for step in ("-addstore Root", "sfc.exe'", "-forceupdate", "-delstore Root"):
            self.assertIn(step, script)

    def test_it_is_skipped_by_name_where_nothing_is_configured_or_nothing_is_in_reach(self):
        self.assertIn("TETRA_WINDOWS_HOST", self.run_client(0, host="", verdict="skipped")["reason"])
        self.assertIn("--isolation ports", self.run_client(0, isolation="namespace", verdict="skipped")["reason"])


if __name__ == "__main__":
    unittest.main()
