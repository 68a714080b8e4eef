"""Compares the manual pages of an installation with the programs in it.

usage: man-pages.py PREFIX

Prints what groff warns of, programs that have no page, and options of their help
that their page lacks.
"""

import os
import re
import subprocess
import sys

prefix = sys.argv[1]
for program in sorted(os.listdir(prefix + "/bin")):
    page = f"{prefix}/share/man/man1/{program}.1"
    if not os.path.exists(page):
        print(f"{program}: no page")
        continue
    run = subprocess.run(["groff", "-man", "-ww", "-Tascii", "-P-cbou", "-rHY=0", "-rLL=200n", page],
                         capture_output=True, text=True, check=True)
    print(run.stderr, end="")
    if not re.search(rf"^ +{program} - \w", run.stdout, re.MULTILINE):
        print(f"{program}: the page does not say what it is")
    help_text = subprocess.run([f"{prefix}/bin/{program}", "--help"], capture_output=True, text=True,
                               check=True)
    print(help_text.stderr, end="")
    if not re.search("^usage:", help_text.stdout, re.MULTILINE | re.IGNORECASE):
        print(f"{program}: the help has no usage")
    for option in re.findall(r"^  (--?[a-zA-Z0-9][\w-]*)", help_text.stdout, re.MULTILINE):
        if not re.search(rf"^ +{option}(?![\w-])", run.stdout, re.MULTILINE):
            print(f"{program}: the page lacks {option}")
print("compared", len(os.listdir(prefix + "/bin")))
