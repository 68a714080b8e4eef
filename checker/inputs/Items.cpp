//===- Items.cpp - The items of a project --------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Evaluation.h"

#include "inputs/Condition.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::inputs;
namespace path = llvm::sys::path;

const std::vector<Item> &Evaluation::items(StringRef Type) const {
  static const std::vector<Item> None;
  const auto It = Items.find(Type.lower());
  return It == Items.end() ? None : It->second;
}

static const std::string *valueIn(const Metadata &In, StringRef Name) {
  const auto It = In.find(Name.lower());
  return It == In.end() ? nullptr : &It->second;
}

/// What every item has, from its name.
static std::optional<std::string> wellKnown(StringRef Name,
                                            const std::string &Include,
                                            StringRef ProjectDirectory) {
  const std::string Slashes = joinPath(Include, "/");
  const StringRef File = path::filename(Slashes);
  const std::string Key = Name.lower();
  if (Key == "identity")
    return Include;
  if (Key == "filename")
    return path::stem(File).str();
  if (Key == "extension")
    return path::extension(File).str();
  if (Key == "fullpath")
    return joinPath(Include, ProjectDirectory);
  if (Key == "relativedir")
    return StringRef(Include)
        .drop_back(std::min(File.size(), Include.size()))
        .str();
  return std::nullopt;
}

std::string Evaluation::metadata(StringRef Type, const Item &I,
                                 StringRef Name) const {
  if (const std::string *const Own = valueIn(I.Own, Name))
    return *Own;
  const auto Of = Definitions.find(Type.lower());
  if (Of != Definitions.end())
    if (const std::string *const Common = valueIn(Of->second, Name))
      return *Common;
  if (I.Include.empty() || hasHole(I.Include))
    return {};
  return wellKnown(Name, I.Include, ProjectDirectory).value_or("");
}

std::string Evaluation::withMetadata(StringRef Text, StringRef Type,
                                     const Item &Of) const {
  std::string Result;
  while (!Text.empty()) {
    const std::size_t At = Text.find("%(");
    Result += Text.take_front(At);
    if (At == StringRef::npos)
      break;
    const auto [Reference, Rest] = Text.drop_front(At + 2).split(')');
    const auto [Qualifier, Name] = Reference.trim().rsplit('.');
    Result += metadata(Type, Of, Name.empty() ? Qualifier : Name);
    Text = Rest;
  }
  return Result;
}

Metadata Evaluation::ownMetadata(const Place &At, const Item &Of) {
  Item Changed = Of;
  const StringRef Type = At.Node.name();
  const auto Set = [&](StringRef Name, StringRef Text) {
    const std::string Value = Values.expand(withMetadata(Text, Type, Changed));
    Changed.Own[Name.lower()] = Value;
  };
  for (const pugi::xml_attribute Attribute : At.Node.attributes())
    if (!is_contained({"Include", "Exclude", "Remove", "Update", "Condition",
                       "Label", "KeepDuplicates", "KeepMetadata",
                       "RemoveMetadata"},
                      StringRef(Attribute.name())))
      Set(Attribute.name(), Attribute.value());
  for (const pugi::xml_node Node : At.Node) {
    if (Node.type() != pugi::node_element)
      continue;
    const std::string Condition =
        withMetadata(Node.attribute("Condition").value(), Type, Changed);
    const std::optional<bool> Holds =
        inputs::holds(Condition, Values, ProjectDirectory, Paths);
    if (!Holds)
      problem({At.File, Node},
              "the condition is not understood, and taken for false: " +
                  Condition);
    if (Holds.value_or(false))
      Set(Node.name(), textOf(Node));
  }
  return Changed.Own;
}

void Evaluation::define(const Place &Group) {
  Values.setThisFile(Group.File->Path);
  if (!holdsInProject(Group))
    return;
  for (const pugi::xml_node Node : Group.Node) {
    const Place At{Group.File, Node};
    if (Node.type() == pugi::node_element && holdsInProject(At))
      for (auto &[Name, Value] : ownMetadata(At, {}))
        Definitions[StringRef(Node.name()).lower()][Name] = Value;
  }
}

void Evaluation::readItems(const Place &Group) {
  Values.setThisFile(Group.File->Path);
  if (!holdsInProject(Group))
    return;
  for (const pugi::xml_node Node : Group.Node)
    if (Node.type() == pugi::node_element && !Values.isExhausted() &&
        holdsInProject({Group.File, Node}))
      readItem({Group.File, Node});
}

void Evaluation::readItem(const Place &At) {
  if (const pugi::xml_attribute Include = At.Node.attribute("Include"))
    addItems(At, Include.value());
  else if (At.Node.attribute("Update"))
    update(At);
  else if (At.Node.attribute("Remove"))
    remove(At);
}

/// What has no wildcard stays as it is: a file that is missing is told later.
std::vector<std::string> Evaluation::elementsOf(StringRef List) {
  std::vector<std::string> Result;
  for (const std::string &Element : splitList(Values.expand(List))) {
    StringRef Name = Element;
    if (Name.consume_front("@(") && Name.consume_back(")")) {
      // Items that are made of others in some way are not known.
      for (const Item &I : items(Name.trim()))
        Result.push_back(I.Include);
    } else if (!hasHole(Element) && hasWildcard(Element)) {
      append_range(Result,
                   expandWildcards(Element, ProjectDirectory, Paths, Files));
    } else {
      Result.push_back(Element);
    }
  }
  for (const std::string &Element : Result)
    Values.spend(sizeof(Item) + Element.size());
  return Result;
}

/// The paths that an element names, in lower case.
static StringSet<> pathsOf(const std::vector<std::string> &Names,
                           StringRef Directory) {
  StringSet<> Result;
  for (const std::string &Name : Names)
    Result.insert(StringRef(joinPath(Name, Directory)).lower());
  return Result;
}

void Evaluation::addItems(const Place &At, StringRef Include) {
  const StringSet<> Excluded = pathsOf(
      elementsOf(At.Node.attribute("Exclude").value()), ProjectDirectory);
  std::vector<Item> &To = Items[StringRef(At.Node.name()).lower()];
  for (const std::string &Name : elementsOf(Include)) {
    if (Values.isExhausted())
      return;
    if (Excluded.contains(StringRef(joinPath(Name, ProjectDirectory)).lower()))
      continue;
    Item New{Name, {}};
    New.Own = ownMetadata(At, New);
    To.push_back(std::move(New));
  }
}

void Evaluation::update(const Place &At) {
  const StringSet<> Named = pathsOf(
      elementsOf(At.Node.attribute("Update").value()), ProjectDirectory);
  for (Item &I : Items[StringRef(At.Node.name()).lower()])
    if (Named.contains(
            StringRef(joinPath(I.Include, ProjectDirectory)).lower()))
      I.Own = ownMetadata(At, I);
}

void Evaluation::remove(const Place &At) {
  const StringSet<> Named = pathsOf(
      elementsOf(At.Node.attribute("Remove").value()), ProjectDirectory);
  llvm::erase_if(Items[StringRef(At.Node.name()).lower()], [&](const Item &I) {
    return Named.contains(
        StringRef(joinPath(I.Include, ProjectDirectory)).lower());
  });
}
