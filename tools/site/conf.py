# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The documentation as a site: Sphinx over the pages as they stand.

The pages are Markdown for who reads them in the repository. Only the navigation is
made here: the rules by family, from their table, and the pages in groups.
"""

import pathlib
import re
import sys

sys.dont_write_bytecode = True
_HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(_HERE.parent / "lib"))
from rules import families  # noqa: E402

# The pages in the order of the navigation. One that is not named here comes last.
_GROUPS = {
    "Use": ["tutorial", "scan", "reports", "editors", "ci", "presets/README", "wrappers",
            "tolerance", "cluster"],
    "How far to trust it": ["proved", "real-code", "reliability", "performance", "peers",
                            "application-verifier"],
    "How it works": ["design", "semantics", "facts", "json"],
    "Carry on": ["contributing", "versioning", "security"],
}

project = "Threadpool Tidy"
author = "the authors of Threadpool Tidy"
version = release = re.search(
    r"VERSION (\d+\.\d+\.\d+)",
    (_HERE.parents[1] / "CMakeLists.txt").read_text(encoding="utf-8"))[1]

extensions = ["myst_parser"]
include_patterns = ["README.md", "CHANGELOG.md", "docs/**.md"]
# Links are followed wherever they lead, and builds have such.
exclude_patterns = [entry.name for entry in _HERE.parents[1].iterdir()
                    if entry.name not in ("README.md", "CHANGELOG.md", "docs")]
root_doc = "README"
myst_heading_anchors = 4
nitpicky = True
# Code in the pages is C, C++, shell or output; what is indented is text.
highlight_language = "text"

html_theme = "furo"
# Of these, every colour can be read on what is behind it.
pygments_style = "xcode"
pygments_dark_style = "github-dark"
html_title = "Threadpool Tidy " + release
# The theme's style sheet imports the first.
html_static_path = ["/usr/share/javascript/normalize.css/normalize.css", "static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False


def _tree(caption, pages):
    return "\n".join(["", "```{toctree}", ":hidden:", ':caption: "%s"' % caption, "",
                      *pages, "```", ""])


def _navigation(root):
    """What is appended to the first page."""
    docs = root / "docs"
    others = {str(page.relative_to(docs).with_suffix("")) for page in docs.rglob("*.md")}
    parts = []
    for caption, pages in _GROUPS.items():
        there = [page for page in pages if page in others]
        others.difference_update(there)
        parts.append((caption, ["docs/" + page for page in there]))
    parts[-1][1].append("CHANGELOG")
    for caption, of_family in families(root).items():
        names = ["%s <docs/rules/%s>" % (rule.name, rule.name) for rule in of_family]
        others.difference_update("rules/" + rule.name for rule in of_family)
        if caption[1].islower():
            caption = caption[0].lower() + caption[1:]
        parts.append(("Rules: " + caption, names))
    parts.append(("More", ["docs/" + page for page in sorted(others)]))
    return "".join(_tree(caption, pages) for caption, pages in parts if pages)


def _adapt(app, name, source):
    folder = pathlib.Path(app.env.doc2path(name)).parent
    # A site has no pages of folders: what links to one is text.
    source[0] = re.sub(
        r"(?<!!)\[([^]]+)\]\(([^)#:\s]+)\)",
        lambda link: link[1] if (folder / link[2]).is_dir() else link[0], source[0])
    if name == root_doc:
        source[0] += _navigation(pathlib.Path(app.srcdir))


def setup(app):
    app.connect("source-read", _adapt)
