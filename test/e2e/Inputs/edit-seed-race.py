# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""An editor's session with a race, from the squiggle to clean code. Prints what the
user would see.

usage: edit-seed-race.py SERVER DIRECTORY
DIRECTORY has three_step_stop.c and one_drain_after_flag.c
"""

import pathlib
import sys

from lsp import Server, applied

command, directory = sys.argv[1:-1], pathlib.Path(sys.argv[-1])
race = (directory / "three_step_stop.c").read_text()
flagged = (directory / "one_drain_after_flag.c").read_text()
path = str(directory / "three_step_stop.c")


def show(title, diagnostics):
    print(title + ":", len(diagnostics), "diagnostics")
    for d in diagnostics:
        at = d["range"]["start"]
        print(f"  {at['line'] + 1}:{at['character'] + 1} {d['code']}: {d['message'][:60]}")
        print("   ", d.get("codeDescription", {}).get("href"))
        for note in d.get("relatedInformation", []):
            start = note["location"]["range"]["start"]
            print(f"    {start['line'] + 1}: {note['message'][:60]}")


server = Server(command)
uri = server.open(path, race)
show("the race", server.diagnostics(uri))

server.change(uri, flagged)
found = server.diagnostics(uri)
show("with a flag", found)
for action in server.actions(uri, found[0]):
    print("  action:", action["title"][:60], "preferred:", action.get("isPreferred", False))
edits = next(iter(action["edit"]["changes"].values()))
clean = applied(flagged, edits)
server.change(uri, clean)
show("after the fix", server.diagnostics(uri))

server.change(uri, clean.replace("CloseThreadpoolWait(", "CloseThreadpoolWait((", 1))
show("while it is typed", [d for d in server.diagnostics(uri) if d["code"].startswith("threadpool-")])
server.change(uri, flagged)
show("the bug again", server.diagnostics(uri))

number = server.ask("textDocument/codeAction", {
    "textDocument": {"uri": uri}, "range": found[0]["range"],
    "context": {"diagnostics": found[:1]}})
server.notify("$/cancelRequest", {"id": number})
print("cancelled:", "answered" if server.answer(number) else "")
server.change(uri, clean)
show("clean", server.diagnostics(uri))
print("exit:", server.stop())
