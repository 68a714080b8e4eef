# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: bounds.py SOURCES

Fails unless the bounds that docs/proved.md names are those of the code.
"""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
rows = re.findall(r"^\| [^|]* \| ([\d,]+) \| `(\w+)` in `(\S+)` \|$",
                  (root / "docs/proved.md").read_text(), re.MULTILINE)
for number, name, path in rows:
    found = re.search(r"\b%s = ([\d']+);" % name, (root / path).read_text())
    if not found or found[1].replace("'", "") != number.replace(",", ""):
        sys.exit("%s in %s is not %s" % (name, path, number))
print("bounds:", len(rows))
