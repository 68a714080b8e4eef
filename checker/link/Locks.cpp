//===- Locks.cpp - The locks that owner and callback share ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/GraphBuilder.h"

#include <algorithm>

namespace threadpool::link {

using facts::Path;
using protocol::Op;
using WordRole = Vocabulary::Role;

/// The counter that says how often the path has taken \p Lock.
static std::string depthOf(const Key &Lock) { return "held " + Lock; }

void GraphBuilder::onLock(const Path &Lock, bool Acquire) {
  if (Acquire)
    enterLock(Lock);
  else
    leaveLock(Lock);
}

/// The class whose members the path, and so its key, begins with behind its
/// last pointer.
static llvm::StringRef holderClass(llvm::StringRef K) {
  return K.substr(0, K.find("@FI@"));
}

/// Whether the owner's \p Lock belongs to the object's surroundings, so that
/// the callback means the same one when it names the same member. A parent of
/// the same class has a lock of its own.
bool GraphBuilder::isBesideSubject(const Path &Lock) const {
  const Path Holder = containerOf(Lock);
  auto IsGlobal = [](const Path &P) {
    return P.Root == Path::RootKind::Global && P.Steps.empty();
  };
  return IsGlobal(Holder) || Words.instancePaths().empty() ||
         std::any_of(
             Words.instancePaths().begin(), Words.instancePaths().end(),
             [&](const Path &P) {
               const Path Own = containerOf(P);
               return IsGlobal(Own) ||
                      (startsWith(P, Holder) &&
                       (textOf(Own) == textOf(Holder) ||
                        holderClass(keyOf(P)) != holderClass(keyOf(Lock))));
             });
}

/// Whether \p Lock is known; notes that this routine takes it.
bool GraphBuilder::mayEnter(const Path &Lock) {
  const Key K = keyOf(Lock);
  if (K.empty() || isAmbiguous(K) ||
      (Side == Role::Owner && Words.has(WordRole::CallbackLock, K) &&
       !isBesideSubject(Lock))) {
    emit(Op::Unknown);
    return false;
  }
  // The callback may take it where nobody can read that.
  Words.add(Side == Role::Callback ? WordRole::CallbackLock : WordRole::Guessed,
            Side == Role::Callback ? K : "owner");
  if (Side == Role::Callback)
    useFreed(nameBeside(Lock));
  return true;
}

void GraphBuilder::enterLock(const Path &Lock) {
  if (!mayEnter(Lock))
    return;
  const Key K = keyOf(Lock);
  const std::int64_t Depth = counter(depthOf(K));
  setCounter(depthOf(K), Depth + 1);
  if (Depth == 0)
    emit(Op::Lock, Words.addLock(K));
}

std::optional<std::uint32_t> GraphBuilder::onTry(const Path &Lock) {
  if (!mayEnter(Lock))
    return std::nullopt;
  const Key K = keyOf(Lock);
  const std::int64_t Depth = counter(depthOf(K));
  setCounter(depthOf(K), Depth + 1);
  if (Depth != 0)
    return std::nullopt;
  return Words.addLock(K);
}

void GraphBuilder::leaveLock(const Path &Lock) {
  const Key K = keyOf(Lock);
  const std::int64_t Depth = counter(depthOf(K));
  if (Depth == 0)
    return;
  setCounter(depthOf(K), Depth - 1);
  if (Depth == 1)
    emit(Op::Unlock, Words.addLock(K));
}

} // namespace threadpool::link
