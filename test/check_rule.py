#!/usr/bin/env python3
# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs rules on a file and compares everything they say with the file.

usage (in a RUN line):
  %check_rule RULE[,RULE...] %s [--real] [--fixed-clean] [TOOL-OPTION...]
              [-- COMPILER-FLAG...]

RULE "*" stands for all rules but those about how objects come into being, and
about how long callbacks take.

The expectations are FileCheck lines in comments of the file:
  CHECK-MESSAGES  warnings and errors, in the order of the output
  CHECK-NOTES     the same with the notes; a file that uses it expects all notes
  CHECK-FIXES     lines of the file after the fixes were applied
Whatever is not expected fails: a diagnostic, a note beside CHECK-NOTES, a fix in
a file without CHECK-FIXES. The fixed file must compile.

  --real         the MinGW-w64 headers instead of the mock headers
  --fixed-clean  each finding that carried a fix is gone from the fixed file
"""

import argparse
import os
import re
import shlex
import subprocess
import sys

# About how objects come into being, and how long callbacks take. Programs that
# show how objects end leave it at that, and so the rule "*" leaves these out.
BESIDE_THE_END = ["unchecked-create", "leak", "long-callback"]
COMMENT = re.compile(r"//\s*CHECK-[A-Z]+(-[A-Z]+)?:.*")
DIAGNOSTIC = re.compile(r"^[^\s].*: (?:fatal )?(warning|error|note): ", re.MULTILINE)
FIXED = "FIX-IT applied suggested code changes"


def fail(why, output):
    sys.exit(f"check_rule: {why}\n{output}")


def file_check(expectations, text, prefixes, *options):
    command = ["FileCheck", expectations, "--check-prefixes=" + ",".join(prefixes)]
    run = subprocess.run(
        command + list(options), input=text, capture_output=True, text=True
    )
    if run.returncode != 0:
        fail("the output is not as expected", run.stderr + "\n--- output\n" + text)


class Tool:
    """The analyser with everything but the file to read."""

    def __init__(self, args, compiler_flags):
        flags = shlex.split(args.mingw_flags if args.real else args.mock_flags)
        checks = ",".join("threadpool-" + rule for rule in args.rules.split(","))
        if args.rules == "*":
            checks += "".join(",-threadpool-" + rule for rule in BESIDE_THE_END)
        self.before = [args.tool, "--quiet", "-checks=-*," + checks, *args.options]
        self.after = ["--", *flags, *compiler_flags]

    def run(self, file, *options):
        run = subprocess.run(
            [*self.before, *options, file, *self.after], capture_output=True, text=True
        )
        if run.returncode not in (0, 1):
            fail(f"exit status {run.returncode}", run.stdout + run.stderr)
        return run.stdout


def check_messages(test, source, output):
    prefixes = [p for p in ("CHECK-MESSAGES", "CHECK-NOTES") if p in source]
    if prefixes:
        kinds = "warning|error|note" if "CHECK-NOTES" in prefixes else "warning|error"
        forbidden = "--implicit-check-not={{(" + kinds + "):}}"
        file_check(test, output, prefixes, forbidden)
    elif DIAGNOSTIC.search(output):
        fail("nothing was expected", output)


def split_by_warning(output):
    """The output from each warning to the next, as (text, has a fix)."""
    starts = [m.start() for m in DIAGNOSTIC.finditer(output) if m[1] != "note"]
    parts = [output[a:b] for a, b in zip(starts, starts[1:] + [len(output)])]
    return [(part, FIXED in part) for part in parts]


def check_fixes(tool, test, source, stripped, copy, fixed_clean):
    output = tool.run(copy, "--fix")
    with open(copy) as file:
        fixed = file.read()
    if "CHECK-FIXES" in source:
        file_check(test, fixed, ["CHECK-FIXES"], "--strict-whitespace")
    elif fixed != stripped:
        fail("no fix was expected", fixed)
    if fixed == stripped:
        return
    again = tool.run(copy)
    if re.search(r": (fatal )?error: ", again):
        fail("the fixed file does not compile", again + "\n--- fixed file\n" + fixed)
    remaining = sum(not has_fix for _, has_fix in split_by_warning(output))
    if fixed_clean and len(split_by_warning(again)) > remaining:
        fail("a fixed place is reported again", again + "\n--- fixed file\n" + fixed)


def main():
    arguments = sys.argv[1:]
    border = arguments.index("--") if "--" in arguments else len(arguments)
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--mock-flags", required=True)
    parser.add_argument("--mingw-flags", required=True)
    parser.add_argument("--temp", required=True)
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--fixed-clean", action="store_true")
    parser.add_argument("rules")
    parser.add_argument("test")
    args, args.options = parser.parse_known_args(arguments[:border])

    # The expectations would answer themselves: clang-tidy quotes source lines.
    with open(args.test) as file:
        source = file.read()
    stripped = COMMENT.sub("//", source)
    copy = args.temp + os.path.splitext(args.test)[1]
    with open(copy, "w") as file:
        file.write(stripped)

    own_folder = "-I" + os.path.dirname(os.path.abspath(args.test))
    tool = Tool(args, [own_folder, *arguments[border + 1 :]])
    check_messages(args.test, source, tool.run(copy))
    check_fixes(tool, args.test, source, stripped, copy, args.fixed_clean)


if __name__ == "__main__":
    main()
