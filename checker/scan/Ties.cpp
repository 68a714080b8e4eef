//===- Ties.cpp - Who else has to do with a pool object -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "scan/Ties.h"

#include "facts/Identity.h"
#include "facts/Index.h"
#include "facts/Symbols.h"
#include "facts/ThreadpoolApi.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <map>
#include <utility>
#include <vector>

using namespace threadpool;
using namespace threadpool::facts;
using namespace threadpool::scan;

/// The name at the end of \p Usr, without the types behind it.
static std::string lastName(llvm::StringRef Usr) {
  const std::size_t Types = Usr.find('#', Usr.find("@F@"));
  Usr = Usr.take_front(Types);
  return Usr.drop_front(Usr.rfind('@') + 1)
      .take_while([](char C) { return llvm::isAlnum(C) || C == '_'; })
      .str();
}

namespace {

class TieFinder {
public:
  TieFinder(const UnitRecord &Record, Ties &Known)
      : From(Record), Unit(Record.Facts), Known(Known) {
    visitFunctionsOf(Unit, [this](const Function &F) {
      for (const Node &N : F.Nodes)
        if (N.Kind == NodeKind::Call)
          Callers[N.Callee].push_back(&F);
    });
  }

  bool add() {
    for (const auto &[Usr, F] : Unit.Functions) {
      if (concernsObject(F))
        reach(F, Upwards);
      for (const Node &N : F.Nodes)
        if (poolFunctionOf(N))
          noteCall(N);
    }
    followCallbacks();
    for (const Function *F : Upwards) {
      if (!F->Record.empty())
        note(F->Record, Known.Types);
      else if (!F->IsStatic && beginningAt(*F) == Beginning::None)
        note(F->Usr, Known.Shared);
    }
    return HasGrown;
  }

private:
  template <typename Fn> static void forEachCallee(const Node &N, Fn Visit) {
    if (N.Kind == NodeKind::Call && !N.Callee.empty())
      Visit(N.Callee);
    visitOperandsOf(N, [&](const Operand &O) {
      if (!O.Function.empty())
        Visit(O.Function);
    });
  }

  bool isIn(const std::set<std::string> &Names, const std::string &Usr) const {
    return Names.count(lastName(Usr)) && !From.of(Usr).empty();
  }

  static const ApiFunction *poolFunctionOf(const Node &N) {
    const ApiFunction *Api =
        N.Kind == NodeKind::ApiCall ? lookupApi(N.Callee) : nullptr;
    return Api && Api->Family != ApiFamily::Support ? Api : nullptr;
  }

  /// What callers do around a call that makes or arms an object is in no story
  /// of how it ends.
  static bool stopsObject(const Node &N) {
    const ApiFunction *Api = poolFunctionOf(N);
    return Api && llvm::is_contained({ApiRole::Drain, ApiRole::Close,
                                      ApiRole::GroupMembersClose,
                                      ApiRole::Unregister, ApiRole::CancelIo},
                                     Api->Role);
  }

  /// It stops an object, or calls what others have that does.
  bool concernsObject(const Function &F) const {
    return (!F.Record.empty() && isIn(Known.Types, F.Record)) ||
           llvm::any_of(F.Nodes, [this](const Node &N) {
             return stopsObject(N) ||
                    (N.Kind == NodeKind::Call && !N.Callee.empty() &&
                     isIn(Known.Shared, N.Callee));
           });
  }

  /// Where objects and contexts are kept, and which functions the pool calls.
  void noteCall(const Node &N) {
    visitOperandsOf(N, [&](const Operand &O) {
      visitPathsOf(O, [&](const Path &P) { noteStorage(P); });
      auto Callback = Unit.Functions.find(O.Function);
      if (Callback != Unit.Functions.end() && Callback->second.hasBody())
        Downwards.insert(&Callback->second);
      else if (!O.Function.empty())
        note(O.Function, Known.Callbacks);
    });
  }

  /// What callbacks use is a context's, and what they call is the callback's
  /// doing.
  void followCallbacks() {
    // One that another unit gives to the pool is known by its name.
    for (const auto &[Usr, F] : Unit.Functions)
      if (F.hasBody() && Known.Callbacks.count(lastName(Usr)) &&
          !From.of(Usr).empty())
        Downwards.insert(&F);
    for (const Function *F : Downwards)
      noteContext(*F);
    for (const auto &[Usr, F] : Unit.Functions)
      if (F.hasBody() && Known.Called.count(lastName(Usr)) &&
          !From.of(Usr).empty())
        Downwards.insert(&F);
    std::vector<const Function *> Next(Downwards.begin(), Downwards.end());
    while (!Next.empty()) {
      const Function *F = Next.back();
      Next.pop_back();
      for (const Node &N : F->Nodes)
        forEachCallee(N, [&](const std::string &Callee) {
          auto It = Unit.Functions.find(Callee);
          if (It == Unit.Functions.end() || !It->second.hasBody())
            note(Callee, Known.Called);
          else if (Downwards.insert(&It->second).second)
            Next.push_back(&It->second);
        });
    }
  }

  void reach(const Function &F, std::set<const Function *> &Reached) {
    if (!Reached.insert(&F).second)
      return;
    for (const Function *Caller : Callers[F.Usr])
      reach(*Caller, Reached);
  }

  /// Notes what the callback \p F reaches by what it is given.
  void noteContext(const Function &F) {
    std::set<std::string> Given;
    auto IsGiven = [&](const Path &P) {
      return P.Root == Path::RootKind::Parameter ||
             P.Root == Path::RootKind::This ||
             P.Root == Path::RootKind::Global ||
             (P.Root == Path::RootKind::Local && Given.count(P.Symbol));
    };
    bool HasGrown = true;
    while (std::exchange(HasGrown, false))
      for (const Node &N : F.Nodes)
        if (N.Kind == NodeKind::Assign && !N.Args.empty() &&
            N.Target.Root == Path::RootKind::Local && N.Target.Steps.empty())
          visitPathsOf(N.Args.front(), [&](const Path &P) {
            if (IsGiven(P))
              HasGrown |= Given.insert(N.Target.Symbol).second;
          });
    for (const Node &N : F.Nodes)
      visitOperandsOf(N, [&](const Operand &O) {
        visitPathsOf(O, [&](const Path &P) {
          if (IsGiven(P))
            noteStorage(P);
        });
      });
  }

  /// Of a structure that the routine has for itself nobody else knows.
  void noteStorage(const Path &P) {
    if (P.Root == Path::RootKind::Local &&
        (P.Steps.empty() ||
         P.Steps.front().Kind != Path::Step::StepKind::Dereference))
      return;
    visitSymbolsOf(P, [&](const std::string &Usr) {
      note(Usr, wholeOf(Usr).size() < Usr.size() ? Known.Types : Known.Shared);
    });
  }

  /// Notes the name of \p Usr, or of the class that it is a field of, if other
  /// units can mean the same by it.
  void note(const std::string &Usr, std::set<std::string> &To) {
    const std::string Origin = From.of(Usr);
    if (!Origin.empty() && Origin != From.name())
      HasGrown |= To.insert(lastName(wholeOf(Usr))).second;
  }

  const Origins From;
  const UnitFacts &Unit;
  Ties &Known;
  std::map<std::string, std::vector<const Function *>> Callers;
  std::set<const Function *> Upwards, Downwards;
  bool HasGrown = false;
};

} // namespace

bool Ties::add(const UnitRecord &Unit) { return TieFinder(Unit, *this).add(); }
