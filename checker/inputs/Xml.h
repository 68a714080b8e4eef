//===- Xml.h - Files in XML ----------------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_INPUTS_XML_H
#define THREADPOOL_TIDY_INPUTS_XML_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <pugixml.hpp>

#include <memory>
#include <string>

namespace threadpool::inputs {

/// A parsed file. Document types and entities of the file's own are not
/// expanded, and nothing is loaded for them.
struct XmlFile {
  std::string Path;
  std::string Text;
  pugi::xml_document Tree;

  /// The line on which a node begins, from 1.
  unsigned lineOf(pugi::xml_node Node) const;
};

/// The text of an element, without that of elements in it.
std::string textOf(pugi::xml_node Element);

/// Parses each file once.
class XmlCache {
public:
  explicit XmlCache(llvm::vfs::FileSystem &Files) : Files(Files) {}

  /// Fails with the file's name, and the line if the text is broken.
  llvm::Expected<const XmlFile &> parse(llvm::StringRef Path);

private:
  llvm::vfs::FileSystem &Files;
  llvm::StringMap<std::unique_ptr<XmlFile>> Parsed;
};

} // namespace threadpool::inputs

#endif // THREADPOOL_TIDY_INPUTS_XML_H
