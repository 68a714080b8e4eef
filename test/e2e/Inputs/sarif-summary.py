# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints a report in SARIF as lines, for FileCheck, and applies its fixes below
the directory that is given behind it, if there is one.

Places are looked up in the sources below the current directory: what stands there
in units of UTF-16, which is how columns count.
"""

import json
import os
import sys
import urllib.parse


def lines_of(path):
    with open(path, "rb") as file:
        text = file.read()
    encoding = "utf-16" if text[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = text.decode(encoding, "replace")
    return [line.encode("utf-16-le") for line in text.splitlines(keepends=True)]


def path_of(place):
    location = place["artifactLocation"]
    assert location["uriBaseId"] == "SRCROOT", location
    artifact = run["artifacts"][location["index"]]["location"]
    assert artifact["uri"] == location["uri"], location
    return urllib.parse.unquote_to_bytes(location["uri"])


def told(place):
    path, region = path_of(place), place["region"]
    lines = lines_of(path)
    first, last = region["startLine"] - 1, region["endLine"] - 1
    before = b"".join(lines[:first]) + lines[first][: 2 * region["startColumn"] - 2]
    behind = b"".join(lines[:last]) + lines[last][: 2 * region["endColumn"] - 2]
    text = behind[len(before) :].decode("utf-16-le")
    if "snippet" in region:
        assert region["snippet"]["text"] == text, (region, text)
    return f"{path.decode(errors='replace')}:{first + 1}: [{text}]"


with open(sys.argv[1], encoding="utf-8") as file:
    (run,) = json.load(file)["runs"]
fixed = {}
assert run["columnKind"] == "utf16CodeUnits"
for invocation in run["invocations"]:
    print("exit", invocation["exitCode"], invocation["executionSuccessful"])
    for notice in invocation["toolExecutionNotifications"]:
        (location,) = notice["locations"]
        path = path_of(location["physicalLocation"]).decode(errors="replace")
        print(f"{notice['level']}: {path}: {notice['message']['text']}")
for result in run["results"]:
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"]
    (location,) = result["locations"]
    names = location.get("logicalLocations", [{}])
    function = names[0].get("fullyQualifiedName", "-")
    silenced = "suppressed " if result["suppressions"] else ""
    state = result.get("baselineState", "")
    print(f"{silenced}{state}{result['level']} {rule['id']} in {function}:",
          told(location["physicalLocation"]))
    for flow in result.get("codeFlows", []):
        for thread in flow["threadFlows"]:
            print(" ", thread["id"])
            for step in thread["locations"]:
                place = step["location"]
                print("   ", step["executionOrder"], told(place["physicalLocation"]),
                      place["message"]["text"])
                for frame in step.get("stack", {"frames": []})["frames"]:
                    where = frame["location"]
                    names = where.get("logicalLocations", [{}])
                    print("      in", names[0].get("fullyQualifiedName", "-"),
                          told(where["physicalLocation"]))
    for related in result.get("relatedLocations", []):
        print("  also", told(related["physicalLocation"]), related["message"]["text"])
    for change in (c for fix in result.get("fixes", []) for c in fix["artifactChanges"]):
        path = path_of(change)
        text = b"".join(lines_of(path))
        for edit in reversed(change["replacements"]):
            lines, region = lines_of(path), edit["deletedRegion"]
            ends = [sum(map(len, lines[: region[e + "Line"] - 1]))
                    + 2 * region[e + "Column"] - 2 for e in ("start", "end")]
            new = edit.get("insertedContent", {"text": ""})["text"]
            text = text[: ends[0]] + new.encode("utf-16-le") + text[ends[1] :]
        if len(sys.argv) > 2:
            fixed[os.path.join(os.fsencode(sys.argv[2]), path)] = text
for path, text in fixed.items():
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text.decode("utf-16-le"))
