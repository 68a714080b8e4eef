# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: ci-commands.py PIPELINE

Runs the commands of a pipeline as its system would, one after another, up to the first
that fails, and prints them with their status.
"""

import re
import subprocess
import sys

COMMAND = re.compile(r"^\s*- (?:run: |script: )?(threadpool-.*)$", re.M)
commands = COMMAND.findall(open(sys.argv[1]).read())
assert commands
for command in commands:
    # A variable of Azure's.
    command = command.replace("$(Build.ArtifactStagingDirectory)", "staging")
    status = subprocess.run(["bash", "-e", "-c", command],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    print(f"{status}: {command}")
    if status:
        break
