//===- CallNames.cpp - Which function of C is called ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/CallNames.h"

namespace threadpool::facts {

llvm::StringRef plainName(const Node &N) {
  if (N.Kind == NodeKind::ApiCall)
    return N.Callee;
  llvm::StringRef Usr = N.Callee;
  if (N.Kind != NodeKind::Call || !Usr.consume_front("c:@F@") ||
      Usr.contains('#') || Usr.contains('@'))
    return "";
  return Usr;
}

bool isCallOf(const Node &N, llvm::StringRef Name) {
  return plainName(N) == Name;
}

} // namespace threadpool::facts
