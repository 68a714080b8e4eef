#!/usr/bin/env python3
# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Breaks a file in many ways and looks at what is said about the pieces.

usage: check_deletions.py --tool=TOOL --flags=FLAGS --temp=DIRECTORY FILE...

Each file is analysed again and again with a name on one line replaced by one
that nobody declares, or with the line deleted. The tool must not crash, and
where an undeclared name stands in place of another, no finding may appear that
the file did not have. (A deleted line may well be what made the code correct.)
Line and replacement are all that varies, so every run does the same.
"""

import argparse
import re
import shlex
import subprocess
import sys
from pathlib import Path

FINDING = re.compile(r"^\S+?:(\d+):\d+: (?:warning|error): .*\[(threadpool-[a-z-]+)", re.M)
NAME = re.compile(r"[A-Za-z_]\w*")
KEPT = {"if", "else", "for", "while", "do", "switch", "case", "default", "return",
        "break", "continue", "goto", "struct", "class", "enum", "static", "void"}


def broken(line):
    """The line with its last name, which is not a keyword, made unknown."""
    code = line.split("//")[0]
    names = [m for m in NAME.finditer(code) if m.group() not in KEPT]
    if not names or code.lstrip().startswith("#"):
        return None
    last = names[-1]
    return line[: last.end()] + "Undeclared" + line[last.end() :]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--flags", required=True)
    parser.add_argument("--temp", required=True, type=Path)
    parser.add_argument("files", nargs="+", type=Path)
    args = parser.parse_args()
    args.temp.mkdir(parents=True, exist_ok=True)

    def write(lines, name, suffix):
        path = args.temp / f"{name}{suffix}"
        path.write_text("\n".join(lines) + "\n")
        return path

    def analyse(paths):
        command = [args.tool, "--quiet", "-checks=-*,threadpool-*", *map(str, paths),
                   "--", *shlex.split(args.flags)]
        run = subprocess.run(command, capture_output=True, text=True)
        if run.returncode not in (0, 1):
            sys.exit(f"exit status {run.returncode}\n{run.stdout}{run.stderr}")
        found = {}
        for line in run.stdout.splitlines():
            if match := FINDING.match(line):
                found.setdefault(Path(line.split(":")[0]).name, set()).add(match.groups())
        return found

    for file in args.files:
        lines = file.read_text().splitlines()
        whole = write(lines, "whole", file.suffix)
        before = analyse([whole]).get(whole.name, set())
        cut, renamed = [], []
        for number, line in enumerate(lines):
            if not line.strip() or line.lstrip().startswith("//"):
                continue
            cut.append(write(lines[:number] + [""] + lines[number + 1 :],
                             f"cut{number + 1}", file.suffix))
            if (other := broken(line)) is not None:
                renamed.append(write(lines[:number] + [other] + lines[number + 1 :],
                                     f"renamed{number + 1}", file.suffix))
        found = analyse(cut + renamed)
        for path in renamed:
            if new := found.get(path.name, set()) - before:
                sys.exit(f"{file}: new findings in {path}: {sorted(new)}")


if __name__ == "__main__":
    main()
