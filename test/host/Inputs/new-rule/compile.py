# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: compile.py BUILD SOURCE COPY FILE...

Checks files of a copy of the sources as the build compiles rules.
"""

import json
import pathlib
import shlex
import subprocess
import sys

build, source, copy = sys.argv[1:4]
sample = source + "/checker/rules/StaCom.cpp"
commands = json.loads((pathlib.Path(build) / "compile_commands.json").read_text())
command = next(c for c in commands if c["file"] == sample)
words = shlex.split(command["command"].replace(source + "/checker", copy + "/checker"))
# Without what writes files.
words = words[:words.index("-o")] + ["-fsyntax-only", "-Werror"]
for name in sys.argv[4:]:
    subprocess.run(words + [copy + "/" + name], check=True, cwd=build)
