# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: page-quotes.py PAGE OUTPUT FOLDER

Fails unless the page quotes each file of the folder as a whole, and each indented
line with a warning or note stands in the output.
"""

import os
import re
import sys

page_name, output_name, folder = sys.argv[1:]
with open(page_name) as file:
    page = file.read()
with open(output_name) as file:
    output = file.read()
for name in sorted(os.listdir(folder)):
    with open(os.path.join(folder, name)) as file:
        if "\n" + file.read() + "```\n" not in page:
            sys.exit(f"{page_name} does not quote {name}")
for line in re.findall(r"^    (\S+: (?:warning|note): .*)$", page, re.MULTILINE):
    if "/" + line + "\n" not in output:
        sys.exit(f"{page_name}: the tool does not say: {line}")
