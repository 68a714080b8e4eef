# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: house.py SOURCE

Says what is not in order in the tree: folders that no page names, or that are not
there; includes against the order of docs/design.md, or in a circle; files that are too
long and don't say why; failures and steps that docs/semantics.md calls otherwise.
"""

import pathlib
import re
import sys

MAX_LINES = 600
SOURCES = {".h", ".cpp", ".c", ".cc", ".py", ".def", ".js", ".css", ".cmake", ".inc", ".test"}
NOT_OURS = re.compile(r"(^|/)(build[^/]*|Inputs|__pycache__|\.git|\.pytest_cache)(/|$)")

root = pathlib.Path(sys.argv[1])
problems = []


def files_below(folder):
    for path in sorted((root / folder).rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not NOT_OURS.search(name):
            yield name, path


def rows(page, first):
    """What the first cells of a page's tables name that begin with such a heading."""
    text = (root / page).read_text(encoding="utf-8")
    for table in re.findall(rf"^\| {first} \|.*\n\|[ -:|]*\n((?:\|.*\n)+)", text, re.M):
        for row in table.splitlines():
            yield from re.findall(r"`([^`]+)`", row.split("|")[1])


layers = [name.rstrip("/") for name in rows("docs/design.md", "folder")]

# Folders, down to the second level. Below it a folder is a part of the one above.
told = {name.rstrip("/") for name in rows("docs/contributing.md", "folder")}
told |= {f"checker/{layer}" for layer in layers}
there = set()
for top in ("checker", "docs", "test", "tools", ".ci", ".github"):
    for name, _ in files_below(top):
        parts = name.split("/")[:-1]
        there |= {"/".join(parts[:depth]) for depth in (1, 2)}
problems += [f"{name}: no page says what is in this folder" for name in there - told]
problems += [f"{name}: a page names this folder, which is not there" for name in told - there]

# Includes.
includes = {}
for name, path in files_below("checker"):
    if path.suffix in (".h", ".cpp") and not name.startswith("checker/tolerance/shim/"):
        includes[name.removeprefix("checker/")] = re.findall(
            r'^#include "([a-z]+/[^"]+)"', path.read_text(encoding="utf-8"), re.M)
rank = {layer: number for number, layer in enumerate(layers)}
for name, wanted in includes.items():
    layer = name.split("/")[0]
    for other in wanted:
        upper = other.split("/")[0]
        if rank.get(upper, 0) > rank.get(layer, len(rank)):
            problems.append(f"checker/{name}: includes {other}, against the order of docs/design.md")

done = set()


def visit(name, way):
    if name in way:
        circle = " -> ".join([*way[way.index(name):], name])
        problems.append(f"includes in a circle: {circle}")
    elif name not in done:
        for other in includes.get(name, ()):
            visit(other, [*way, name])
        done.add(name)


for name in includes:
    visit(name, [])

# Lengths.
for top in ("checker", "test", "tools"):
    for name, path in files_below(top):
        if path.suffix not in SOURCES and "." in path.name:
            continue
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        if len(lines) > MAX_LINES and not any("One file:" in line for line in lines[:25]):
            problems.append(f"{name}: {len(lines)} lines, and no reason (\"One file: ...\")")


# Names of the model.
def words(name):
    return re.sub(r"[^a-z]", "", name.lower())


def enumerators(file, name):
    text = (root / file).read_text(encoding="utf-8")
    body = re.search(rf"enum class {name}\b[^{{]*{{(.*?)}};", text, re.S).group(1)
    return re.findall(r"^  (\w+),$", body, re.M)


def cells(first):
    text = (root / "docs/semantics.md").read_text(encoding="utf-8")
    table = re.search(rf"^\| {first} \|.*\n\|[ -:|]*\n((?:\|.*\n)+)", text, re.M).group(1)
    return [row.split("|")[1] for row in table.splitlines()]


failures = {words(cell) for cell in cells("failure")}
if failures != {words(name) for name in enumerators("checker/protocol/Explorer.h", "Failure")}:
    problems.append("protocol/Explorer.h and docs/semantics.md have other failures")
steps = {words(step) for cell in cells("step") for step in re.sub(r"\(.*?\)", "", cell).split(",")}
# What is no step by itself, or one of something that the page names in its own words.
UNNAMED = {"Skip", "Choose", "Input", "Unknown", "Use", "Dissociate"}
OTHERWISE = {"Test": "flagtest", "Assign": "flagwrite"}
for name in set(enumerators("checker/protocol/Program.h", "Op")) - UNNAMED:
    if OTHERWISE.get(name, words(name)) not in steps:
        problems.append(f"docs/semantics.md has no step for protocol::Op::{name}")

print(*sorted(problems), sep="\n")
sys.exit(1 if problems else 0)
