//===- Utf8Files.cpp - A file system whose texts are in UTF-8 -------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Utf8Files.h"

#include "inputs/Encoding.h"

#include "llvm/Support/MemoryBuffer.h"

using namespace threadpool;
using namespace threadpool::inputs;
namespace vfs = llvm::vfs;

namespace {

class ConvertedFile : public vfs::File {
public:
  ConvertedFile(vfs::Status Status, std::string Text)
      : Stat(vfs::Status::copyWithNewSize(Status, Text.size())),
        Text(std::move(Text)) {}

  llvm::ErrorOr<vfs::Status> status() override { return Stat; }

  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
  getBuffer(const llvm::Twine &Name, std::int64_t, bool, bool) override {
    return llvm::MemoryBuffer::getMemBufferCopy(Text, Name);
  }

  std::error_code close() override { return {}; }

private:
  vfs::Status Stat;
  std::string Text;
};

class Utf8Files : public vfs::ProxyFileSystem {
public:
  using ProxyFileSystem::ProxyFileSystem;

  llvm::ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const llvm::Twine &Path) override {
    auto File = ProxyFileSystem::openFileForRead(Path);
    if (!File)
      return File;
    const llvm::ErrorOr<vfs::Status> Status = (*File)->status();
    if (!Status || Status->getType() != llvm::sys::fs::file_type::regular_file)
      return File;
    const auto Bytes = (*File)->getBuffer(Path, Status->getSize());
    if (!Bytes || !isUtf16((*Bytes)->getBuffer()))
      return File;
    if (std::optional<std::string> Text = toUtf8((*Bytes)->getBuffer()))
      return std::make_unique<ConvertedFile>(*Status, std::move(*Text));
    return File;
  }

  llvm::ErrorOr<vfs::Status> status(const llvm::Twine &Path) override {
    auto Status = ProxyFileSystem::status(Path);
    if (!Status || Status->getType() != llvm::sys::fs::file_type::regular_file)
      return Status;
    const auto File = openFileForRead(Path);
    return File ? (*File)->status() : Status;
  }

private:
  static bool isUtf16(llvm::StringRef Bytes) {
    // So begins no text of bytes; what does is looked at closely.
    const llvm::StringRef Start = Bytes.take_front(2);
    if (Start != "\xFF\xFE" && Start != "\xFE\xFF" && !Start.contains('\0'))
      return false;
    const Encoding Found = encodingOf(Bytes);
    return Found == Encoding::Utf16LE || Found == Encoding::Utf16BE;
  }
};

} // namespace

llvm::IntrusiveRefCntPtr<vfs::FileSystem>
inputs::inUtf8(llvm::IntrusiveRefCntPtr<vfs::FileSystem> Files) {
  return llvm::makeIntrusiveRefCnt<Utf8Files>(std::move(Files));
}
