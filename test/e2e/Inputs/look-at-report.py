# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Looks at a report in a browser, as a reader would, and prints what it sees.

usage: look-at-report.py REPORT
"""

import sys

from browser import Browser
from selenium.webdriver.common.keys import Keys

# Titles of lanes from left to right, and steps from top to bottom with the lane
# that they are in, for each picture.
LANES = """
return [...document.querySelectorAll('svg.tp-lanes')].map(svg => {
  const middle = e => { const r = e.getBoundingClientRect(); return r.x + r.width / 2; };
  const top = e => e.getBoundingClientRect().y;
  const heads = [...svg.querySelectorAll('.tp-head')].sort((a, b) => middle(a) - middle(b));
  const steps = [...svg.querySelectorAll('.tp-step')].sort((a, b) => top(a) - top(b) || middle(a) - middle(b));
  const laneOf = s => heads.reduce((a, b) =>
      Math.abs(middle(a) - middle(s)) <= Math.abs(middle(b) - middle(s)) ? a : b).textContent;
  const spills = [...svg.querySelectorAll('.tp-text tspan, .tp-place')].filter(t => {
    const box = t.closest('.tp-step').querySelector('.tp-box').getBoundingClientRect();
    return t.getBoundingClientRect().right > box.right;
  });
  return {
    lanes: heads.map(h => h.textContent),
    steps: steps.map(s => [s.querySelector('.tp-number')?.textContent ?? '',
                           laneOf(s.querySelector('.tp-box')),
                           s.querySelector('.tp-text').textContent.trim(),
                           s.querySelector('.tp-mark')?.textContent ?? ''].join(' | ')),
    named: svg.getAttribute('aria-labelledby').split(' ').every(id => document.getElementById(id)?.textContent),
    spills: spills.map(t => t.textContent),
  };
});
"""
FOCUSED = "return [document.activeElement.tagName, document.activeElement.name || document.activeElement.textContent.slice(0, 30)].join(' ')"
SHOWN = "return [...document.querySelectorAll('.finding')].filter(f => f.offsetParent).map(f => f.dataset.rule)"

with Browser() as browser:
    browser.size(1440)
    browser.open(sys.argv[1])
    print("title:", browser.driver.title)
    print("headings:", browser.run("return [...document.querySelectorAll('h1, h2')].map(h => h.textContent)"))
    for picture in browser.run(LANES):
        print("lanes:", ", ".join(picture["lanes"]))
        for step in picture["steps"]:
            print("  step:", step)
        print("  named:", picture["named"], "spills:", picture["spills"])
    print("elsewhere:", browser.run("return performance.getEntriesByType('resource').length"))
    print("scripts:", browser.run("return document.scripts.length"),
          "images:", browser.run("return document.images.length"))

    keys = browser.driver.switch_to.active_element
    order = []
    for _ in range(9):
        browser.driver.switch_to.active_element.send_keys(Keys.TAB)
        order.append(browser.run(FOCUSED))
    print("tabs:", ", ".join(order[:5]))

    def go_to(name):
        for _ in range(40):
            if browser.run("return document.activeElement.name") == name:
                return browser.driver.switch_to.active_element
            browser.driver.switch_to.active_element.send_keys(Keys.SHIFT, Keys.TAB)
        raise AssertionError("the keyboard does not reach " + name)

    def count():
        return browser.run("return document.getElementById('count').textContent")

    print("all:", browser.run(SHOWN), count())
    go_to("rule").send_keys(Keys.ARROW_DOWN)
    print("one rule:", browser.run(SHOWN), count())
    go_to("rule").send_keys(Keys.ARROW_UP)
    go_to("text").send_keys("freewatch")
    print("words:", browser.run(SHOWN), count())
    browser.driver.switch_to.active_element.send_keys(Keys.TAB)
    browser.driver.switch_to.active_element.send_keys(Keys.ENTER)
    browser.run("return new Promise(done => setTimeout(done))")
    print("again:", browser.run(SHOWN), count())

    for theme in ("light", "dark"):
        browser.theme(theme)
        print(theme + ":", browser.low_contrasts())
    for width in (360, 768, 1440):
        browser.size(width)
        print(f"{width}:", browser.run(
            "const e = document.documentElement; return e.scrollWidth - e.clientWidth"), "too wide")
    for line in browser.run("return document.querySelector('main').textContent").split("\n"):
        if "alert" in line:
            print("text:", line.strip())
    print("messages:", browser.messages())
