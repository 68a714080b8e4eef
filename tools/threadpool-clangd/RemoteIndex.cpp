//===- RemoteIndex.cpp - No client of a remote index ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clangd can ask a server for its index, with gRPC. To be without that and all
// that it needs, this is what a clangd without it has.
//
//===----------------------------------------------------------------------===//

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace clang::clangd::remote {

/// In the place of a std::unique_ptr<SymbolIndex>, of which no header is
/// installed: returned in the same way, and null.
struct NoIndex {
  const void *Index = nullptr;
  ~NoIndex() {}
};

NoIndex getClient(llvm::StringRef Address, llvm::StringRef /*ProjectRoot*/);

NoIndex getClient(llvm::StringRef Address, llvm::StringRef /*ProjectRoot*/) {
  llvm::errs() << "threadpool-clangd has no remote index: " << Address
               << " is not asked\n";
  return {};
}

} // namespace clang::clangd::remote
