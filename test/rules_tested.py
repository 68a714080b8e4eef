#!/usr/bin/env python3
# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints the rules of which files of their own show a finding and a silence.

usage: rules_tested.py DIRECTORY

The files of a rule are NAME.c, NAME.cpp, NAME-WHAT.c and NAME-WHAT.cpp. Among
them there is a function bad_* with a finding of the rule behind it, and a
function good_*, in which nothing is expected.
"""

import collections
import pathlib
import re
import sys

FUNCTION = re.compile(r"\b(bad|good)_\w+\(")
FINDING = re.compile(r"CHECK-(?:MESSAGES|NOTES).*warning: .*\[threadpool-([a-z-]+)\]")

expected = collections.defaultdict(set)
silent = set()
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    if path.suffix not in (".c", ".cpp"):
        continue
    last = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := FINDING.search(line):
            if last == "bad":
                expected[found[1]].add(path.stem)
        elif named := FUNCTION.search(line):
            last = named[1]
            if last == "good":
                silent.add(path.stem)


def is_of(rule, stem):
    return stem == rule or stem.startswith(rule + "-")


for rule, stems in expected.items():
    if any(is_of(rule, s) for s in stems) and any(is_of(rule, s) for s in silent):
        print(rule)
