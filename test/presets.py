# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: presets.py RULES-DEF PRESETS

Fails unless the presets name the rules that the table has for them.
"""

import pathlib
import re
import sys

table = pathlib.Path(sys.argv[1]).read_text()
presets = pathlib.Path(sys.argv[2])
first = table[table.index("// Cancellation protocol."):table.index("// Handles and time.")]
rows = re.findall(r'TP_RULE\(\w+, "([a-z-]+)", \w+, (\w+)', table)
quiet = {"threadpool-" + name for name, default in rows if default == "Quiet"}
protocol = {"threadpool-" + name for name in re.findall(r'TP_RULE\(\w+, "([a-z-]+)"', first)}


def names_in(preset, pattern):
    return set(re.findall(pattern, (presets / preset / ".clang-tidy").read_text()))


assert names_in("protocol", r"threadpool-[a-z-]+[a-z]") == protocol - quiet
assert names_in("strict", r"(threadpool-[a-z-]+)\.Enabled: true") == quiet
