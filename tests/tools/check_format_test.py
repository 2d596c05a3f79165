#!/usr/bin/env python3
"""Tests of tools/check_format.py. Without the clang-format of the tree, it must say that it checked nothing."""
import unittest
from unittest import mock

import sample_tree

import check_format

STYLE = {".clang-format": "BasedOnStyle: Google\nColumnLimit: 100\n"}


class CheckFormat(sample_tree.SampleTree):
    CHECK = check_format.check

    @unittest.skipIf(check_format.formatter() is None, "no clang-format of the tree's release")
    def test_flags_the_first_line_that_differs(self):
        self.assert_flags({**STYLE, "engine/a.cpp": "int a = 1;\nint  b = 2;\nint  c = 3;\n"}, "engine/a.cpp:2:", "clang-format")

    @unittest.skipIf(check_format.formatter() is None, "no clang-format of the tree's release")
    def test_passes_what_it_would_write(self):
        self.assert_clean({**STYLE, "engine/a.cpp": "int a = 1;\nint b = 2;\n", "tools/a.py": "a  =  1\n"})

    def test_checks_nothing_without_it(self):
        with mock.patch.object(check_format, "formatter", return_value=None):
            self.assert_clean({**STYLE, "engine/a.cpp": "int  a;\n"})


if __name__ == "__main__":
    unittest.main()
