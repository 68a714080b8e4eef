//===- Storage.h - Names for storage across functions -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A path names storage from where one function stands. Two functions reach the
// same member through different pointers, so what they have in common is the
// key of a path: the fields behind its last dereference, or behind the last
// element of an array whose index is not constant. Such an element itself has
// the key of its array, or of the pointer to it.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_STORAGE_H
#define THREADPOOL_TIDY_LINK_STORAGE_H

#include "facts/Facts.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace threadpool::link {

/// Equal for paths that may name the same variable or member; empty if the
/// path names nothing that another function could recognise.
using Key = std::string;

/// The local at which paths begin whose true beginning was too far to keep.
inline constexpr char FarAway[] = "far";

/// Comes before a parameter's position where a local would have its name; no
/// variable is called so.
inline constexpr char ParameterMark[] = ":%param ";

/// \p P followed by \p Steps.
facts::Path extend(facts::Path P, const std::vector<facts::Path::Step> &Steps,
                   std::size_t From = 0);
/// What the pointer stored at \p P points to.
facts::Path dereference(facts::Path P);

bool isDereference(const facts::Path::Step &S);

Key keyOf(const facts::Path &P);

/// Whether the key is that of any element of an array, or of another one than
/// the program is about.
bool isAmbiguous(const Key &K);

/// Whether one of the steps to \p P goes to some element of an array.
bool isElement(const facts::Path &P);

/// Whether the key is that of a routine's own variable.
bool isLocalKey(const Key &K);
/// The same for a variable of the activation whose frame has the label \p In.
bool isLocalKey(const Key &K, const std::string &In);

/// The USR of the global with that key; empty for all others.
std::string globalOf(const Key &K);

/// The variable that \p K is a bit of; \p K itself if it is none.
Key wholeOf(const Key &K);

/// The handle or token that \p K is the signal of; \p K itself if it is none.
Key handleOf(const Key &K);

/// The value of the bit that \p K names; nothing if it names no bit.
std::optional<std::int64_t> bitOf(const Key &K);

/// Whether \p K names the signal of a handle or token.
bool isSignal(const Key &K);

bool isBit(const facts::Path &P);

/// \p P without the bit that it may end in.
facts::Path wholeOf(facts::Path P);

/// Whether what \p Handle is a handle of is signaled.
facts::Path signalOf(facts::Path Handle);

/// The member or variable that the key ends in, as a reader knows it.
std::string readableName(const Key &K);

/// How the text of a path begins whose root is a local.
inline constexpr char LocalMark[] = "local ";

/// The whole path as text: equal text, same storage in one run of one routine.
std::string textOf(const facts::Path &P);

/// Whether \p P names \p Prefix or something inside of or reached from it.
bool startsWith(const facts::Path &P, const facts::Path &Prefix);

/// Whether \p P names \p Whole or something inside of it.
bool isPartOf(const facts::Path &P, const facts::Path &Whole);

/// The object that \p P is a part of: what its last pointer points to, or the
/// variable.
facts::Path containerOf(facts::Path P);

/// The pointers that are followed on the way to \p P, the last one first.
std::vector<facts::Path> pointersOn(const facts::Path &P);

/// Their keys, where they have one.
std::vector<Key> pointersFollowed(const facts::Path &P);

/// How many steps \p A and \p B begin with alike.
std::size_t numCommonSteps(const facts::Path &A, const facts::Path &B);

/// The way from \p From to \p To, equal wherever they are equally related:
/// `p->a` and `p->b` as `q->a` and `q->b`. Empty if they have no root in
/// common.
std::string wayBetween(const facts::Path &From, const facts::Path &To);

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_STORAGE_H
