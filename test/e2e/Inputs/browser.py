# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A browser without a window, and what the tests of pages ask of it."""

import pathlib
import shutil
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
    "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
# The contrast of each text with what is behind it, where that is too low.
# https://www.w3.org/TR/WCAG21/#contrast-minimum
CONTRAST = """
const channel = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
const parse = t => (t.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
const solid = c => c.length < 4 || c[3] === 1;
function behind(e) {
  if (e instanceof SVGElement && e.ownerSVGElement) {
    const at = e.getBoundingClientRect();
    const x = at.x + at.width / 2, y = at.y + at.height / 2;
    const shapes = [...e.ownerSVGElement.querySelectorAll('rect, circle')].filter(s => {
      const r = s.getBoundingClientRect();
      return r.left <= x && x <= r.right && r.top <= y && y <= r.bottom;
    });
    return parse(getComputedStyle(shapes[shapes.length - 1]).fill);
  }
  for (; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor);
    if (solid(c)) return c;
  }
  return [255, 255, 255];
}
const low = [];
for (const e of document.querySelectorAll('body *')) {
  const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  const box = e.getBoundingClientRect();
  if (!own || !box.width || ['SCRIPT', 'STYLE', 'OPTION', 'title', 'desc'].includes(e.tagName)) continue;
  const style = getComputedStyle(e);
  const front = light(parse(e instanceof SVGElement ? style.fill : style.color)), back = light(behind(e));
  const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
  if (ratio < 4.5) low.push(`${e.tagName}.${e.className.baseVal ?? e.className}: ${ratio.toFixed(2)}`);
}
return [...new Set(low)];
"""


class Browser:
    def __init__(self):
        self.profile = tempfile.mkdtemp()
        options = webdriver.ChromeOptions()
        for argument in ARGUMENTS + ["--user-data-dir=" + self.profile]:
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(
            service=Service(shutil.which("chromedriver")), options=options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()
        shutil.rmtree(self.profile, ignore_errors=True)

    def open(self, path):
        self.driver.get(pathlib.Path(path).resolve().as_uri())

    def size(self, width, height=900):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def theme(self, name):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": name}]})

    def run(self, script):
        return self.driver.execute_script(script)

    def messages(self):
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def low_contrasts(self):
        return self.run(CONTRAST)
