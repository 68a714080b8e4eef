//===- JsonDepth.cpp - How deep a text in JSON is nested ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/JsonDepth.h"

#include <algorithm>

unsigned threadpool::facts::depthOf(llvm::StringRef Json) {
  unsigned Depth = 0, Deepest = 0;
  bool IsText = false;
  for (std::size_t I = 0; I < Json.size(); ++I) {
    const char C = Json[I];
    if (C == '"')
      IsText = !IsText;
    else if (IsText)
      I += C == '\\';
    else if (C == '[' || C == '{')
      Deepest = std::max(Deepest, ++Depth);
    else if ((C == ']' || C == '}') && Depth != 0)
      --Depth;
  }
  return Deepest;
}
