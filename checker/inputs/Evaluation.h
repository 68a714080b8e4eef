//===- Evaluation.h - What a Visual Studio project comes to --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_INPUTS_EVALUATION_H
#define THREADPOOL_TIDY_INPUTS_EVALUATION_H

#include "inputs/Properties.h"
#include "inputs/Sources.h"
#include "inputs/Xml.h"

#include "llvm/ADT/StringSet.h"

#include <map>
#include <utility>
#include <vector>

namespace threadpool::inputs {

/// Values by names in lower case.
using Metadata = std::map<std::string, std::string>;

/// Properties, by their names, that a project cannot change.
using GlobalProperties = std::vector<std::pair<std::string, std::string>>;

/// An element of a list of a project, such as a source file.
struct Item {
  /// As the project says it; may have holes.
  std::string Include;
  /// What is said of this item only.
  Metadata Own;
};

/// Evaluates one project in one configuration, as MSBuild does: first all
/// properties and imports, then the definitions of items, then the items. Of
/// the toolset, which is not part of a repository, the little is known that
/// changes what a source means.
class Evaluation {
public:
  Evaluation(std::string Project, const GlobalProperties &Globals,
             XmlCache &Xml, PathFinder &Paths, llvm::vfs::FileSystem &Files);

  /// Fails if the project itself cannot be read.
  llvm::Error run();

  const std::string &project() const { return Project; }
  /// With holes where something is not defined.
  llvm::StringRef property(llvm::StringRef Name) const {
    return Values.get(Name);
  }
  const std::vector<Item> &items(llvm::StringRef Type) const;
  /// What is said of \p I, or else of all items of its type.
  std::string metadata(llvm::StringRef Type, const Item &I,
                       llvm::StringRef Name) const;

  std::vector<Problem> Problems;
  /// What imports name and nothing defines.
  std::vector<std::string> UnknownMacros;

private:
  /// Where an element is.
  struct Place {
    const XmlFile *File;
    pugi::xml_node Node;
  };

  void setWellKnown();
  void problem(const Place &At, const llvm::Twine &Text);
  /// Whether the element's condition, if it has one, holds.
  bool holds(const Place &At, llvm::StringRef Directory);
  bool holdsInProject(const Place &At) { return holds(At, ProjectDirectory); }

  // Properties and imports.
  void readFile(const XmlFile &File);
  void readElements(const Place &Parent);
  void readProperties(const Place &Group);
  void readChoice(const Place &Choose);
  void readImports(const Place &Group);
  void readImport(const Place &At);
  void importFile(llvm::StringRef Path, const Place &At);
  void importOptional(llvm::StringRef Path, const Place &At);
  /// What the toolset imports where a project imports a file of it.
  void importOfToolset(llvm::StringRef Name, const Place &At);

  // Items.
  void defineAsToolset();
  void define(const Place &Group);
  void readItems(const Place &Group);
  void readItem(const Place &At);
  void addItems(const Place &At, llvm::StringRef Include);
  void update(const Place &At);
  void remove(const Place &At);
  Metadata ownMetadata(const Place &At, const Item &Of);
  /// \p Text with %(Name) replaced by what is known of the item so far.
  std::string withMetadata(llvm::StringRef Text, llvm::StringRef Type,
                           const Item &Of) const;
  std::vector<std::string> elementsOf(llvm::StringRef List);

  std::string Project;
  std::string ProjectDirectory;
  XmlCache &Xml;
  PathFinder &Paths;
  llvm::vfs::FileSystem &Files;
  Properties Values;

  unsigned Depth = 0;
  llvm::StringSet<> Imported;
  std::vector<Place> DefinitionGroups;
  std::vector<Place> ItemGroups;
  std::map<std::string, Metadata> Definitions;
  std::map<std::string, std::vector<Item>> Items;
};

/// The files that \p Pattern, with *, ? and **, means in \p Base; at most as
/// many as a project can have. Case makes no difference.
std::vector<std::string> expandWildcards(llvm::StringRef Pattern,
                                         llvm::StringRef Base,
                                         PathFinder &Paths,
                                         llvm::vfs::FileSystem &Files);

/// Whether \p Text has a wildcard.
bool hasWildcard(llvm::StringRef Text);

} // namespace threadpool::inputs

#endif // THREADPOOL_TIDY_INPUTS_EVALUATION_H
