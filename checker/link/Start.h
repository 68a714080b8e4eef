//===- Start.h - The state in which an owner finds its object ---*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_START_H
#define THREADPOOL_TIDY_LINK_START_H

#include "link/GraphBuilder.h"

namespace threadpool::link {

/// What the variable or member \p K is initialised with, if that is a constant.
std::optional<std::int64_t> initialValue(const facts::UnitFacts &Unit,
                                         const Key &K);

/// Whether the owner of \p P, as it starts there, waits for callbacks before it
/// comes to any close.
bool waitsBeforeClose(const protocol::Program &P);

/// Decides the object's kind, whether it is armed, and what the flags hold
/// before the owner's first step.
class StartState {
public:
  StartState(const facts::UnitFacts &Unit, const Inventory &Objects,
             const Subject &S, const Vocabulary &Words,
             const GraphBuilder &Callback, const GraphBuilder &Owner,
             std::set<protocol::NodeId> CreationNodes)
      : Unit(Unit), Objects(Objects), Object(S), Words(Words),
        Callback(Callback), Owner(Owner),
        CreationNodes(std::move(CreationNodes)) {}

  /// \p P with every start that the sources allow and under which the owner
  /// stops the object. None if the object is never armed, or if there are too
  /// many to try.
  std::vector<protocol::Program>
  variantsOf(protocol::Program P, const std::vector<SharedFlag> &Flags) const;

private:
  std::vector<protocol::Program>
  variantsFrom(const protocol::Program &P,
               const std::vector<SharedFlag> &Flags) const;
  bool setStart(protocol::Program &P) const;
  bool setKind(protocol::Program &P) const;
  void setCallbackFlags(protocol::Program &P,
                        const std::vector<SharedFlag> &Flags) const;
  std::vector<std::uint8_t> valuesAtCreation(const SharedFlag &F,
                                             std::uint8_t Initial) const;
  std::vector<std::uint8_t>
  mostUsing(const protocol::Graph &Fired,
            const std::vector<std::uint8_t> &Initial,
            const std::vector<SharedFlag> &Flags) const;
  bool isArmedSomewhere() const;
  std::set<std::uint8_t> writtenValues(const SharedFlag &F) const;

  const facts::UnitFacts &Unit;
  const Inventory &Objects;
  const Subject &Object;
  const Vocabulary &Words;
  const GraphBuilder &Callback, &Owner;
  /// Where the owner makes the object itself.
  const std::set<protocol::NodeId> CreationNodes;
};

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_START_H
