#!/usr/bin/env python3
"""Flags full-expressions that g++ 12 miscompiles inside coroutines.

g++ 12 destroys some temporaries twice, or refuses to compile, when they are made in the same full-expression as a co_await.
The cure is always the same: give the temporary a name on the line above. Flagged beside a co_await are braces that make a value,
lambdas that capture by value, and ?: whose arms make a value. A comment `// style: reason` excuses a line.

usage: check_co_await.py [ROOT]      exits 1 when anything is flagged, 2 when ROOT is none
"""
import re
import sys

import source_tree

TOKEN = re.compile(r"[A-Za-z_]\w*|\d(?:'?[\w.])*|\"[^\"]*\"|'[^']*'|::|->|&&|\|\||==|\S")
CLOSES = {"(": ")", "[": "]", "{": "}"}
SCALAR_ARM = re.compile(r"^(?:static_cast|sizeof|alignof)$")
AGGREGATES = {"namespace", "class", "struct", "union", "enum"}
HEADERS = {"else", "if", "while", "for", "switch", "constexpr"}


class Token(str):
    """A piece of the text that knows where it stands."""
    def __new__(cls, text, offset):
        token = super().__new__(cls, text)
        token.offset = offset
        return token


class Group(list):
    """The tokens and groups between a pair of brackets; `opener` is the bracket, `block` tells statements from values."""
    def __init__(self, opener, offset):
        super().__init__()
        self.opener, self.offset, self.block = opener, offset, False


def without_directives(text):
    """TEXT with its preprocessor lines blank."""
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: re.sub(r"[^\n]", " ", m.group()), text, flags=re.M)


def parse(text):
    """The text as a tree of groups; a bracket that has no partner is passed over."""
    stack = [Group("{", 0)]
    stack[0].block = True
    for match in TOKEN.finditer(text):
        piece = match.group()
        if piece in CLOSES:
            group = Group(piece, match.start())
            group.block = piece == "{" and opens_block(stack[-1])
            stack[-1].append(group)
            stack.append(group)
        elif piece in CLOSES.values():
            if len(stack) > 1 and CLOSES[stack[-1].opener] == piece:
                stack.pop()
        else:
            stack[-1].append(Token(piece, match.start()))
    return stack[0]


def is_group(item, opener):
    return isinstance(item, Group) and item.opener == opener


def is_capture(group, index):
    """True when item INDEX of GROUP is the [...] of a lambda."""
    if not is_group(group[index], "["):
        return False
    before = group[index - 1] if index else None
    if isinstance(before, Group) and not before.block:
        return False
    if isinstance(before, Token) and (re.match(r"\w|\"|>$", before) and before not in ("return", "co_return", "co_await")):
        return False
    after = group[index + 1] if index + 1 < len(group) else None
    return is_group(after, "(") or is_group(after, "{") or after in ("mutable", "->", "<", "noexcept")


def statement_start(group):
    """The index behind the last ; or block of GROUP."""
    for index in range(len(group) - 1, -1, -1):
        if group[index] == ";" or (is_group(group[index], "{") and group[index].block):
            return index + 1
    return 0


def has_trailing_return(items):
    """True for `(…) mutable -> Type` at the end of ITEMS."""
    for index in range(len(items) - 1, 0, -1):
        if items[index] == "->":
            before = [item for item in items[:index] if item not in ("mutable", "noexcept", "const")]
            return bool(before) and is_group(before[-1], "(")
        if not isinstance(items[index], Token) or not re.match(r"\w|::|[<>,*&]", items[index]):
            return False
    return False


def opens_block(group):
    """True when a { that comes next in GROUP opens statements or declarations, not a value."""
    items = group[statement_start(group):]
    if not items:
        return group.opener == "{" and group.block
    last = items[-1]
    if is_group(last, "("):
        return True
    if is_group(last, "["):
        return is_capture([*items, Group("{", 0)], len(items) - 1)
    if is_group(last, "{"):              # a constructor's body behind a_{b}
        return ":" in items
    if last in ("else", "do", "try", "const", "noexcept", "override", "final", "mutable") or last.startswith('"'):
        return True
    if last == ":" and group.block:      # a label
        return True
    if "=" not in items and AGGREGATES & {item for item in items if isinstance(item, Token)}:
        return group.block
    return has_trailing_return(items)


