# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: run-page.py PAGE SOURCES

Does in the current directory what a page says, and fails unless what it shows is
what happens. A block whose lines begin with four spaces and whose first has a "$"
holds commands and all that they print, where "..." stands for any lines. A block
"diff" is applied. The documentation is there as docs/.
"""

import os
import pathlib
import re
import subprocess
import sys

BLOCK = re.compile(r"^```diff\n(?P<diff>.*?)^```$|(?P<run>^    \$ [^\n]*\n(?:    [^\n]*\n)*)",
                   re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def pattern_of(shown):
    """A pattern for what a command is to print."""
    return "".join("(?:.*\n)*?" if line == "...\n" else re.escape(line)
                   for line in shown.splitlines(keepends=True))


page = pathlib.Path(sys.argv[1])
os.symlink(pathlib.Path(sys.argv[2]) / "docs", "docs")
done = 0
for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
    if block["diff"]:
        subprocess.run(["patch", "-p0", "--quiet", "--fuzz=0"], input=block["diff"],
                       text=True, check=True)
        continue
    for command, shown in COMMAND.findall(re.sub(r"^    ", "", block["run"], flags=re.MULTILINE)):
        run = subprocess.run(["bash", "-c", command], text=True, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, check=False)
        done += 1
        if not re.fullmatch(pattern_of(shown), run.stdout):
            sys.exit("%s: after\n%s\nit shows\n%s\nand there was\n%s"
                     % (page.name, command, shown, run.stdout))
print("commands:", done)
