# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: check_links.py SITE

Fails if a page of a site links to a file or a place in a page that is not there, or
loads something from elsewhere.
"""

import html.parser
import pathlib
import re
import sys
import urllib.parse


class Page(html.parser.HTMLParser):
    """The places in a page, and what it refers to."""

    def __init__(self, path):
        super().__init__()
        self.places, self.links, self.parts = {"", "top"}, set(), set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        of = dict(attrs)
        self.places.update(of[name] for name in ("id", "name") if of.get(name))
        if tag == "a" and of.get("href"):
            self.links.add(of["href"])
        elif tag == "link" and of.get("rel") in ("stylesheet", "icon", "preload"):
            self.parts.add(of.get("href") or "")
        elif of.get("src"):
            self.parts.add(of["src"])


def main():
    site = pathlib.Path(sys.argv[1]).resolve()
    pages = {path: Page(path) for path in sorted(site.rglob("*.html"))}
    wrong = []
    for path, page in pages.items():
        for link in sorted(page.links | page.parts):
            url = urllib.parse.urlsplit(link)
            if url.scheme or url.netloc:
                if link in page.parts and url.scheme != "data":
                    wrong.append((path, link, "is loaded from elsewhere"))
                continue
            target = path
            if url.path:
                target = (path.parent / urllib.parse.unquote(url.path)).resolve()
            if not target.is_file() or site not in target.parents:
                wrong.append((path, link, "leads nowhere"))
            elif target in pages and \
                    urllib.parse.unquote(url.fragment) not in pages[target].places:
                wrong.append((path, link, "has no such place"))
    for path in sorted(site.rglob("*.css")):
        for link in re.findall(r"url\(\s*[\"']?([^)\"']+)", path.read_text(encoding="utf-8")):
            if not link.startswith("data:") and not (path.parent / link).is_file():
                wrong.append((path, link, "leads nowhere"))
    for path, link, what in wrong:
        print("%s: '%s' %s" % (path.relative_to(site), link, what), file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
