"""What the end-to-end tests share: tetralab as a user runs it, always with a deadline, and its results read back."""
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TETRALAB = os.path.abspath(os.environ.get("TETRALAB", os.path.join(ROOT, "build/dev/tetralab")))
SCENARIOS = os.path.join(ROOT, "scenarios")
NOBODY = 65534
UPDATE_URL = "https://tetra-defs.amp.cisco.com/"


def tetralab(*arguments, cwd=None, deadline=60, user=None, environment=None):
    """The finished process, its output as text. `user`: an id to run as (needs root)."""
    who = {} if user is None else {"user": user, "group": user, "extra_groups": []}
    env = {**os.environ, "LC_ALL": "C.UTF-8", **(environment or {})}
    return subprocess.run([TETRALAB, *arguments], cwd=cwd, env=env, timeout=deadline, stdin=subprocess.DEVNULL, capture_output=True,
                          encoding="utf-8", errors="replace", check=False, **who)


def scenario_files():
    """Every scenario of the project: id -> path. Of a family, each member."""
    found = {}
    for folder, _, names in os.walk(SCENARIOS):
        for name in names:
            if name.endswith(".yaml"):
                path = os.path.join(folder, name)
                _, family, members = read(path).partition("\nfamily:\n")
                for one in re.findall(r"(?m)^  ([a-z0-9-]+):", members) if family else [name[:-5]]:
                    found[one] = path
    return found


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


class LabTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.home = tempfile.mkdtemp(prefix="tetra-e2e-")
        os.chmod(self.home, 0o755)
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)

    def write(self, name, text, mode=0o644):
        """Writes a file below the test's own folder; returns its path."""
        path = os.path.join(self.home, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(path, mode)
        return path

    def run_lab(self, *arguments, status=None, deadline=120, **how):
        """`tetralab run` with --json; returns the results by (scenario, client)."""
        path = os.path.join(self.home, "results.json")
        done = tetralab("run", "--json", path, *arguments, deadline=deadline, cwd=how.pop("cwd", self.home), **how)
        if status is not None:
            self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        self.assertTrue(os.path.exists(path), done.stdout + done.stderr)
        self.results = json.loads(read(path))
        return {(one["scenario"], one["client"]): one for one in self.results["cases"]}

    def assert_verdict(self, cases, scenario, client, verdict):
        one = cases[(scenario, client)]
        self.assertEqual(one["verdict"], verdict, json.dumps(one, indent=1)[:3000])
        return one