def expressions(group):
    """Yields every full-expression of a block: lists of tokens and groups. Blocks inside are walked on their own."""
    current = []
    for item in group:
        if item == ";" or (is_group(item, "{") and item.block and group.block and not lambda_body(current)):
            yield current
            current = []
        elif group.block and is_group(item, "(") and current and all(str(word) in HEADERS for word in current):
            yield from expressions(item)             # the header of if, for, while, switch
            current = []
        else:
            current.append(item)
    if current:
        yield current


def lambda_body(items):
    """True when a block behind ITEMS is a lambda's body inside an expression, not the end of a statement."""
    return any(is_capture(items, index) for index in range(len(items)))


def inside(items):
    """Yields (list, index) for every item of an expression at any depth, outside the blocks in it."""
    for index, item in enumerate(items):
        yield items, index
        if isinstance(item, Group) and not item.block:
            yield from inside(item)


def blocks(group):
    """Yields GROUP, when it is a block, and every block below it."""
    if group.block:
        yield group
    for item in group:
        if isinstance(item, Group):
            yield from blocks(item)


def captures_values(capture):
    """True when a lambda's [...] copies something."""
    parts, current = [], []
    for item in [*capture, ","]:
        if item == ",":
            parts.append(current)
            current = []
        else:
            current.append(item)
    return any(part and part[0] != "&" and part != ["this"] for part in parts)


def arms(items, question):
    """The items of both arms of the ?: at index QUESTION."""
    depth, end = 1, len(items)
    for index in range(question + 1, len(items)):
        if items[index] == "?":
            depth += 1
        elif items[index] == "," and depth <= 1:
            end = index
            break
        elif items[index] == ":":
            depth -= 1
    return items[question + 1:end]


def makes_value(items):
    """True when an arm of a ?: calls, constructs or mixes in a literal string, so that a temporary of class type may come of it."""
    literals = sum(1 for item in items if isinstance(item, Token) and item.startswith('"'))
    if literals == 1:
        return True
    for index, item in enumerate(items):
        if not isinstance(item, Group) or item.opener == "[":
            continue
        callee = items[index - 1] if index else None
        if callee in ("size", "count", "length") or any(isinstance(t, Token) and SCALAR_ARM.match(t) for t in items[:index]):
            continue
        if isinstance(callee, Token) and re.match(r"[\w>]", callee):
            return True
    return False


def problems(expression):
    """Yields what one full-expression with a co_await has that it must not have."""
    for items, index in inside(expression):
        item = items[index]
        if is_group(item, "{") and not item.block:
            yield "a braced value"
        elif isinstance(item, Group) and is_capture(items, index) and captures_values(item):
            yield "a lambda that captures by value"
        elif item == "?" and makes_value(arms(items, index)):
            yield "a conditional that makes a value"


def flagged(text):
    """Yields (line, message) for each full-expression of TEXT that must be cut in two."""
    text = without_directives(source_tree.blank_out(text))
    for block in blocks(parse(text)):
        for expression in expressions(block):
            awaits = [items[index] for items, index in inside(expression) if items[index] == "co_await"]
            if awaits:
                for what in sorted(set(problems(expression))):
                    yield source_tree.line_of(text, awaits[0].offset), f"{what} shares an expression with co_await; name it first"


def check(root):
    """Yields (path, line, message) for each such expression below ROOT."""
    for path in source_tree.files(root):
        if path.endswith(source_tree.CPP):
            text = source_tree.read(root, path)
            for line, message in flagged(text):
                if not source_tree.excused(text.splitlines(), line):
                    yield path, line, message


if __name__ == "__main__":
    sys.exit(source_tree.run(check, sys.argv[1:]))
