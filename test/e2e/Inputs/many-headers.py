# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: many-headers.py SERVER DIRECTORY

Makes a project with two megabytes of headers in DIRECTORY, and says how much of them
the server precompiles for files that differ in what they, or their headers, say of the
thread pool.
"""

import pathlib
import re
import subprocess
import sys

server, directory = sys.argv[1], pathlib.Path(sys.argv[2])

NUM_HEADERS = 32
FUNCTION = """inline int step{0}(int Count) {{
  int Sum = 0;
  for (int I = 0; I < Count; ++I)
    Sum += I % 2 ? I * {0} : I - {0};
  return Sum;
}}
"""


def precompiled(name, main="", header=""):
    """The bytes that are precompiled for a file that ends with main, and of which each
    header begins with header."""
    folder = directory / name
    folder.mkdir()
    (folder / "compile_flags.txt").write_text("-std=c++17\n")
    includes = ""
    for number in range(NUM_HEADERS):
        functions = "".join(FUNCTION.format(f"{number}{each:04}") for each in range(480))
        (folder / f"part{number}.h").write_text(f"#pragma once\n{header}\n{functions}")
        includes += f'#include "part{number}.h"\n'
    path = folder / "main.cpp"
    path.write_text(f"{includes}int last() {{ return 0; }}\n{main}\n")
    said = subprocess.run([server, f"--check={path}", "--check-lines=1-1"], capture_output=True, text=True,
                          check=False).stderr
    return int(re.search(r"Built preamble of size (\d+)", said).group(1))


plain = precompiled("plain")
for name, arguments in {
        "the file names the pool": {"main": "// CreateThreadpoolWork"},
        "its headers do": {"header": "// CreateThreadpoolWork"},
        "it names another pool": {"main": "// CreateThread"}}.items():
    size = precompiled(name, **arguments)
    print(f"{name}: {'more' if size > plain * 1.5 else 'as much'}")
