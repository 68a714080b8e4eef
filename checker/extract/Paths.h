//===- Paths.h - Building paths and operands ------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_PATHS_H
#define THREADPOOL_TIDY_EXTRACT_PATHS_H

#include "facts/Facts.h"

namespace threadpool::extract {

facts::Path pathTo(facts::Path::RootKind Root, std::string Symbol);
/// The value that the call \p Node made.
facts::Path resultOf(facts::NodeId Node);

/// \p From with one more step; an invalid path stays invalid.
facts::Path dereferenced(facts::Path From);
facts::Path withField(facts::Path From, std::string Usr);
/// For \p Index see facts::Path::Step::StepKind::Element.
facts::Path withElement(facts::Path From, std::string Index);
/// What \p Index is at, counted from \p Pointer, the target of a pointer.
facts::Path withIndex(facts::Path Pointer, std::string Index);

/// What a described function works on, given a pointer to it or its handle.
facts::Path describedBy(const facts::Operand &Object);

/// \p Value is a power of two.
facts::Path withBit(facts::Path From, std::uint64_t Value);
facts::Path withSignal(facts::Path From);
/// Whether the object at \p From has something.
facts::Path withHeld(facts::Path From);

facts::Operand constant(std::int64_t Number);
facts::Operand unknown(std::vector<facts::Path> Sources = {});
/// What is stored at \p Where; unknown if that is no path.
facts::Operand valueAt(facts::Path Where);
/// A pointer to \p Where; unknown if that is no path.
facts::Operand addressOf(facts::Path Where);
facts::Operand functionNamed(std::string Usr);

/// What \p Pointer points to; an invalid path if that can't be named.
facts::Path pointee(const facts::Operand &Pointer);

bool operator==(const facts::Path &A, const facts::Path &B);
/// Whether \p Whole starts with all of \p Start.
bool isPrefix(const facts::Path &Start, const facts::Path &Whole);
/// Whether somebody else than the running function may see what is at \p P.
bool isShared(const facts::Path &P);

/// Calls \p Visit with each path that \p N mentions.
template <typename NodeT, typename Fn> void forEachPath(NodeT &N, Fn Visit) {
  auto VisitOperand = [&](auto &O) {
    if (O.Where.isValid())
      Visit(O.Where);
    for (auto &Source : O.Sources)
      Visit(Source);
  };
  for (auto &Arg : N.Args)
    VisitOperand(Arg);
  VisitOperand(N.This);
  if (N.Target.isValid())
    Visit(N.Target);
}

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_PATHS_H
