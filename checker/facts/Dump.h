//===- Dump.h - Facts for readers -----------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_DUMP_H
#define THREADPOOL_TIDY_FACTS_DUMP_H

#include "facts/Facts.h"

namespace threadpool::facts {

/// Short forms, as C as possible: `$0->stop` for the field of what parameter 0
/// points to, `#7` for the result of node 7. USRs are cut to their names.
std::string toString(const Path &P);
std::string toString(const Operand &O);

/// One line for each node, with its successors unless that is the next line.
std::string dump(const Function &F);

/// All functions of \p Unit, and what else it says.
std::string dump(const UnitFacts &Unit);

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_DUMP_H
