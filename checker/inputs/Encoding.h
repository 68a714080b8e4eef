//===- Encoding.h - How the bytes of a text are to be read ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_INPUTS_ENCODING_H
#define THREADPOOL_TIDY_INPUTS_ENCODING_H

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <optional>
#include <string>

namespace threadpool::inputs {

enum class Encoding : std::uint8_t {
  Utf8,
  Utf8WithBom,
  Utf16LE,
  Utf16BE,
  /// A code page, UTF-32 or no text at all.
  Other
};

/// The encoding of \p Bytes: by the byte order mark; without one by where the
/// NULs of a text that is mostly ASCII are; otherwise by what is valid.
Encoding encodingOf(llvm::StringRef Bytes);

/// \p Bytes in UTF-8 without a byte order mark; nothing if the encoding is
/// another than the ones above, or the bytes are not valid in it.
std::optional<std::string> toUtf8(llvm::StringRef Bytes);

} // namespace threadpool::inputs

#endif // THREADPOOL_TIDY_INPUTS_ENCODING_H
