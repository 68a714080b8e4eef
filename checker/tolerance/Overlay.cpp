//===- Overlay.cpp - Files under other names -----------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tolerance/Overlay.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::tolerance;

void Overlay::add(StringRef Virtual, StringRef Real) {
  Mappings.try_emplace(Virtual.lower(), Mapping{Virtual.str(), Real.str()});
}

void Overlay::merge(const Overlay &Other) {
  Mappings.insert(Other.Mappings.begin(), Other.Mappings.end());
}

StringRef Overlay::find(StringRef Virtual) const {
  auto Found = Mappings.find(Virtual.lower());
  return Found == Mappings.end() ? StringRef() : StringRef(Found->second.Real);
}

std::string Overlay::yaml() const {
  vfs::YAMLVFSWriter Writer;
  Writer.setCaseSensitivity(false);
  // Messages shall name the files that are there.
  Writer.setUseExternalNames(true);
  for (const auto &[Key, M] : Mappings)
    Writer.addFileMapping(M.Virtual, M.Real);
  std::string Text;
  raw_string_ostream Stream(Text);
  Writer.write(Stream);
  return Text;
}

IntrusiveRefCntPtr<vfs::FileSystem>
Overlay::over(IntrusiveRefCntPtr<vfs::FileSystem> Base) const {
  return vfs::getVFSFromYAML(MemoryBuffer::getMemBufferCopy(yaml()),
                             /*DiagHandler=*/nullptr, /*YAMLFilePath=*/"",
                             /*DiagContext=*/nullptr, std::move(Base));
}
