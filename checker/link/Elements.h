//===- Elements.h - Which element of an array a path means ------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Of all elements of an array or a container a program is about one, whichever
// that is. A loop over all of them comes to it once, after some and before
// others. A walk replaces the index of each element by what it knows of it:
// the element that the program is about, another one, or any.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_ELEMENTS_H
#define THREADPOOL_TIDY_LINK_ELEMENTS_H

#include "facts/Facts.h"

namespace threadpool::link {

/// The chosen element, to which the loop \p Loop has come.
facts::Path::Step chosenElement(const std::string &Loop);
/// An element that is not the chosen one.
facts::Path::Step otherElement();
/// The element whose index is \p Index, the same throughout a routine.
facts::Path::Step elementAt(const std::string &Index);
/// Any element.
facts::Path::Step anyElement();

/// Whether \p S is one element, but which it is differs from run to run: the
/// chosen one, or the one at an index.
bool isSomeElement(const facts::Path::Step &S);
/// Whether \p S is not, or may not be, the element that others call the same.
bool isUncertain(const facts::Path::Step &S);
/// The loop that came to the chosen element \p S; empty for other steps.
std::string loopOf(const facts::Path::Step &S);

/// The text of an element.
std::string elementText(const facts::Path::Step &S);

bool isSameStep(const facts::Path::Step &A, const facts::Path::Step &B);

/// The local or parameter that holds the index of \p S; an invalid path if the
/// index is not held by one.
facts::Path indexVariable(const facts::Path::Step &S);

bool hasUncertainElement(const facts::Path &P);
/// \p P with the chosen element in place of any, or another.
facts::Path withChosenElements(facts::Path P);

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_ELEMENTS_H
