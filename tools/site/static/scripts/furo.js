// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Light or dark, as the system is or as the reader chose. It stands in the place of
// the theme's own script: Debian's copy of that imports a file that is not there, and
// Debian's style sheet leaves it to a script what the system prefers.
"use strict";

const dark = window.matchMedia("(prefers-color-scheme: dark)");

function stored() {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null; // A page from a disk may have no storage.
  }
}

function show() {
  const chosen = stored();
  const known = chosen === "dark" || chosen === "light";
  document.body.dataset.theme = known ? chosen : dark.matches ? "dark" : "light";
}

function toggle() {
  const other = document.body.dataset.theme === "dark" ? "light" : "dark";
  try {
    localStorage.setItem("theme", other);
  } catch {
    // Then it holds for this page.
  }
  document.body.dataset.theme = other;
}

document.documentElement.classList.remove("no-js");
dark.addEventListener("change", show);
for (const button of document.getElementsByClassName("theme-toggle"))
  button.addEventListener("click", toggle);
show();
