//===- ProjectTest.h - A project of Visual Studio in memory --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_INPUTS_PROJECTTEST_H
#define THREADPOOL_TIDY_TEST_INPUTS_PROJECTTEST_H

#include "InputsTest.h"

/// A checkout at /co with the project /co/app/App.vcxproj and its a.cpp.
class ProjectTest : public InputsTest {
protected:
  ProjectTest() {
    file("/co/.git/HEAD");
    file("/co/app/a.cpp");
  }

  static std::string project(llvm::StringRef Body) {
    return ("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n"
            "<Project DefaultTargets=\"Build\" xmlns=\"http://schemas."
            "microsoft.com/developer/msbuild/2003\">" +
            Body + "</Project>")
        .str();
  }
  /// A file of the checkout that a project imports.
  void props(llvm::StringRef Path, llvm::StringRef Body) {
    file(Path, project(Body));
  }

  Expected readRaw(llvm::StringRef Text) {
    file("/co/app/App.vcxproj", Text);
    return threadpool::inputs::readProject("/co/app/App.vcxproj", Mappings,
                                           *Files);
  }
  threadpool::inputs::Sources read(llvm::StringRef Body) {
    return checked(readRaw(project(Body)));
  }
  /// The unit of a.cpp in a project of which this is the body.
  threadpool::inputs::SourceUnit unit(llvm::StringRef Body) {
    Last = read(
        (Body + "<ItemGroup><ClCompile Include=\"a.cpp\"/></ItemGroup>").str());
    if (Last.Units.size() == 1)
      return Last.Units.front();
    ADD_FAILURE() << Last.Units.size() << " units";
    return {};
  }
  /// The same, of a project that only says this of all its sources.
  threadpool::inputs::Settings settings(llvm::StringRef Metadata) {
    return unit(("<ItemDefinitionGroup><ClCompile>" + Metadata +
                 "</ClCompile></ItemDefinitionGroup>")
                    .str())
        .Known;
  }

  std::vector<threadpool::inputs::PathMapping> Mappings;
  threadpool::inputs::Sources Last;
};

#endif // THREADPOOL_TIDY_TEST_INPUTS_PROJECTTEST_H
