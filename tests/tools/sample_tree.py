"""A small tree on disk to run a check over."""
import os
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tools"))


class SampleTree(unittest.TestCase):
    """A test case whose `check` runs over the files that it is given; set CHECK to the check's function."""
    CHECK = None

    def found(self, tree):
        """What the check finds in TREE, a dictionary from path to text: a list of 'path:line: message'."""
        with tempfile.TemporaryDirectory() as root:
            for path, text in tree.items():
                os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
                with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                    file.write(text)
            return [f"{path}:{line}: {message}" for path, line, message in type(self).CHECK(root)]

    def assert_clean(self, tree):
        self.assertEqual(self.found(tree), [])

    def assert_flags(self, tree, beginning, part=""):
        """Exactly one thing is found; its line begins with BEGINNING and contains PART."""
        found = self.found(tree)
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(beginning) and part in found[0], found)
