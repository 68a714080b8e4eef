//===- Tolerance.h - How to compile what has no build --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TOLERANCE_TOLERANCE_H
#define THREADPOOL_TIDY_TOLERANCE_TOLERANCE_H

#include "tolerance/Checkout.h"
#include "tolerance/Overlay.h"
#include "tolerance/SystemHeaders.h"

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace threadpool::tolerance {

/// How to compile one file such that as much of it as possible is understood.
struct CompileSetup {
  /// What goes between the compiler's name and the file's.
  std::vector<std::string> Arguments;
  /// To be laid over the file system, beside those that all units share.
  Overlay Files;
  /// Includes that nothing was found for. The host has to pass over them.
  std::vector<std::string> Missing;
};

/// The target, the version of Windows, the character set and the language that
/// are guessed, in words for the user.
llvm::StringRef describedDefaults();

/// Guesses compile arguments for Windows sources in checkouts without a build.
/// Checkouts and system headers are read once.
class Guesser {
public:
  /// With \p Checkout, that directory is the checkout of every file; otherwise
  /// each file's is found by itself. Fails if the system's headers are missing.
  static llvm::Expected<Guesser>
  create(const HeaderRoots &Roots, std::string Checkout,
         llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files);

  /// How to compile \p File, an absolute path.
  CompileSetup prepare(llvm::StringRef File);

  /// To be laid over the file system for every file.
  const Overlay &sharedFiles() const { return System.overlay(); }

  /// The checkout of \p File; null if there is none.
  const Checkout *checkoutOf(llvm::StringRef File);

private:
  Guesser(SystemHeaders System, std::string GivenCheckout,
          llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files)
      : System(std::move(System)), GivenCheckout(std::move(GivenCheckout)),
        Files(std::move(Files)) {}

  SystemHeaders System;
  std::string GivenCheckout;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files;
  std::map<std::string, std::unique_ptr<Checkout>> Checkouts;
};

} // namespace threadpool::tolerance

#endif // THREADPOOL_TIDY_TOLERANCE_TOLERANCE_H
