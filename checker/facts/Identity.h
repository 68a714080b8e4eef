//===- Identity.h - Who means the same by a name ----------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two units of a repository may mean different things by one USR: each sample
// has its own wmain, and a class App in a header of its own. What a header
// declares is the same for all who include that header. What no header declares
// is the same within a project, or where none is known, within a directory. Of
// what the unit itself holds, as a class in its own file, nobody else can
// speak.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_IDENTITY_H
#define THREADPOOL_TIDY_FACTS_IDENTITY_H

#include "facts/UnitRecord.h"

#include "llvm/ADT/StringRef.h"

namespace threadpool::facts {

/// What \p Usr is a part of: the function around a lambda, the class of a
/// field; or itself.
llvm::StringRef wholeOf(llvm::StringRef Usr);

/// Where the names of \p Record come from.
class Origins {
public:
  explicit Origins(const UnitRecord &Record);

  const std::string &name() const { return Record.Name; }

  /// What tells \p Usr, as the unit means it, from others of that name: a file,
  /// a directory or a project. Empty where no two units mean different things.
  std::string of(llvm::StringRef Usr) const;
  /// Whether \p File, an index of the unit's files, is the unit itself.
  bool isOwn(std::uint32_t File) const;
  /// The function is no header's.
  bool defines(const Function &F) const {
    return F.hasBody() && isOwn(F.Where.File);
  }

private:
  const UnitRecord &Record;
  std::string Scope;
};

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_IDENTITY_H
