//===- Locator.h - From recorded places to Clang's --------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TIDY_LOCATOR_H
#define THREADPOOL_TIDY_TIDY_LOCATOR_H

#include "facts/Facts.h"
#include "rules/SilencedLines.h"

#include "clang/Basic/SourceLocation.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class SourceManager;
}

namespace threadpool::tidy {

/// Facts and findings name bytes of files; Clang wants its own encoding.
class Locator {
public:
  /// \p Files have to stay.
  Locator(const clang::SourceManager &SM, const std::vector<std::string> &Files)
      : SM(SM), Files(Files), Ids(Files.size()) {}

  /// Invalid if \p Where is no place, or in a file that is not in the unit.
  clang::SourceLocation place(const facts::Location &Where) const;

  /// The \p Length bytes at \p Where; invalid as above.
  clang::CharSourceRange range(const facts::Location &Where,
                               std::uint32_t Length) const;

  /// What comments in the file of that index silence.
  const rules::SilencedLines &silencedIn(std::uint32_t File) const;

private:
  /// Invalid if the file of that index is not in the unit.
  clang::FileID idOf(std::uint32_t File) const;

  const clang::SourceManager &SM;
  const std::vector<std::string> &Files;
  /// What was asked for: in a unit with precompiled parts a look is expensive.
  mutable std::vector<std::optional<clang::FileID>> Ids;
  mutable std::map<std::uint32_t, rules::SilencedLines> Silenced;
};

} // namespace threadpool::tidy

#endif // THREADPOOL_TIDY_TIDY_LOCATOR_H
