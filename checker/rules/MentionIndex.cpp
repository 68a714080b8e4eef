//===- MentionIndex.cpp - Who names a variable or a member ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/MentionIndex.h"
#include "rules/Mentions.h"

#include <algorithm>

namespace threadpool::rules {

using facts::Function;
using facts::Path;

MentionIndex::MentionIndex(const facts::UnitFacts &Unit) : Unit(Unit) {
  for (const auto &[Usr, F] : Unit.Functions) {
    if (hasGaps(F))
      WithGaps.push_back(&F);
    for (const facts::Node &N : F.Nodes)
      names(N, [this, &Named = F](const Path &P) {
        add(Named, P);
        return false;
      });
  }
}

void MentionIndex::add(const Function &F, const Path &P) {
  auto AddTo = [&F](Functions &Known) {
    if (Known.empty() || Known.back() != &F)
      Known.push_back(&F);
  };
  AddTo(ByName[P.Symbol]);
  if (!P.Steps.empty())
    AddTo(ByName[P.Steps.back().Name]);
  if (const link::Key K = link::keyOf(P); !K.empty())
    AddTo(ByKey[K]);
}

const Functions &MentionIndex::naming(const Path &Where) const {
  return find(ByName,
              Where.Steps.empty() ? Where.Symbol : Where.Steps.back().Name);
}

const Functions &MentionIndex::withKey(const link::Key &K) const {
  return find(ByKey, K);
}

bool MentionIndex::isAllSeen(const Path &Where) const {
  return std::none_of(WithGaps.begin(), WithGaps.end(), [&](const Function *F) {
    return hasGapsAbout(Unit, *F, Where);
  });
}

const Functions &MentionIndex::find(const Index &In, const std::string &Name) {
  static const Functions None;
  auto Found = In.find(Name);
  return Found == In.end() ? None : Found->second;
}

} // namespace threadpool::rules
