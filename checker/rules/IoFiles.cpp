//===- IoFiles.cpp - The files whose I/O the pool completes ---------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/IoFiles.h"

#include <algorithm>

namespace threadpool::rules {

using facts::ApiObject;
using facts::ApiRole;
using facts::NodeKind;
using facts::Operand;
using link::Event;
using link::Key;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

IoFiles::IoFiles(const Evidence &E) : E(E) {
  auto IsIo = [](const facts::ApiFunction &Api) {
    return Api.Object == ApiObject::Io &&
           (Api.Role == ApiRole::Create || Api.Role == ApiRole::StartIo);
  };
  IsUsed = !E.Calls.reaching(IsIo).empty();
  IsBound = !E.Calls
                 .reaching([](const facts::ApiFunction &Api) {
                   return Api.Role == ApiRole::BindIo;
                 })
                 .empty();
  std::set<std::string> Callbacks;
  for (const auto &[Usr, F] : E.Unit.Functions) {
    look(F);
    if (!F.CallbackOf.empty())
      Callbacks.insert(Usr);
  }
  for (const auto &[Id, C] : E.Objects.Creations)
    if (!C.Callback.empty())
      Callbacks.insert(C.Callback);
  OnPool = E.Calls.withCallees(std::move(Callbacks));
  E.Calls.visitRoots(
      [](const facts::ApiFunction &Api) {
        return Api.Role == ApiRole::BindIo ||
               (Api.Object == ApiObject::Io && Api.Role == ApiRole::Create);
      },
      [this](const facts::Function &Root) { return bind(Root); });
}

/// Whether a function with that name sets how a file's operations complete.
static bool setsModes(llvm::StringRef Name) {
  return Name.contains("SetFileCompletionNotificationModes") ||
         Name.contains("NtSetInformationFile") ||
         Name.contains("ZwSetInformationFile");
}

void IoFiles::look(const facts::Function &F) {
  const bool Announces =
      std::any_of(F.Nodes.begin(), F.Nodes.end(), [](const facts::Node &N) {
        const facts::ApiFunction *Api =
            N.Kind == NodeKind::ApiCall ? facts::lookupApi(N.Callee) : nullptr;
        return Api && Api->Role == ApiRole::StartIo;
      });
  for (const facts::Node &N : F.Nodes) {
    if (N.Kind == NodeKind::Branch || N.Kind == NodeKind::OpaqueBranch)
      for (const Operand &O : N.Args) {
        AskedKeys.insert(link::keyOf(O.Where));
        for (const facts::Path &Source : O.Sources)
          AskedKeys.insert(link::keyOf(Source));
      }
    if (N.Kind == NodeKind::Assign && !N.Target.Steps.empty() &&
        llvm::StringRef(N.Target.Steps.back().Name).ends_with("@FI@hEvent"))
      HidesCompletions |= N.Args[0].Kind == Operand::OperandKind::Unknown;
    if (N.Kind == NodeKind::Call) {
      HasModes |= setsModes(N.CalleeName);
      if (const facts::OverlappedFunction *Row = facts::lookupOverlapped(N)) {
        Operators.insert(F.Usr);
        const Key K = link::keyOf(N.Args[Row->File].Where);
        Operations[K].push_back({&F, &N, Row});
        if (Announces)
          Announced.insert(K);
      } else if (!N.CalleeIsSystem && !E.Unit.Functions.count(N.Callee))
        for (const Operand &O : N.Args)
          if (O.Kind == Operand::OperandKind::Value)
            HandedOut.insert(link::keyOf(O.Where));
    }
    if (N.Kind != NodeKind::ApiCall)
      continue;
    const facts::ApiFunction *Api = facts::lookupApi(N.Callee);
    if (Api && Api->Object == ApiObject::Io &&
        (Api->Role == ApiRole::StartIo || Api->Role == ApiRole::CancelIo) &&
        !N.Args.empty())
      Calls[Api->Role][link::keyOf(N.Args[0].Where)].insert(F.Usr);
  }
}

/// The only thing that is ever kept at \p K, if there is one.
static const Value *onlyStored(const link::Inventory &Objects, const Key &K) {
  auto Stored = Objects.Stores.find(K);
  if (Stored == Objects.Stores.end())
    return nullptr;
  constexpr std::int64_t InvalidHandle = -1;
  const Value *Only = nullptr;
  for (const Value &V : Stored->second) {
    if (V.is(ValueKind::Constant) && V.Number == InvalidHandle)
      continue;
    if (Only)
      return nullptr;
    Only = &V;
  }
  return Only;
}

/// Whether \p Root could be followed.
bool IoFiles::bind(const facts::Function &Root) {
  const link::EventGraph &G = E.Graphs.of(Root, link::Creations::Succeed);
  if (!G.isComplete())
    return false;
  auto IsOpened = [&G](const Value &V) {
    return std::any_of(G.events().begin(), G.events().end(),
                       [&](const Event &Ev) {
                         return Ev.Kind == EventKind::Call && Ev.Result == V &&
                                G.nodeOf(Ev.Place).CalleeIsSystem;
                       });
  };
  for (const Event &Ev : G.events()) {
    const bool IsMade =
        Ev.isApi(ApiRole::Create) && Ev.Api->Object == ApiObject::Io;
    if (!IsMade && !Ev.isApi(ApiRole::BindIo))
      continue;
    const Value File = Ev.argument(Ev.Api->Args.Handle);
    if (!File.is(ValueKind::At))
      continue;
    BoundFile Bound;
    Bound.Where = G.nodeOf(Ev.Place).Where;
    Bound.Root = &Root;
    Bound.File = File.Where;
    auto Made = E.Objects.Creations.find(G.frames()[Ev.Place.Frame].Label +
                                         "#" + std::to_string(Ev.Place.Node));
    if (Made != E.Objects.Creations.end() && !Made->second.IsKeptTwice)
      Bound.Object = Made->second.StoredAt;
    // It may be kept before it is bound, or after.
    std::set<Key> Homes{link::keyOf(File.Where)};
    for (const auto &[K, Stored] : E.Objects.Stores)
      if (Stored.count(File))
        Homes.insert(K);
    for (const Key &K : Homes) {
      if (K.empty() || link::isLocalKey(K) || link::isAmbiguous(K))
        continue;
      BoundKeys.insert(K);
      if (!IsMade)
        continue;
      const Value *Only = onlyStored(E.Objects, K);
      Bound.IsOpenedHere = Only && IsOpened(*Only);
      std::vector<BoundFile> &Known = Bindings[K];
      if (std::none_of(Known.begin(), Known.end(), [&](const BoundFile &B) {
            return B.Where.File == Bound.Where.File &&
                   B.Where.Offset == Bound.Where.Offset;
          }))
        Known.push_back(Bound);
    }
  }
  return true;
}

const BoundFile *IoFiles::find(const Value &File) const {
  auto Known = File.is(ValueKind::At) ? Bindings.find(link::keyOf(File.Where))
                                      : Bindings.end();
  return Known != Bindings.end() && Known->second.size() == 1
             ? &Known->second.front()
             : nullptr;
}

/// The key of what \p File is read from, if others can recognise it.
static Key keyOfFile(const Value &File) {
  const Key K = File.is(ValueKind::At) ? link::keyOf(File.Where) : Key();
  return link::isLocalKey(K) || link::isAmbiguous(K) ? Key() : K;
}

bool IoFiles::isOfPool(const Value &File) const {
  const Key K = keyOfFile(File);
  return BoundKeys.count(K) != 0 || Announced.count(K) != 0;
}

std::vector<OperationSite> IoFiles::operationsOn(const Value &File) const {
  auto Known = Operations.find(keyOfFile(File));
  return Known != Operations.end() ? Known->second
                                   : std::vector<OperationSite>();
}

bool IoFiles::areAnnouncedByOperators() const {
  for (const auto &[Role, ByKey] : Calls)
    for (const auto &[K, Functions] : ByKey)
      for (const std::string &Usr : Functions)
        if (!Operators.count(Usr))
          return false;
  return true;
}

bool IoFiles::isLeftToCallers(ApiRole Role, const Value &Object) const {
  auto OfRole = Calls.find(Role);
  if (OfRole == Calls.end())
    return false;
  const Key Wanted = Object.is(ValueKind::At) ? link::keyOf(Object.Where) : "";
  auto Leaves = [this](const std::string &Usr) {
    const std::set<std::string> Reached = E.Calls.withCallees({Usr});
    return std::none_of(
        Reached.begin(), Reached.end(),
        [this](const std::string &F) { return Operators.count(F) != 0; });
  };
  for (const auto &[K, Functions] : OfRole->second) {
    const bool MayBe = K.empty() || Wanted.empty() || link::isLocalKey(K) ||
                       link::isLocalKey(Wanted) || K == Wanted;
    if (MayBe && std::any_of(Functions.begin(), Functions.end(),
                             [&](const std::string &Usr) {
                               return !E.Unit.Functions.at(Usr).IsStatic &&
                                      Leaves(Usr);
                             }))
      return true;
  }
  return false;
}

bool IoFiles::isAsked(const facts::Path &Storage) const {
  const Key K = link::keyOf(Storage);
  return !K.empty() && AskedKeys.count(K) != 0;
}

bool IoFiles::isHandedOut(const BoundFile &Bound) const {
  return HandedOut.count(link::keyOf(Bound.File)) != 0;
}

} // namespace threadpool::rules
