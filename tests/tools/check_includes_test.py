#!/usr/bin/env python3
"""Tests of tools/check_includes.py: each wrong direction is flagged, each right one passes."""
import unittest

import sample_tree

import check_includes


class CheckIncludes(sample_tree.SampleTree):
    CHECK = check_includes.check

    def including(self, path, *targets):
        """A tree in which PATH includes TARGETS, all of which exist."""
        tree = {target: "#pragma once\n" for target in targets}
        tree[path] = "".join(f'#include "{target}"\n' for target in targets)
        return tree

    def test_every_room_may_include_what_it_stands_on(self):
        for path, target in [
            ("engine/journal/a.cpp", "engine/base/result.hpp"),
            ("engine/fault/a.cpp", "engine/base/result.hpp"),
            ("engine/http/a.cpp", "engine/fault/catalog.hpp"),
            ("engine/scenario/a.cpp", "engine/fault/catalog.hpp"),
            ("certs/a.cpp", "engine/base/result.hpp"),
            ("mockserver/tls/a.cpp", "certs/leaf.hpp"),
            ("mockserver/http/a.cpp", "engine/http/message.hpp"),
            ("proxy-sim/auth/basic.cpp", "proxy-sim/proxy.hpp"),
            ("world/world.cpp", "mockserver/http/update.hpp"),
            ("world/control/api.cpp", "proxy-sim/proxy.hpp"),
            ("harness/cli/main.cpp", "connector/cli.hpp"),
            ("connector/revocation/a.cpp", "connector/transfer/fetch.hpp"),
            ("harness/pages/client_page.cpp", "harness/explain/table.hpp"),
            ("harness/run/play.cpp", "world/world.hpp"),
            ("connector/a.cpp", "engine/base/result.hpp"),
            ("tests/unit/world/a.cpp", "harness/cell/cell.hpp"),
        ]:
            with self.subTest(path=path, target=target):
                self.assert_clean(self.including(path, target))

    def test_the_wrong_direction_is_flagged(self):
        for path, target in [
            ("engine/base/a.cpp", "engine/journal/journal.hpp"),
            ("engine/wire/a.cpp", "engine/fault/catalog.hpp"),
            ("engine/scenario/a.cpp", "engine/http/message.hpp"),
            ("engine/fault/a.cpp", "mockserver/dns/server.hpp"),
            ("certs/a.cpp", "engine/wire/connection.hpp"),
            ("mockserver/ocsp/a.cpp", "mockserver/crl/server.hpp"),
            ("mockserver/dns/a.cpp", "proxy-sim/proxy.hpp"),
            ("proxy-sim/a.cpp", "mockserver/dns/server.hpp"),
            ("mockserver/http/a.cpp", "world/world.hpp"),
            ("world/a.cpp", "harness/cell/cell.hpp"),
            ("harness/cell/a.cpp", "world/world.hpp"),
            ("connector/a.cpp", "engine/wire/connection.hpp"),
            ("connector/a.cpp", "harness/judge/judge.hpp"),
            ("connector/tls/a.cpp", "connector/revocation/revocation_check.hpp"),
            ("connector/transfer/a.cpp", "connector/proxy/route_dialer.hpp"),
            ("connector/tell/a.cpp", "connector/update/update.hpp"),
            ("harness/report/a.cpp", "mockserver/definitions/gzip.hpp"),
            ("harness/report/a.cpp", "harness/explain/show.hpp"),
            ("harness/explain/a.cpp", "harness/report/report.hpp"),
            ("harness/explain/a.cpp", "connector/tell/cause.hpp"),
            ("harness/pages/a.cpp", "connector/tell/cause.hpp"),
            ("world/a.cpp", "tests/unit/fixture.hpp"),
        ]:
            with self.subTest(path=path, target=target):
                self.assert_flags(self.including(path, target), f"{path}:1:", target)

    def test_a_fault_includes_its_interface_and_the_connection_only(self):
        self.assert_clean(self.including(
            "mockserver/tcp/faults/reset.cpp", "mockserver/tcp/tcp_fault.hpp", "engine/wire/connection.hpp", "engine/base/text.hpp"))
        self.assert_clean(self.including("proxy-sim/faults/deny.cpp", "engine/http/http_fault.hpp"))
        for path, target in [
            ("mockserver/tcp/faults/reset.cpp", "mockserver/tcp/server.hpp"),
            ("mockserver/tcp/faults/reset.cpp", "engine/fault/catalog.hpp"),
            ("mockserver/tcp/faults/reset.cpp", "engine/wire/tls_context.hpp"),
            ("mockserver/tcp/faults/reset.cpp", "engine/http/http_fault.hpp"),
            ("mockserver/tcp/faults/reset.cpp", "mockserver/tls/tls_fault.hpp"),
        ]:
            with self.subTest(target=target):
                self.assert_flags(self.including(path, target), f"{path}:1: a fault includes", target)

    def test_relative_angle_and_missing_targets_are_resolved(self):
        tree = {"engine/base/b.hpp": "", "engine/wire/w.hpp": ""}
        self.assert_flags({**tree, "engine/base/a.cpp": '#include "../wire/w.hpp"\n'}, "engine/base/a.cpp:1:")
        self.assert_flags({**tree, "engine/base/a.cpp": "\n#  include <engine/wire/w.hpp>\n"}, "engine/base/a.cpp:2:")
        self.assert_flags({"engine/base/a.cpp": '#include "world/gone.hpp"\n'}, "engine/base/a.cpp:1:")
        self.assert_clean({**tree, "engine/base/a.cpp": '#include "b.hpp"\n#include <vector>\n#include <boost/asio.hpp>\n'})

    def test_a_comment_is_no_include(self):
        self.assert_clean({"engine/base/a.cpp": '// #include "world/world.hpp"\n/*\n#include "world/world.hpp"\n*/\n'})

    def test_a_folder_outside_every_room_is_flagged(self):
        self.assert_flags({"engine/new/a.cpp": ""}, "engine/new/a.cpp:1: lies in no room")
        self.assert_flags({"mockserver/loose.hpp": ""}, "mockserver/loose.hpp:1: lies in no room")

    def test_the_connector_uses_another_http_stack(self):
        self.assert_flags({"connector/a.cpp": "#include <boost/beast/http.hpp>\n"}, "connector/a.cpp:1:", "boost/beast")
        self.assert_flags({"connector/net/a.cpp": "#include <boost/asio.hpp>\n"}, "connector/net/a.cpp:1:", "boost/asio")
        self.assert_clean({"connector/a.cpp": "#include <httplib.h>\n"})

    def test_a_listed_exception_passes(self):
        check_includes.EXCEPTIONS[("certs/a.cpp", "world/world.hpp")] = "a sample"
        self.addCleanup(check_includes.EXCEPTIONS.pop, ("certs/a.cpp", "world/world.hpp"))
        self.assert_clean(self.including("certs/a.cpp", "world/world.hpp"))

    def test_the_rooms_have_no_cycle(self):
        for room in check_includes.ROOMS:
            for base in check_includes.ROOMS[room]:
                self.assertNotIn(room, check_includes.below(base))


if __name__ == "__main__":
    unittest.main()
