# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: valid-sarif.py MULTITOOL FILE

Fails if Microsoft's validator has an error or a warning for the report, by the
rules of the standard or by those of GitHub. Its notes are opinions: to number
rules, or to put whole sources into the report.
"""

import json
import os
import subprocess
import sys

multitool, report = sys.argv[1:]
output = report + ".validation"
if os.path.exists(output):
    os.remove(output)
subprocess.run(
    [multitool, "validate", "--rule-kind", "Sarif;GHAS"]
    + ["--level", "Error;Warning;Note", "--output", output, report],
    stdout=subprocess.DEVNULL,
)
with open(output, encoding="utf-8-sig") as file:
    (run,) = json.load(file)["runs"]
rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
wrong = []
for result in run["results"]:
    rule = rules[result["ruleId"]]
    level = result.get("level") or rule.get("defaultConfiguration", {}).get("level")
    if level != "note":
        message = result["message"]
        text = message.get("text") or rule["messageStrings"][message["id"]]["text"]
        for number, argument in enumerate(message.get("arguments", [])):
            text = text.replace("{%d}" % number, argument)
        wrong.append(f"{rule['id']}: {text}")
for invocation in run.get("invocations", []):
    for kind in ("toolExecutionNotifications", "toolConfigurationNotifications"):
        wrong += [notice["message"]["text"] for notice in invocation.get(kind, [])]
if wrong:
    sys.exit("\n".join(wrong))
# A validator that has looked at nothing has nothing against it.
if "SARIF2013" not in rules:
    sys.exit("the validator has not looked at the report")
