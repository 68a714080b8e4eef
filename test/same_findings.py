#!/usr/bin/env python3
# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares what clang-tidy says of single files with what a scan of all says.

usage (in a RUN line):
  %python %source/test/same_findings.py --tidy TOOL --scan TOOL --temp DIR
      --flags FLAGS --least N FILE...

Each file is copied into a directory of its own, so that no two of them make a
program. Files that do not compile are left out: clang-tidy says nothing of them,
a scan what it can. At least N files are to have findings.
"""

import argparse
import concurrent.futures
import json
import os
import re
import shlex
import shutil
import subprocess
import sys

TEXT = re.compile(r"^([^\s:]*?):(\d+:\d+: (?:warning|note): .*)$", re.MULTILINE)


def main():
    parser = argparse.ArgumentParser()
    for option in ("--tidy", "--scan", "--temp", "--flags"):
        parser.add_argument(option, required=True)
    parser.add_argument("--least", type=int, required=True)
    parser.add_argument("files", nargs="+")
    args = parser.parse_args()
    flags = shlex.split(args.flags)

    shutil.rmtree(args.temp, ignore_errors=True)
    names = {}
    for number, file in enumerate(args.files):
        directory = os.path.join(args.temp, "src", str(number))
        os.makedirs(directory)
        shutil.copy(file, directory)
        names[os.path.join(directory, os.path.basename(file))] = file

    def tidy(path):
        run = subprocess.run(
            [args.tidy, "--quiet", "-checks=-*,threadpool-*", "-header-filter=.*",
             path, "--", *flags],
            capture_output=True, text=True)
        if run.returncode not in (0, 1):
            sys.exit(f"{names[path]}: exit status {run.returncode}\n{run.stderr}")
        return path, run.stdout

    expected, database = {}, []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, output in pool.map(tidy, sorted(names)):
            if "[clang-diagnostic-error]" in output:
                continue
            expected[path] = TEXT.findall(output)
            database.append({"file": path, "directory": os.path.dirname(path),
                             "arguments": ["clang", *flags, "-c", path]})
    with open(os.path.join(args.temp, "compile_commands.json"), "w") as file:
        json.dump(database, file)

    run = subprocess.run(
        [args.scan, "--no-prefilter", "--state-dir", os.path.join(args.temp, "state"),
         os.path.join(args.temp, "compile_commands.json")],
        capture_output=True, text=True, cwd=args.temp)
    if run.returncode != 1:
        sys.exit(f"the scan ended with status {run.returncode}\n{run.stderr}")
    # A note belongs to the warning above it, wherever it stands itself.
    found, path = {}, None
    for file, text in TEXT.findall(run.stdout):
        if ": warning: " in text:
            path = os.path.join(args.temp, file)
        found.setdefault(path, []).append((os.path.join(args.temp, file), text))

    different = 0
    for path, lines in expected.items():
        if sorted(lines) != sorted(found.get(path, [])):
            different += 1
            print(f"{names[path]}:")
            for sign, some, others in (("-", lines, found.get(path, [])),
                                       ("+", found.get(path, []), lines)):
                for line in some:
                    if line not in others:
                        print(f"  {sign} {line[0]}:{line[1]}")
    count = sum(bool(lines) for lines in expected.values())
    print(f"{len(expected)} files, {count} of them with findings, {different} different")
    if different or count < args.least:
        sys.exit(1)


main()
