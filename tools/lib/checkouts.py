# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Public code that is there already, and what clang-tidy says about it."""

import os
import re
import subprocess

# Groups: file, line, message, rule.
FINDING = re.compile(r"^(.*?):(\d+):\d+: (?:warning|error): (.*) "
                     r"\[threadpool-([a-z-]+)[],]")


def checkout_of(directory, repository):
    """Where the checkout of `repository` is expected in `directory`."""
    return os.path.join(directory, repository.replace("/", "+"))


def why_unusable(path, commit):
    """Why the checkout at `path` cannot be read as `commit`; None if it can."""
    if not os.path.isdir(path):
        return f"there is no checkout at {path}"
    head = subprocess.run(["git", "-C", path, "rev-parse", "HEAD"],
                          capture_output=True, text=True)
    if head.returncode:
        return f"{path} is no git checkout"
    if head.stdout.strip() != commit:
        return f"{path} is at {head.stdout.strip()[:12]}, not at {commit[:12]}"
    return None
