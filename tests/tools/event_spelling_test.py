#!/usr/bin/env python3
"""A kind, a field or a detail that nobody has declared does not compile, neither where it is written nor where it is read.

usage: event_spelling_test.py COMPILER…      the compiler's command, as CMake knows it
"""
import os
import re
import subprocess
import sys
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
COMPILER = ["g++"]
FRAME = """
#include "engine/journal/journal.hpp"
#include "engine/journal/kinds/http.hpp"
#include "engine/journal/kinds/lab.hpp"
#include "engine/wire/details.hpp"
namespace tetra {
struct Undescribed {
  std::int64_t told, untold;
  static constexpr journal::Kind kind{.word = "undescribed", .en = "", .de = ""};
  template <class Each>
  static constexpr void fields(Each&& each) { each({"told", ""}, &Undescribed::told); }
};
struct Described {
  std::int64_t told;
  static constexpr journal::Kind kind{.word = "described", .en = "", .de = ""};
  template <class Each>
  static constexpr void fields(Each&& each) { each({"told", ""}, &Described::told); }
};
struct Unnamed { std::int64_t number; };
}
"""
# Every line a function of its own, which the compiler's messages name by the number of the line.
FUNCTION = """
#line {} "case"
namespace tetra {{ void written_{}(journal::Journal& journal, const journal::Event& event) {{ static_cast<void>(journal); static_cast<void>(event); {} }} }}
"""
RIGHT = [
    'journal.write("update", 1, event::Sent{.bytes = 1, .complete = 1});',
    'journal.write("update", 1, event::Fault{.fault = "http.cut", .index = 0, .attempt = 1}, {detail::at_byte(3)});',
    "static_cast<void>(event.is<event::Sent>() && event.get(&event::Sent::bytes) == 1 && event.get(detail::at_byte) == 3);",
    'static_cast<void>(journal.count("update", event::Sent::kind));',
    'journal.write("update", 1, Described{.told = 1});',
]
# What is wrong, the line, and what the compiler's message is about.
WRONG = [
    ("a kind that is written", 'journal.write("update", 1, event::Snet{.bytes = 1, .complete = 1});', "Snet"),
    ("a field that is written", 'journal.write("update", 1, event::Sent{.byts = 1, .complete = 1});', "byts"),
    ("a field that is forgotten", 'journal.write("update", 1, event::Sent{.bytes = 1});', "complete"),
    ("a kind as a word", 'journal.write("update", "sent", 1, {});', "write"),
    ("a field as a word", 'journal::Field field{"bytes", std::int64_t{1}};', "Field"),
    ("a detail that is reported", "const auto field = detail::at_bite(3);", "at_bite"),
    ("details of a kind that has none", 'journal.write("update", 1, event::Sent{.bytes = 1, .complete = 1}, {detail::at_byte(3)});', "write"),
    ("a kind that is counted", 'journal.count("update", event::Snet::kind);', "Snet"),
    ("a kind that is read", "static_cast<void>(event.is<event::Snet>());", "Snet"),
    ("a field that is read", "static_cast<void>(event.get(&event::Sent::byts));", "byts"),
    ("a detail that is read", "static_cast<void>(event.get(detail::at_bite));", "at_bite"),
    ("a member that is not described", 'journal.write("update", 1, Undescribed{.told = 1, .untold = 2});', "Undescribed"),
    ("a struct that is no kind", 'journal.write("update", 1, Unnamed{.number = 1});', "Unnamed"),
]


def compiled(lines):
    text = FRAME + "".join(FUNCTION.format(number, number, line) for number, line in enumerate(lines, 1))
    command = [*COMPILER, "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", f"-I{ROOT}", "-x", "c++", "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, timeout=100, check=False, env={**os.environ, "LC_ALL": "C"})


class Spelling(unittest.TestCase):
    def test_the_right_spelling_compiles(self):
        done = compiled(RIGHT)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_wrong_one_does_not(self):
        done = compiled([line for _, line, _ in WRONG])
        self.assertNotEqual(done.returncode, 0)
        for number, (what, line, about) in enumerate(WRONG, 1):
            with self.subTest(what):
                said = [one for one in done.stderr.splitlines() if re.match(rf"case:{number}:\d+: error: ", one)]
                self.assertTrue(said, f"{line} compiles")
                self.assertTrue(any(about in one for one in said), said)


if __name__ == "__main__":
    if sys.argv[1:]:
        COMPILER = sys.argv[1:]
    unittest.main(argv=sys.argv[:1])
