//===- Reading.h - What readers of all inputs share ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_INPUTS_READING_H
#define THREADPOOL_TIDY_INPUTS_READING_H

#include "inputs/PathFinder.h"
#include "inputs/Sources.h"

#include "llvm/ADT/Twine.h"

namespace threadpool::inputs {

/// The file's text in UTF-8. Bytes that are not valid are replaced: names in
/// ASCII are understood in any code page. Fails with the file's name and the
/// reason.
llvm::Expected<std::string> readText(llvm::StringRef File,
                                     llvm::vfs::FileSystem &Files);

/// "File: Text".
llvm::Error failure(llvm::StringRef File, const llvm::Twine &Text);

/// Whether \p File is a source of C or C++, by its ending.
bool isSourceName(llvm::StringRef File);

/// Adds the directory that \p Path means to \p To; one that is not here is
/// counted in \p Result.
void addDirectory(std::vector<std::string> &To, llvm::StringRef Path,
                  llvm::StringRef Base, PathFinder &Paths, Sources &Result);

/// Adds a header that is included before the file. Call it when the include
/// directories are known. An absolute one that is not here is a problem of
/// \p Input.
void addForcedInclude(Settings &To, llvm::StringRef Path, llvm::StringRef Base,
                      llvm::StringRef Input, PathFinder &Paths,
                      Sources &Result);

/// Sorts the units, keeps the first for each file and counts the others; the
/// same with problems.
void finish(Sources &Result);

} // namespace threadpool::inputs

#endif // THREADPOOL_TIDY_INPUTS_READING_H
