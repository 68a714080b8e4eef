//===- WholeFile.cpp - Files that are there as a whole or not -------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/WholeFile.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace threadpool;
namespace fs = llvm::sys::fs;

llvm::Error
facts::writeWhole(llvm::StringRef Path,
                  llvm::function_ref<void(llvm::raw_ostream &)> Write) {
  // What a link leads to is replaced, not the link.
  llvm::SmallString<256> Target(Path);
  if (fs::real_path(Path, Target))
    Target = Path;
  // A name by itself has no directory above it.
  if (const llvm::StringRef Above = llvm::sys::path::parent_path(Target);
      !Above.empty())
    if (std::error_code Code = fs::create_directories(Above))
      return llvm::createFileError(Path, Code);
  const llvm::ErrorOr<fs::perms> Old = fs::getPermissions(Target);
  llvm::Expected<fs::TempFile> Temp = fs::TempFile::create(
      Target + ".%%%%%%%%.tmp", fs::all_read | fs::owner_write);
  if (!Temp)
    return llvm::createFileError(Path, Temp.takeError());
  std::error_code Code;
  {
    llvm::raw_fd_ostream Out(Temp->FD, /*shouldClose=*/false);
    Write(Out);
    Out.flush();
    Code = Out.error();
    // The stream ends the process for what nobody has looked at.
    Out.clear_error();
  }
  if (!Code && Old)
    Code = fs::setPermissions(Temp->FD, *Old);
  if (Code) {
    llvm::consumeError(Temp->discard());
    return llvm::createFileError(Path, Code);
  }
  if (llvm::Error E = Temp->keep(Target))
    return llvm::createFileError(Path, std::move(E));
  return llvm::Error::success();
}

llvm::Error facts::writeIfChanged(llvm::StringRef Path, llvm::StringRef Text) {
  if (auto Old = llvm::MemoryBuffer::getFile(Path);
      Old && (*Old)->getBuffer() == Text)
    return llvm::Error::success();
  return writeWhole(Path, [&](llvm::raw_ostream &Out) { Out << Text; });
}
