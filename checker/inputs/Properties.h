//===- Properties.h - The macros of a Visual Studio project --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_INPUTS_PROPERTIES_H
#define THREADPOOL_TIDY_INPUTS_PROPERTIES_H

#include "inputs/PathFinder.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

#include <cstdint>

namespace threadpool::inputs {

/// A value may have holes, where it names something that nothing defines. Those
/// are kept, so that what is used in the end is known to be incomplete.
bool hasHole(llvm::StringRef Value);
/// \p Value with nothing where the holes are.
std::string withoutHoles(llvm::StringRef Value);
/// What the holes of \p Value name.
std::vector<std::string> holesOf(llvm::StringRef Value);

/// The length of what stands in brackets at the beginning of \p Text, behind
/// the opening one; npos if they are never closed.
std::size_t lengthInBrackets(llvm::StringRef Text);

/// The properties of a project, by names in which case makes no difference.
class Properties {
public:
  explicit Properties(PathFinder &Paths) : Paths(Paths) {}

  void set(llvm::StringRef Name, llvm::StringRef Value);
  /// One that no set() changes any more.
  void setGlobal(llvm::StringRef Name, llvm::StringRef Value);
  /// Holes and all; empty if there is none.
  llvm::StringRef get(llvm::StringRef Name) const;

  /// The file that is read now: MSBuildThisFile and its like.
  void setThisFile(llvm::StringRef Path);

  /// \p Text with the values in the place of $(Name) and of the commonest
  /// property functions. A property that appends to itself, \p Own, may be
  /// undefined.
  std::string expand(llvm::StringRef Text, llvm::StringRef Own = "");

  /// Counts what is made, and says whether that is too much for a project that
  /// is not meant to take forever.
  bool spend(std::size_t Bytes);
  bool isExhausted() const { return Spent > MostBytes; }

private:
  static constexpr std::uint64_t MostBytes = 64 << 20;

  std::string expandNested(llvm::StringRef Text, llvm::StringRef Own,
                           unsigned Depth);
  std::string evaluate(llvm::StringRef Expression, llvm::StringRef Own,
                       unsigned Depth);
  std::optional<std::string> call(llvm::StringRef Expression,
                                  llvm::StringRef Own, unsigned Depth);

  PathFinder &Paths;
  llvm::StringMap<std::string> Values;
  llvm::StringSet<> Globals;
  std::uint64_t Spent = 0;
};

/// The result of a property function; nothing if it is not one of those that
/// are known. \p Object is the string that it is called on, if it is.
std::optional<std::string>
callFunction(llvm::StringRef Name, const std::vector<std::string> &Arguments,
             llvm::StringRef ThisDirectory, PathFinder &Paths);

/// The nearest \p Name in \p Directory or above it; empty if there is none.
std::string findAbove(llvm::StringRef Name, llvm::StringRef Directory,
                      PathFinder &Paths);

/// The elements of a list that semicolons separate, trimmed, with their escapes
/// (%3B) replaced, and without empty ones.
std::vector<std::string> splitList(llvm::StringRef List);

} // namespace threadpool::inputs

#endif // THREADPOOL_TIDY_INPUTS_PROPERTIES_H
