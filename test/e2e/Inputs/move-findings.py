# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: move-findings.py REPORT

Puts 20 lines above each finding of a report in JSON, and writes its line with other
spaces.
"""

import json
import os
import re
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)
places = {(f["path"], f["line"]) for f in report["findings"]}
for path, number in sorted(places, reverse=True):
    name = os.path.join(report["root"], path)
    with open(name, encoding="utf-8", newline="") as file:
        lines = file.readlines()
    line = lines[number - 1]
    lines[number - 1] = "  \t" + re.sub(r"(?<=\S) (?=\S)", "\t ", line.strip()) + "  \n"
    lines[number - 1 : number - 1] = ["// moved\n"] * 20
    with open(name, "w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
print(len(places), "lines moved")
