//===- Finding.h - What a rule found, as a record ---------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rules return findings; hosts print them. Locations refer to the Files of the
// facts that the finding was made from.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_FINDING_H
#define THREADPOOL_TIDY_RULES_FINDING_H

#include "facts/Facts.h"
#include "rules/Rule.h"

#include <string>
#include <vector>

namespace threadpool::rules {

/// Who takes a step of a story: a lane of the interleaving.
enum class Actor : std::uint8_t { Owner, Pool, Callback };

/// A call on the way to a step.
struct CallSite {
  /// The function that is called, as a reader knows it.
  std::string Function;
  facts::Location Where;
};

/// One step of an interleaving, or, without a number, an explanation.
struct Note {
  /// From 1 in the order of the interleaving; 0 for an explanation.
  unsigned Number = 0;
  Actor Who = Actor::Owner;
  /// Which callback, from 1; 0 for the other actors.
  unsigned CallbackNumber = 0;
  facts::Location Where;
  /// How the actor's routine came to Where, the outermost call first; empty for
  /// a step of its own.
  std::vector<CallSite> Calls;
  /// Names the actor and what it does; starts in lower case, has no number
  /// and no full stop.
  std::string Text;
};

/// Replaces Length bytes at Where; the bytes are whole lines or expressions.
struct Edit {
  facts::Location Where;
  std::uint32_t Length = 0;
  std::string Text;
};

/// One step of the sequence that a repair makes.
struct RepairedStep {
  Actor Who = Actor::Owner;
  /// As in a note, without the actor's name.
  std::string Text;
  /// It is not there yet, or elsewhere.
  bool IsNew = false;
  /// Where it is, or before what it comes.
  facts::Location Where;
};

struct Finding {
  /// The rule that names the smallest repair, and the rules of the repair's
  /// other parts, which this finding also tells. A host reports the finding
  /// under the first of them that is enabled.
  std::vector<Rule> Rules;
  /// The call to change.
  facts::Location Where;
  /// Bytes to underline at Where; 0 if unknown.
  std::uint32_t Length = 0;
  /// The function that the call is in, as a reader knows it; empty if it is in
  /// none, or that is not known.
  std::string Function;
  /// One sentence without a full stop.
  std::string Message;
  std::vector<Note> Notes;
  /// What the owner, and then the callback if that changes too, do to the
  /// object once the finding is repaired; empty if no repair is known.
  std::vector<RepairedStep> Repaired;
  /// The edits of the repair, if it was proven and may be applied unseen.
  std::vector<Edit> Fix;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_FINDING_H
