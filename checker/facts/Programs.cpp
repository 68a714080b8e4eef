//===- Programs.cpp - Which units make a program --------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Programs.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

#include <utility>

using namespace threadpool;
using namespace threadpool::facts;

using Group = std::vector<std::size_t>;

/// The units that have to do with one name.
static std::vector<Group> groupsOf(llvm::ArrayRef<UnitIndex> Units) {
  llvm::StringMap<Group> Defining, Calling, Sharing;
  for (std::size_t I = 0; I < Units.size(); ++I) {
    for (const std::string &Name : Units[I].Defines)
      Defining[Name].push_back(I);
    for (const std::string &Name : Units[I].Calls)
      Calling[Name].push_back(I);
    for (const std::string &Name : Units[I].Storage)
      Sharing[Name].push_back(I);
  }
  std::vector<Group> Result;
  // Of several definitions none is meant for certain.
  for (auto &Entry : Sharing)
    if (auto Defined = Defining.find(Entry.first());
        Defined == Defining.end() || Defined->second.size() == 1)
      Result.push_back(std::move(Entry.second));
  for (auto &Entry : Calling)
    if (auto Defined = Defining.find(Entry.first());
        Defined != Defining.end() && Defined->second.size() == 1) {
      Entry.second.push_back(Defined->second.front());
      Result.push_back(std::move(Entry.second));
    }
  return Result;
}

namespace {

class ProgramFinder {
public:
  explicit ProgramFinder(llvm::ArrayRef<UnitIndex> Units)
      : Units(Units), Groups(groupsOf(Units)), GroupsOf(Units.size()),
        ReachedIn(Units.size()), FollowedIn(Groups.size()) {
    for (std::size_t G = 0; G < Groups.size(); ++G)
      for (std::size_t Unit : Groups[G])
        GroupsOf[Unit].push_back(G);
  }

  std::vector<Group> find() {
    std::vector<Group> Result;
    std::vector<bool> IsIn(Units.size());
    auto Add = [&](std::size_t Start) {
      Group Program = reached(Start);
      for (std::size_t Unit : Program)
        IsIn[Unit] = true;
      if (llvm::any_of(Program,
                       [&](std::size_t U) { return Units[U].UsesApi; }))
        Result.push_back(std::move(Program));
    };
    for (Beginning Kind : {Beginning::Program, Beginning::Dll, Beginning::None})
      for (std::size_t I = 0; I < Units.size(); ++I)
        if (Units[I].Begins == Kind && !IsIn[I])
          Add(I);
    return Result;
  }

private:
  /// The units around \p Start, with no beginning of another kind.
  Group reached(std::size_t Start) {
    ++Round;
    Group Result = {Start};
    ReachedIn[Start] = Round;
    for (std::size_t I = 0; I < Result.size(); ++I)
      for (std::size_t G : GroupsOf[Result[I]]) {
        if (std::exchange(FollowedIn[G], Round) == Round)
          continue;
        for (std::size_t Other : Groups[G])
          if ((Units[Other].Begins == Beginning::None ||
               Units[Other].Begins == Units[Start].Begins) &&
              std::exchange(ReachedIn[Other], Round) != Round)
            Result.push_back(Other);
      }
    llvm::sort(Result);
    return Result;
  }

  llvm::ArrayRef<UnitIndex> Units;
  std::vector<Group> Groups;
  std::vector<std::vector<std::size_t>> GroupsOf;
  /// The last search that came to a unit, and to a group.
  std::vector<unsigned> ReachedIn, FollowedIn;
  unsigned Round = 0;
};

} // namespace

std::vector<Group> facts::findPrograms(llvm::ArrayRef<UnitIndex> Units) {
  return ProgramFinder(Units).find();
}
