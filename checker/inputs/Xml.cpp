//===- Xml.cpp - Files in XML --------------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Xml.h"

#include "inputs/Reading.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::inputs;

/// A project is far smaller.
static constexpr std::size_t LargestXml = 64 << 20;

static unsigned lineAt(StringRef Text, std::size_t Offset) {
  return Text.take_front(Offset).count('\n') + 1;
}

unsigned XmlFile::lineOf(pugi::xml_node Node) const {
  const std::ptrdiff_t Offset = Node.offset_debug();
  return Offset < 0 ? 1 : lineAt(Text, Offset);
}

std::string inputs::textOf(pugi::xml_node Element) {
  std::string Text;
  for (const pugi::xml_node Child : Element)
    if (Child.type() == pugi::node_pcdata || Child.type() == pugi::node_cdata)
      Text += Child.value();
  return StringRef(Text).trim().str();
}

Expected<const XmlFile &> XmlCache::parse(StringRef Path) {
  if (const auto Known = Parsed.find(Path); Known != Parsed.end())
    return *Known->second;
  Expected<std::string> Text = readText(Path, Files);
  if (!Text)
    return Text.takeError();
  if (Text->size() > LargestXml)
    return failure(Path, "too large");
  auto File = std::make_unique<XmlFile>();
  File->Path = Path.str();
  File->Text = std::move(*Text);
  const pugi::xml_parse_result Result =
      File->Tree.load_buffer(File->Text.data(), File->Text.size(),
                             pugi::parse_default, pugi::encoding_utf8);
  if (!Result)
    return failure(Path, "line " + Twine(lineAt(File->Text, Result.offset)) +
                             ": " + Result.description());
  return *(Parsed[Path] = std::move(File));
}
