//===- Wording.h - How findings call things ---------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_WORDING_H
#define THREADPOOL_TIDY_RULES_WORDING_H

#include "facts/Facts.h"
#include "facts/ThreadpoolApi.h"
#include "rules/Finding.h"

#include <string>

namespace threadpool::rules {

std::string quoted(const std::string &Text);

/// A function as a reader looks for it, quoted.
std::string quotedFunction(std::string Name);

/// "wait", "timer", "work object", "I/O object", "registered wait" and so on.
std::string nounOf(facts::ApiObject Kind);

/// What \p Free, which gives something back, does to it: "frees", "closes".
std::string verbOf(const facts::Node &Free);

/// Why the pool calls a callback of such an object: "the timer is due".
std::string causeOf(facts::ApiObject Kind);

/// A numbered note; whoever is not the owner is, or is about, callback 1.
Note step(unsigned Number, Actor Who, const facts::Location &Where,
          std::string Text);

/// A note that explains something.
Note noteAt(const facts::Location &Where, std::string Text);

/// Adds one to \p F.
void explain(Finding &F, const facts::Location &Where, std::string Text);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_WORDING_H
