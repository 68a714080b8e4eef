# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: open-in-editor.py FILE SERVER [ARGUMENT...]

Prints what the language server says of FILE as soon as it is open.
"""

import pathlib
import sys

import lsp

path, command = sys.argv[1], sys.argv[2:]
server = lsp.Server(command)
uri = server.open(path, pathlib.Path(path).read_text())
for found in server.diagnostics(uri):
    start = found["range"]["start"]
    print(f"{start['line'] + 1}:{start['character'] + 1} {found.get('code')}: "
          f"{found['message']}")
    for related in found.get("relatedInformation", []):
        place = related["location"]
        name = place["uri"].rsplit("/", 1)[1]
        print(f"  {name}:{place['range']['start']['line'] + 1} {related['message']}")
print("exit:", server.stop())
