# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Silences a finding on each line of its story, in each way that clang-tidy has.

usage: silence-each-line.py DIRECTORY COMMAND...

The command analyses DIRECTORY, whose files are changed and changed back.
"""

import pathlib
import re
import subprocess
import sys

PLACE = re.compile(r"^(\S+?):(\d+):\d+: (warning|note): ", re.M)


def analyse():
    ended = subprocess.run(sys.argv[2:], capture_output=True, text=True)
    return ended.stdout


found = analyse()
rules = re.findall(r"\[(threadpool-[a-z-]+)", found)
assert len(rules) == 1, found
places = sorted({(name, int(line)) for name, line, _ in PLACE.findall(found)})
for name, line in places:
    path = pathlib.Path(sys.argv[1], name)
    text = path.read_text()
    lines = text.split("\n")
    before, at, after = lines[:line - 1], lines[line - 1], lines[line:]
    ways = {
        "NOLINT": before + [at + " // NOLINT"] + after,
        "NOLINT(rule)": before + [at + f" // NOLINT(x, {rules[0]})"] + after,
        "NOLINTNEXTLINE": before + [f"// NOLINTNEXTLINE({rules[0]})", at] + after,
        "BEGIN": before + ["// NOLINTBEGIN(threadpool-*)", at, "// NOLINTEND(threadpool-*)"] + after,
        "another rule": before + [at + " // NOLINT(threadpool-leak)"] + after,
        "another line": before + [at, "// NOLINT"] + after,
    }
    for way, changed in ways.items():
        path.write_text("\n".join(changed))
        is_silent = not PLACE.search(analyse())
        path.write_text(text)
        if is_silent == way.startswith("another"):
            print(f"{name}:{line}: {way}: {'silent' if is_silent else 'not silent'}")
print(f"{len(places)} lines of the story of {rules[0]}")
