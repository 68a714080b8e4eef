//===- SourceFile.h - Where things are in a text ----------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_SOURCEFILE_H
#define THREADPOOL_TIDY_REPORTS_SOURCEFILE_H

#include "facts/Facts.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

#include <memory>
#include <string>
#include <vector>

namespace threadpool::reports {

/// A part of a text. Lines and columns count from 1, columns in units of
/// UTF-16, as editors and viewers do; the end is behind the last unit.
struct Region {
  unsigned StartLine = 1, StartColumn = 1;
  unsigned EndLine = 1, EndColumn = 1;
};

/// How many units \p Text has in UTF-16. Of what is not valid UTF-8 each byte
/// counts as one.
unsigned utf16Length(llvm::StringRef Text);

/// A text as Clang sees it: in UTF-8, places in bytes.
class SourceFile {
public:
  explicit SourceFile(std::string Text);

  /// Without its end; empty if there is no such line.
  llvm::StringRef line(unsigned Number) const;

  /// \p Length bytes at \p Where; without a length the word that begins there.
  /// A place that the text does not have is an empty region.
  Region regionAt(const facts::Location &Where, std::uint32_t Length) const;

  /// \p Length bytes behind \p Offset.
  Region regionBehind(std::uint64_t Offset, std::uint32_t Length) const;

  /// What is at \p Where, as for regionAt().
  llvm::StringRef textAt(const facts::Location &Where,
                         std::uint32_t Length) const;

private:
  /// Of the byte at \p Where; the end of its line if that has fewer.
  std::size_t offsetOf(const facts::Location &Where) const;
  std::size_t lengthAt(std::size_t Offset, std::uint32_t Length) const;
  void place(std::size_t Offset, unsigned &Line, unsigned &Column) const;

  std::string Text;
  /// Where lines begin; the first behind a byte order mark.
  std::vector<std::size_t> Starts;
};

/// All files, which are read when they are asked for.
class SourceFiles {
public:
  /// The file at \p Path; one without text if it cannot be read.
  const SourceFile &at(llvm::StringRef Path);

private:
  llvm::StringMap<std::unique_ptr<SourceFile>> Known;
};

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_SOURCEFILE_H
