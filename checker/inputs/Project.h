//===- Project.h - Projects, alone and in solutions ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_INPUTS_PROJECT_H
#define THREADPOOL_TIDY_INPUTS_PROJECT_H

#include "inputs/Evaluation.h"

namespace threadpool::inputs {

/// Reads projects, and what they import, from one file system.
class ProjectReader {
public:
  ProjectReader(llvm::ArrayRef<PathMapping> Mappings,
                llvm::vfs::FileSystem &Files)
      : Paths(Mappings, Files), Xml(Files), Files(Files) {}

  /// Adds the sources of \p Project. \p Globals are properties that it cannot
  /// change, such as those that a solution has.
  llvm::Error read(const std::string &Project, const GlobalProperties &Globals,
                   Sources &Result);

  PathFinder Paths;
  XmlCache Xml;
  llvm::vfs::FileSystem &Files;
};

/// What a solution, given by its absolute path, tells its projects.
GlobalProperties propertiesOfSolution(llvm::StringRef Solution);

/// The nearest solution in a directory above \p Project, up to the beginning of
/// the checkout, that has the project; empty if there is none.
std::string solutionOf(llvm::StringRef Project, ProjectReader &Reader);

} // namespace threadpool::inputs

#endif // THREADPOOL_TIDY_INPUTS_PROJECT_H
