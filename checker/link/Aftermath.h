//===- Aftermath.h - What an owner does behind the close --------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_AFTERMATH_H
#define THREADPOOL_TIDY_LINK_AFTERMATH_H

#include "link/RawGraph.h"

namespace threadpool::link {

/// Ends the owner \p Graph where it comes to something unknown behind the close
/// of the object: that cannot undo what has happened, and nothing behind it is
/// counted. False if there is no such place.
bool endBehindClose(std::vector<RawNode> &Graph);

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_AFTERMATH_H
