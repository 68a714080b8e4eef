//===- Join.cpp - Several units as one ------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Join.h"

#include "facts/Identity.h"
#include "facts/Index.h"
#include "facts/Symbols.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

using namespace threadpool;
using namespace threadpool::facts;

namespace {

/// Where each unit's names come from, and which of them need to be told apart.
class Renaming {
public:
  explicit Renaming(const std::vector<UnitRecord> &Units) {
    for (const UnitRecord &Unit : Units)
      From.emplace_back(Unit);
    for (std::size_t I = 0; I < Units.size(); ++I)
      noteDefinitions(I, Units[I]);
    for (std::size_t I = 0; I < Units.size(); ++I)
      noteMentions(I, Units[I]);
  }

  /// What \p Usr, as unit \p Unit has it, is called in the joined facts.
  std::string nameOf(std::size_t Unit, const std::string &Usr) const {
    const llvm::StringRef Whole = wholeOf(Usr);
    auto Known = OriginsOf.find(Whole);
    if (Known == OriginsOf.end() || Known->second.size() < 2)
      return Usr;
    const std::string Origin = originOf(Unit, Usr);
    return Origin.empty() ? Usr : Origin + "|" + Usr;
  }

private:
  std::string originOf(std::size_t Unit, llvm::StringRef Usr) const {
    auto Own = DefinedTwice.find(wholeOf(Usr));
    if (Own != DefinedTwice.end())
      if (auto In = Own->second.find(Unit); In != Own->second.end())
        return In->second;
    return From[Unit].of(Usr);
  }

  /// Of two definitions that no header is the origin of, each is its unit's.
  void noteDefinitions(std::size_t I, const UnitRecord &Unit) {
    auto Note = [&](const std::string &Usr) {
      const llvm::StringRef Whole = wholeOf(Usr);
      const std::string Key = From[I].of(Usr) + "|" + Whole.str();
      auto [It, IsNew] = Definitions.try_emplace(Key, I, &Unit);
      if (IsNew || It->second.first == I)
        return;
      const auto &[Other, OtherUnit] = It->second;
      DefinedTwice[Whole].try_emplace(Other, OtherUnit->Name);
      DefinedTwice[Whole].try_emplace(I, Unit.Name);
    };
    for (const auto &[Usr, F] : Unit.Facts.Functions)
      if (From[I].defines(F))
        Note(Usr);
    for (const std::string &Usr : Unit.Facts.DefinedGlobals)
      Note(Usr);
  }

  void noteMentions(std::size_t I, const UnitRecord &Unit) {
    llvm::StringSet<> Seen;
    auto Note = [&](const std::string &Usr) {
      if (!Seen.insert(Usr).second)
        return;
      if (std::string Origin = originOf(I, Usr); !Origin.empty())
        OriginsOf[wholeOf(Usr)].insert(std::move(Origin));
    };
    visitFunctionsOf(Unit.Facts,
                     [&](const Function &F) { visitSymbolsIn(F, Note); });
    for (const auto &[Usr, Value] : Unit.Facts.InitialValues)
      Note(Usr);
  }

  std::vector<Origins> From;
  std::map<std::string, std::pair<std::size_t, const UnitRecord *>> Definitions;
  llvm::StringMap<std::map<std::size_t, std::string>> DefinedTwice;
  llvm::StringMap<std::set<std::string>> OriginsOf;
};

/// Puts units together one after the other.
class Joiner {
public:
  explicit Joiner(std::vector<UnitRecord> &Units) : Names(Units) {
    std::set<std::string> Files;
    for (const UnitRecord &Unit : Units)
      Files.insert(Unit.Facts.Files.begin(), Unit.Facts.Files.end());
    Result.Files.assign(Files.begin(), Files.end());
    Result.TargetsWindows8 = true;
    for (std::size_t I = 0; I < Units.size(); ++I)
      add(I, Units[I].Facts);
    finish();
  }

