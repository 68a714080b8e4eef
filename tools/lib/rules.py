# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The rules, as their table has them."""

import collections
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]

_TABLE = "checker/Rules.def"
_LINE = re.compile(
    r'^// (?P<family>[A-Z][^\n]*)\.$'
    r'|^TP_RULE\(\s*(?P<enumerator>\w+),\s*"(?P<name>[a-z-]+)",\s*(?P<level>\w+),\s*'
    r'(?P<default>\w+),\s*(?P<summary>(?:"[^"\n]*"\s*)+),', re.MULTILINE)
_TABLE_BEGIN = "| rule | what it reports |\n| --- | --- |\n"

Rule = collections.namedtuple("Rule", "name enumerator level default summary family")


def rows(root=ROOT):
    """The rules, in the order of the table."""
    text = (root / _TABLE).read_text(encoding="utf-8")
    result, family = [], None
    for line in _LINE.finditer(text, text.index("#endif")):
        if line["family"]:
            family = line["family"]
            continue
        summary = "".join(re.findall(r'"([^"]*)"', line["summary"]))
        result.append(Rule(line["name"], line["enumerator"], line["level"].lower(),
                           line["default"].lower(), summary, family))
    return result


def families(root=ROOT):
    """The rules of each family, in the order of the table."""
    result = {}
    for rule in rows(root):
        result.setdefault(rule.family, []).append(rule)
    return result


def levels():
    """The level of each rule: error, warning or advice."""
    return {rule.name: rule.level for rule in rows()}


def quiet():
    """The rules that report only when they are asked to."""
    return {rule.name for rule in rows() if rule.default == "quiet"}


def with_index(text, root=ROOT):
    """A page with the table of the rules in it, brought up to date."""
    before, found, after = text.partition(_TABLE_BEGIN)
    if not found:
        raise ValueError("no table of the rules")
    table = "".join(
        "| [threadpool-%s](docs/rules/%s.md) | %s%s |\n"
        % (rule.name, rule.name, rule.summary,
           " (only with its option `Enabled: true`)" if rule.default == "quiet" else "")
        for rule in rows(root))
    return before + found + table + after[re.match(r"(?:\|[^\n]*\n)*", after).end():]
