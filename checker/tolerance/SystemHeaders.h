//===- SystemHeaders.h - Headers of Windows and of C++ -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TOLERANCE_SYSTEMHEADERS_H
#define THREADPOOL_TIDY_TOLERANCE_SYSTEMHEADERS_H

#include "tolerance/Overlay.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <string>
#include <vector>

namespace threadpool::tolerance {

/// Where the headers are that no checkout has. What is empty is looked for in
/// the usual places.
struct HeaderRoots {
  /// The directory with MinGW-w64's windows.h.
  std::string Mingw;
  /// The directory with libc++'s headers.
  std::string Libcxx;
  /// The directory with our own: windows.h, standin/ and package/.
  std::string Shim;
};

/// The header directories of a compilation for Windows, read once.
class SystemHeaders {
public:
  /// Fails if a directory that is needed is not there, and says which.
  static llvm::Expected<SystemHeaders> locate(HeaderRoots Roots,
                                              llvm::vfs::FileSystem &Files);

  /// The header that an include of \p Spelling finds, whatever its case; empty
  /// if there is none. Stand-ins count only if \p WithStandins; all headers of
  /// the trace preprocessor have the same one.
  llvm::StringRef find(llvm::StringRef Spelling, bool WithStandins) const;

  /// The stand-in for a header of a package whose code is read as a project's
  /// own is.
  llvm::StringRef findPackaged(llvm::StringRef Spelling) const;

  /// What makes Clang find these headers, in C or in C++.
  std::vector<std::string>
  arguments(bool IsCPlusPlus, const std::vector<std::string> &Project) const;

  /// Every header under its own path, for the sake of case.
  const Overlay &overlay() const { return Folded; }

  /// The header that adds what MinGW-w64's headers lack.
  std::string shimHeader() const;

private:
  void index(llvm::StringRef Dir, llvm::StringMap<std::string> &Into,
             llvm::vfs::FileSystem &Files);

  HeaderRoots Roots;
  /// Paths by spelling, in lower case.
  llvm::StringMap<std::string> Headers;
  llvm::StringMap<std::string> Standins;
  llvm::StringMap<std::string> Packages;
  Overlay Folded;
};

} // namespace threadpool::tolerance

#endif // THREADPOOL_TIDY_TOLERANCE_SYSTEMHEADERS_H
