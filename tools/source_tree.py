"""What the checks share: the files of the tree, and C++ text without its comments and literals."""
import os
import re
import sys

CPP = (".cpp", ".hpp", ".h", ".c")
SKIPPED = {"build", "evidence", "__pycache__"}
# A number comes first, so that the ' of 65'536 opens no character literal.
LITERALS = re.compile(
    r"\b\d(?:'?[\w.])*|//[^\n]*|/\*.*?\*/|R\"([^\s()\\]*)\(.*?\)\1\"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])+'", re.S)


def files(root):
    """The paths of all files below ROOT, relative to it and sorted; hidden folders other than .ci, and outputs, are left out."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in SKIPPED and (f == ".ci" or not f.startswith(".")))
        found += (os.path.relpath(os.path.join(folder, name), root) for name in names)
    return sorted(found)


def read(root, path):
    """The text of one file; bytes that are not UTF-8 become replacement characters."""
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
        return file.read()


def blank_out(text, keep_strings=False):
    """TEXT with comments and the insides of literals as spaces, so that offsets and lines stay true.

    With keep_strings only the comments go."""
    def blank(match):
        piece = match.group()
        if piece[0].isdigit():
            return piece
        if piece.startswith(("//", "/*")):
            return re.sub(r"[^\n]", " ", piece)
        quote = piece[-1]
        return piece if keep_strings else quote + re.sub(r"[^\n]", " ", piece[1:-1]) + quote
    return LITERALS.sub(blank, text)


def line_of(text, offset):
    """The line number, from 1, of an offset into TEXT."""
    return text.count("\n", 0, offset) + 1


def excused(lines, number):
    """True when line NUMBER (from 1), or the line above it, carries a comment `style: reason`."""
    return any(re.search(r"(?://|#)\s*style:\s*\S", line) for line in lines[max(number - 2, 0):number])


def run(check, arguments):
    """Runs CHECK(root), which yields (path, line, message); prints each, and gives the exit status: 1 when there is any."""
    root = arguments[0] if arguments else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if not os.path.isdir(root):
        print(f"{root}: no such folder", file=sys.stderr)
        return 2
    found = sorted(set(check(root)))
    for path, line, message in found:
        print(f"{path}:{line}: {message}")
    name = os.path.basename(sys.argv[0])
    print(f"{name}: {len(found)} found" if found else f"{name}: clean")
    return 1 if found else 0
