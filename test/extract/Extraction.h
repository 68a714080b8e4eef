//===- Extraction.h - Facts of a few lines of code ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_EXTRACT_EXTRACTION_H
#define THREADPOOL_TIDY_TEST_EXTRACT_EXTRACTION_H

#include "facts/Facts.h"

#include <string>
#include <vector>

namespace threadpool::test {

/// The facts of \p Code, which sees a small Windows. The language goes by the
/// file's name; errors in the code are ignored. The body of a function
/// `withSkippedBody` is left out.
facts::UnitFacts extractFrom(const std::string &Code,
                             const std::string &File = "input.c",
                             std::vector<std::string> Arguments = {});

/// The same in C++.
facts::UnitFacts extractCxx(const std::string &Code);

/// The function of \p Unit with this readable name, or an empty one.
facts::Function functionNamed(const facts::UnitFacts &Unit,
                              const std::string &Name);

/// The nodes of that function, one in a line.
std::string nodesOf(const facts::UnitFacts &Unit, const std::string &Name);

/// The nodes of `f` in \p Code.
std::string nodesInC(const std::string &Code);
std::string nodesInCxx(const std::string &Code);

} // namespace threadpool::test

#endif // THREADPOOL_TIDY_TEST_EXTRACT_EXTRACTION_H
