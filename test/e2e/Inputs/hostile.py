# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes a directory with a finding in a file whose name, texts and comments are
markup. usage: hostile.py DIRECTORY"""

import pathlib
import sys

SOURCE = """#include <windows.h>
static void CALLBACK OnWork(PTP_CALLBACK_INSTANCE I, void *Context, PTP_WORK W) {
  ++*(int *)Context;
}
PTP_WORK start(int *Count) {
  PTP_WORK W = CreateThreadpoolWork(OnWork, Count, NULL);
  if (W)
    SubmitThreadpoolWork(W);
  const char *Text = "</pre><script>alert(2)</script>"; // --><svg onload=alert(3)>
  CloseThreadpoolWork(W); free(Count);
  return (void)Text, NULL;
}
"""

root = pathlib.Path(sys.argv[1])
(root / ".git").mkdir(parents=True)
(root / "<img src=x onerror=alert(1)>&\"'.c").write_text(SOURCE)
