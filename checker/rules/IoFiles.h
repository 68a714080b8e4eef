//===- IoFiles.h - The files whose I/O the pool completes -------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_IOFILES_H
#define THREADPOOL_TIDY_RULES_IOFILES_H

#include "facts/CallNames.h"
#include "facts/OverlappedApi.h"
#include "link/EventGraph.h"
#include "rules/Rules.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace threadpool::rules {

/// A file, pipe or socket that the unit binds to the pool, by where it is kept.
struct BoundFile {
  /// The call that binds it.
  facts::Location Where;
  /// The routine that does, and where the file and the I/O object are kept, as
  /// seen from there.
  const facts::Function *Root = nullptr;
  facts::Path File;
  std::optional<facts::Path> Object;
  /// It is opened in the same routine by a system call, and nothing else is
  /// ever kept in its place.
  bool IsOpenedHere = false;
};

/// A call that starts an operation.
struct OperationSite {
  const facts::Function *Function = nullptr;
  const facts::Node *Call = nullptr;
  const facts::OverlappedFunction *Row = nullptr;
};

/// What a unit does with files and I/O objects, before any routine is judged.
class IoFiles {
public:
  explicit IoFiles(const Evidence &E);

  /// Whether the unit starts operations, or binds a file to the pool.
  bool isUsed() const { return IsUsed; }
  /// The same, or binds a file in the way of the legacy API.
  bool areCompletedByPool() const { return IsUsed || IsBound; }
  /// The binding of what \p File holds, by the key of where it is kept; null if
  /// there is none, or if several routines bind what is kept there.
  const BoundFile *find(const link::Value &File) const;
  /// Whether the pool completes the operations on \p File: it is bound here, or
  /// an operation on it is announced.
  bool isOfPool(const link::Value &File) const;
  /// Where the unit starts operations on what is kept where \p File is.
  std::vector<OperationSite> operationsOn(const link::Value &File) const;
  /// Whether the pool, and perhaps nobody else, calls \p Function.
  bool isOnPool(const facts::Function &Function) const {
    return OnPool.count(Function.Usr) != 0;
  }
  /// The functions that start an operation themselves.
  const std::set<std::string> &operators() const { return Operators; }
  /// The modes of completion may be set somewhere in the unit, or the
  /// completion of an operation be kept from the pool by the lowest bit of its
  /// event.
  bool mayHaveModes() const { return HasModes; }
  bool mayHideCompletions() const { return HidesCompletions; }
  /// Whether each function that announces operations, or takes that back,
  /// starts one itself: nothing of the kind is left to its callers.
  bool areAnnouncedByOperators() const;
  /// Whether some function of the unit does \p Role for \p Object, and leaves
  /// the operation to its callers.
  bool isLeftToCallers(facts::ApiRole Role, const link::Value &Object) const;
  /// Whether a condition of the unit asks what is kept at \p Storage.
  bool isAsked(const facts::Path &Storage) const;
  /// Whether the file goes to functions that the unit does not have.
  bool isHandedOut(const BoundFile &Bound) const;

private:
  void look(const facts::Function &F);
  bool bind(const facts::Function &Root);

  const Evidence &E;
  bool IsUsed = false, IsBound = false, HasModes = false,
       HidesCompletions = false;
  std::set<std::string> Operators, OnPool;
  /// By the key of the file.
  std::map<link::Key, std::vector<OperationSite>> Operations;
  std::set<link::Key> Announced;
  /// The files that are bound to the pool, by either API and no matter how
  /// often, and what conditions ask.
  std::set<link::Key> BoundKeys, AskedKeys;
  std::map<link::Key, std::vector<BoundFile>> Bindings;
  /// By role, the keys of the objects, empty for any, with the functions.
  std::map<facts::ApiRole, std::map<link::Key, std::set<std::string>>> Calls;
  std::set<link::Key> HandedOut;
};

/// What a \p Finder, which is told of the files, finds in the outermost
/// routines that call one of the functions with those names.
template <typename Finder>
std::vector<Finding> findAroundCalls(const Evidence &E,
                                     std::set<llvm::StringRef> Names) {
  std::vector<Finding> Result;
  std::set<std::string> Callers;
  for (const auto &[Usr, F] : E.Unit.Functions)
    for (const facts::Node &N : F.Nodes)
      for (llvm::StringRef Name : Names)
        if (isCallOf(N, Name))
          Callers.insert(Usr);
  if (Callers.empty())
    return Result;
  const IoFiles Files(E);
  const std::set<std::string> Concerned = E.Calls.withCallers(Callers);
  E.Calls.visitRoots(nullptr, [&](const facts::Function &Routine) {
    if (!Concerned.count(Routine.Usr))
      return true;
    Finder In(E, Files, Routine);
    if (In.isFollowed())
      In.find(Result);
    return In.isFollowed();
  });
  return Result;
}

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_IOFILES_H
