//===- File.h - The facts of a unit as a file -------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// docs/facts.md describes the format. Equal records give equal files.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_FILE_H
#define THREADPOOL_TIDY_FACTS_FILE_H

#include "facts/Index.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace threadpool::facts {

/// To be raised whenever a record of Facts.h, or what one of its members means,
/// changes.
inline constexpr unsigned FormatVersion = 1;

/// Writes \p Record as it is: names of files are the caller's business.
void write(const UnitRecord &Record, llvm::raw_ostream &Out);

/// Reads \p Text, whoever wrote it. Where it is malformed, cut off or of
/// another version, the error is "FILE:LINE: what is wrong", with \p FileName,
/// of which \p LinesBefore lines come before \p Text.
llvm::Expected<UnitRecord> read(llvm::StringRef Text, llvm::StringRef FileName,
                                std::size_t LinesBefore = 0);

/// Reads the first two lines, and sees that the file has its end. Whether they
/// agree with the others is left to read().
llvm::Expected<UnitIndex> readIndex(llvm::StringRef Text,
                                    llvm::StringRef FileName,
                                    std::size_t LinesBefore = 0);

/// How many bytes at the start of \p Text are of the first unit: all of them,
/// if its end is missing.
std::size_t sizeOfUnit(llvm::StringRef Text);

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_FILE_H
