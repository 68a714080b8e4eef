# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Looks at the site in a browser, from the disk, and prints what it sees.

usage: look-at-site.py SITE
"""

import pathlib
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "e2e" / "Inputs"))
from browser import Browser  # noqa: E402

site = sys.argv[1]
PAGES = ["index.html", "docs/rules/missing-cancel.html", "docs/real-code.html"]
WIDE = "return document.documentElement.scrollWidth > innerWidth"
FOUND = "return [...document.querySelectorAll('#search-results li a')].map(a => a.textContent)"
BROKEN = "return [...document.images].filter(i => !i.naturalWidth).map(i => i.src)"
BACK = "return getComputedStyle(document.body).backgroundColor"

with Browser() as browser:
    for width in (1440, 390):
        browser.size(width)
        for page in PAGES:
            browser.open(site + "/" + page)
            print(width, page, "too wide:", browser.run(WIDE), "broken pictures:", browser.run(BROKEN))
    print("pictures of missing-cancel:", end=" ")
    browser.open(site + "/docs/rules/missing-cancel.html")
    print(browser.run("return document.images.length"))
    for theme in ("light", "dark"):
        browser.theme(theme)
        browser.open(site + "/index.html")
        print(theme, browser.run(BACK))
        for page in PAGES + ["docs/tutorial.html"]:
            browser.open(site + "/" + page)
            print("  hard to read:", browser.low_contrasts())
    browser.size(1440)
    browser.open(site + "/index.html")
    browser.driver.find_element("css selector", ".theme-toggle-content .theme-toggle").click()
    print("toggled", browser.run(BACK))
    browser.driver.get((pathlib.Path(site).resolve() / "search.html").as_uri() + "?q=second+wait")
    found = []
    for _ in range(100):
        found = browser.run(FOUND)
        if found and not browser.run("return document.querySelector('#search-progress')?.textContent"):
            break
        time.sleep(0.1)
    print("found:", ", ".join(found))
