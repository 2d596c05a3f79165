#!/usr/bin/env python3
"""Tests of tools/check_style.py: each rule flags its bad sample and passes its good one."""
import unittest

import sample_tree

import check_style

WORD = "TO" "DO"


class CheckStyle(sample_tree.SampleTree):
    CHECK = check_style.check

    def room(self, text, name="a.cpp"):
        return {"world/README.md": "# world\n", f"world/{name}": text}

    def test_a_file_has_at_most_300_lines(self):
        self.assert_clean(self.room("int a;\n" * 300))
        self.assert_flags(self.room("int a;\n" * 301), "world/a.cpp:1: 301 lines")
        self.assert_flags({"lab": "true\n" * 301}, "lab:1: 301 lines")

    def test_a_fault_has_at_most_60_lines(self):
        folder = "mockserver/tcp/faults"
        self.assert_clean({f"{folder}/README.md": "", f"{folder}/a.cpp": "int a;\n" * 60})
        self.assert_flags({f"{folder}/README.md": "", f"{folder}/a.cpp": "int a;\n" * 61}, f"{folder}/a.cpp:1: 61 lines")

    def test_tabs_and_banned_words_are_flagged_where_they_are(self):
        self.assert_flags(self.room("int a;\n\tint b;\n"), "world/a.cpp:2: a tab")
        self.assert_flags(self.room(f"// {WORD}: later\n"), f"world/a.cpp:1: {WORD}")
        self.assert_flags({"lab": f"# {WORD}\n"}, f"lab:1: {WORD}")
        self.assert_clean(self.room("// TODOS mkstemp(\"XXXXXX\") hacked\n"))

    def test_a_header_has_pragma_once(self):
        self.assert_clean(self.room("/// A word.\n#pragma once\n", "a.hpp"))
        self.assert_flags(self.room("int a;\n", "a.hpp"), "world/a.hpp:1: a header without")

    def test_calls_that_have_no_place_are_flagged(self):
        for line in ["co_spawn(ex, f(), asio::detached);", "std::this_thread::sleep_for(1s);", "usleep(10);", "::nanosleep(&t, 0);",
                     " sleep(1);", "std::regex pattern(text);", "using namespace std;"]:
            with self.subTest(line):
                self.assert_flags(self.room(f"\n{line}\n"), "world/a.cpp:2:")
        for line in ["// asio::detached swallows", 'log("usleep(10)");', "timer.sleep(1);", "re2::RE2 pattern(text);", "using namespace std::literals;"]:
            with self.subTest(line):
                self.assert_clean(self.room(f"{line}\n"))

    def test_a_benchmark_may_sleep(self):
        self.assert_clean({"tests/README.md": "", "tests/bench/a.cpp": "usleep(10);\n"})
        self.assert_flags({"tests/README.md": "", "tests/wire/a.cpp": "usleep(10);\n"}, "tests/wire/a.cpp:1:")

    def test_a_fixed_port_in_a_test_is_flagged(self):
        for line in ["tcp::endpoint at(address, 8080);", "acceptor.bind(endpoint(tcp::v4(), 4433));", "a.sin_port = htons(5353);",
                     'server.listen("127.0.0.1", 9000);', "options.port = 8443;", "tcp::endpoint{loopback, 1024};"]:
            with self.subTest(line):
                self.assert_flags({"tests/README.md": "", "tests/wire/a.cpp": line + "\n"}, "tests/wire/a.cpp:1: no fixed port")
        for line in ["tcp::endpoint at(address, 0);", "endpoint(tcp::v4(), port);", "world.connect(name, 443);", "limit = 8080;",
                     "tcp::endpoint{loopback, 53};"]:
            with self.subTest(line):
                self.assert_clean({"tests/README.md": "", "tests/wire/a.cpp": line + "\n"})

    def test_a_comment_with_a_reason_excuses_its_line(self):
        self.assert_clean(self.room("usleep(10);  // style: the kernel gives no event for this\n"))
        self.assert_clean(self.room("// style: the kernel gives no event for this\nusleep(10);\n"))
        self.assert_flags(self.room("usleep(10);  // style:\n"), "world/a.cpp:1:")
        self.assert_flags(self.room("// style: too far\n\nusleep(10);\n"), "world/a.cpp:3:")

    def test_a_listed_exception_excuses_a_file(self):
        check_style.EXCEPTIONS[("world/a.cpp", "file-lines")] = "a table"
        self.addCleanup(check_style.EXCEPTIONS.clear)
        self.assert_clean(self.room("int a;\n" * 301))

    def test_every_folder_of_sources_has_a_short_readme(self):
        self.assert_flags({"world/control/a.cpp": ""}, "world/control:1: a folder of sources without")
        self.assert_clean({"world/README.md": "", "world/a.cpp": "", "world/faults/a.cpp": ""})
        self.assert_flags({"tools/a.py": ""}, "tools:1: a folder without")
        self.assert_clean({"engine/CMakeLists.txt": "", "engine/base/a.cpp": "", "engine/base/README.md": "line\n" * 10})
        self.assert_flags({"engine/base/README.md": "line\n" * 11}, "engine/base/README.md:11: 11 lines")
        self.assert_clean({"README.md": "line\n" * 200})

    def test_outputs_and_hidden_folders_are_left_out(self):
        self.assert_clean({"build/a.cpp": "\t", ".git/a.cpp": "\t", "evidence/a.cpp": "\t"})

    def test_every_exception_has_a_reason(self):
        for exception, reason in check_style.EXCEPTIONS.items():
            self.assertTrue(reason, exception)


if __name__ == "__main__":
    unittest.main()
