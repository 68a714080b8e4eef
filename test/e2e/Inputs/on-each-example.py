# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: on-each-example.py FOLDER TOOL [OPTION...] -- [COMPILER-FLAG...]

Prints what the tool says about each file of the folder, in the order of names.
"""

import os
import subprocess
import sys

folder, *command = sys.argv[1:]
border = command.index("--")
for name in sorted(os.listdir(folder)):
    options = ["--quiet", "-checks=-*,threadpool-*", os.path.join(folder, name)]
    run = subprocess.run(
        command[:border] + options + command[border:], stdout=subprocess.PIPE, text=True
    )
    print(f"{name}: exit status {run.returncode}")
    print(run.stdout, end="")