  UnitFacts take() { return std::move(Result); }

private:
  void add(std::size_t I, UnitFacts &Unit) {
    std::vector<std::uint32_t> FileIds;
    for (const std::string &File : Unit.Files)
      FileIds.push_back(static_cast<std::uint32_t>(
          llvm::lower_bound(Result.Files, File) - Result.Files.begin()));
    auto Move = [&](Location &Where) {
      if (Where.File < FileIds.size())
        Where.File = FileIds[Where.File];
    };
    visitFunctionsOf(Unit, [&](Function &F) {
      visitSymbolsIn(F, [&](std::string &Usr) { Usr = Names.nameOf(I, Usr); });
      visitPlacesIn(F, Move);
      // Offsets in one unit's file mean nothing in another's.
      F.EndsAt = Function().EndsAt;
    });
    for (auto &[Usr, F] : Unit.Functions)
      addFunction(std::move(F));
    addVariables(AtExit, std::move(Unit.AtExit));
    addVariables(AtStart, std::move(Unit.AtStart));

    for (const auto &[Usr, Value] : Unit.InitialValues)
      InitialValues[Names.nameOf(I, Usr)].insert(Value);
    auto AddAll = [&](std::set<std::string> &To,
                      const std::vector<std::string> &Usrs) {
      for (const std::string &Usr : Usrs)
        To.insert(Names.nameOf(I, Usr));
    };
    AddAll(ExternalGlobals, Unit.ExternalGlobals);
    AddAll(HeaderGlobals, Unit.HeaderGlobals);
    AddAll(ExternalFields, Unit.ExternalFields);
    for (FileTimeCast &Cast : Unit.FileTimeCasts) {
      Move(Cast.Where);
      Casts.push_back(Cast);
    }
    Move(Unit.DllAt);
    if (Result.Dll == DllEvidence::None) {
      Result.Dll = Unit.Dll;
      Result.DllAt = Unit.DllAt;
    }
    Result.TargetsWindows8 &= Unit.TargetsWindows8;
  }

  /// Headers give several units one function; the best understood one stays.
  void addFunction(Function F) {
    auto Misses = [](const Function &F) {
      return std::make_tuple(!F.hasBody(), F.IsBroken, F.IsPartial);
    };
    std::string Usr = F.Usr;
    auto [It, IsNew] = Result.Functions.try_emplace(std::move(Usr), F);
    if (!IsNew && Misses(F) < Misses(It->second))
      It->second = std::move(F);
  }

  static void addVariables(std::map<std::string, Function> &To,
                           std::vector<Function> Routines) {
    for (Function &F : Routines) {
      std::string Usr = F.Usr;
      To.try_emplace(std::move(Usr), std::move(F));
    }
  }

  void finish() {
    for (auto *Routines : {&AtExit, &AtStart})
      for (auto &[Usr, F] : *Routines)
        (Routines == &AtExit ? Result.AtExit : Result.AtStart)
            .push_back(std::move(F));
    for (const auto &[Usr, Values] : InitialValues)
      if (Values.size() == 1)
        Result.InitialValues.emplace(Usr, *Values.begin());
    auto Assign = [](std::vector<std::string> &To,
                     const std::set<std::string> &All) {
      To.assign(All.begin(), All.end());
    };
    // What a program has in common with a DLL is judged as the DLL's there.
    for (const auto &[Usr, F] : Result.Functions)
      if (beginningAt(F) == Beginning::Program && F.hasBody()) {
        Result.Dll = DllEvidence::None;
        Result.DllAt = Location();
      }
    Assign(Result.ExternalGlobals, ExternalGlobals);
    Assign(Result.HeaderGlobals, HeaderGlobals);
    Assign(Result.ExternalFields, ExternalFields);
    auto PlaceOf = [](const FileTimeCast &Cast) {
      return std::make_tuple(Cast.Where.File, Cast.Where.Offset);
    };
    llvm::sort(Casts, [&](const FileTimeCast &A, const FileTimeCast &B) {
      return PlaceOf(A) < PlaceOf(B);
    });
    Casts.erase(std::unique(Casts.begin(), Casts.end(),
                            [&](const FileTimeCast &A, const FileTimeCast &B) {
                              return PlaceOf(A) == PlaceOf(B);
                            }),
                Casts.end());
    Result.FileTimeCasts = std::move(Casts);
  }

  const Renaming Names;
  UnitFacts Result;
  std::map<std::string, Function> AtExit, AtStart;
  std::map<std::string, std::set<std::int64_t>> InitialValues;
  std::set<std::string> ExternalGlobals, HeaderGlobals, ExternalFields;
  std::vector<FileTimeCast> Casts;
};

} // namespace

UnitFacts facts::join(std::vector<UnitRecord> Units) {
  llvm::sort(Units, [](const UnitRecord &A, const UnitRecord &B) {
    return A.Name < B.Name;
  });
  Units.erase(std::unique(Units.begin(), Units.end(),
                          [](const UnitRecord &A, const UnitRecord &B) {
                            return A.Name == B.Name;
                          }),
              Units.end());
  if (Units.size() == 1)
    return std::move(Units.front().Facts);
  return Joiner(Units).take();
}
