# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The rules, as their table has them."""

import pathlib
import re

_TABLE = pathlib.Path(__file__).resolve().parents[2] / "checker" / "Rules.def"
_ROW = re.compile(r'TP_RULE\(\s*\w+,\s*"([a-z-]+)",\s*(\w+),\s*(\w+)')


def _rows():
    return _ROW.findall(_TABLE.read_text(encoding="utf-8"))


def levels():
    """The level of each rule: error, warning or advice."""
    return {name: level.lower() for name, level, _ in _rows()}


def quiet():
    """The rules that report only when they are asked to."""
    return {name for name, _, default in _rows() if default == "Quiet"}
