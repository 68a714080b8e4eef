#!/usr/bin/env python3
# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints the options that the pages of the rules document, as RULE.OPTION.

usage: documented_options.py DIRECTORY

An option is documented by a line of the section "Options" that begins with its
name in backticks, as an item of a list or not.
"""

import pathlib
import re
import sys

SECTION = re.compile(r"^## Options\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
OPTION = re.compile(r"^(?:- )?`(\w+)`:", re.MULTILINE)

for page in sorted(pathlib.Path(sys.argv[1]).glob("*.md")):
    section = SECTION.search(page.read_text(encoding="utf-8"))
    if not section:
        sys.exit(f"{page}: no section 'Options'")
    for name in OPTION.findall(section[1]):
        print(f"threadpool-{page.stem}.{name}")
