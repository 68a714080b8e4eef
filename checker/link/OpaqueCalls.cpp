//===- OpaqueCalls.cpp - What calls without a body may do to the object ---===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/GraphBuilder.h"
#include "link/SystemCalls.h"

#include <algorithm>

namespace threadpool::link {

using facts::ApiObject;
using facts::Operand;
using facts::Path;
using protocol::Op;
using WordRole = Vocabulary::Role;

/// Code with an error, which looks like a call, may take a lock that the other
/// side takes as well, or wait for it.
void GraphBuilder::onGuess() {
  const facts::Node &N = node();
  if (Side == Role::Callback) {
    useThrough(N.This);
    if (mayEndLifetime(N))
      Words.setCallbackOwnsContext();
    if (onlyReports(N))
      return;
    Words.add(WordRole::Guessed, "callback");
    if (Words.has(WordRole::Guessed, "owner"))
      emit(Op::Unknown);
    return;
  }
  if (onlyReports(N))
    return onOwnersCall();
  Words.add(WordRole::Guessed, "owner");
  if (mayEndLifetime(N) || stopsSource(N) ||
      Words.has(WordRole::Guessed, "callback") ||
      Words.hasAny(WordRole::CallbackLock) || Words.hasAny(WordRole::Signalled))
    emit(Op::Unknown);
  else
    onOwnersCall();
}

/// Whoever gets the callback's context, or an object of which nothing is known,
/// can call its virtual functions.
void GraphBuilder::noteLentContext() {
  if (Side != Role::Callback || node().CalleeIsSystem)
    return;
  const Operand &This = node().This;
  const bool HasObject = This.Where.isValid() || !This.Sources.empty();
  const Value Of = evaluate(This);
  const Path Memory = Of.pointee();
  const bool IsAny = Of.is(Value::ValueKind::Unknown) ||
                     Of.is(Value::ValueKind::Free) || isOwn(Of) ||
                     !Memory.isValid();
  LendsContext |= HasObject && (IsAny || startsWith(Memory, ContextMemory));
}

void GraphBuilder::onOpaqueCall() {
  noteLentContext();
  if (node().IsGuess)
    return onGuess();
  useThroughArguments();
  const facts::Node &N = node();
  const SystemEffect Effect =
      N.CalleeIsSystem ? effectOf(N) : SystemEffect::Opaque;
  if (Side == Role::Callback) {
    if (Effect == SystemEffect::None)
      setResult(Value::free());
    else if (Effect == SystemEffect::Signals)
      Words.add(WordRole::Signalled, "");
    auto IsContext = [this](const Operand &O) {
      const Path Memory = evaluate(O).pointee();
      return Memory.isValid() && startsWith(ContextMemory, Memory);
    };
    if (mayEndLifetime(N) &&
        (IsContext(N.This) ||
         std::any_of(N.Args.begin(), N.Args.end(), IsContext)))
      Words.setCallbackOwnsContext();
    return;
  }
  if (Object.Known->Allocators.count(allocatorOf(N, /*Frees=*/true)))
    return free(evaluate(N.Args[0]));
  if (Effect == SystemEffect::None) {
    Path Result;
    Result.Root = Path::RootKind::Local;
    Result.Symbol = nodeLabel();
    Words.add(WordRole::Settled, keyOf(Result));
  }
  onOwnersCall();
  if (stopsSource(N) && Object.Kind == ApiObject::Wait)
    emit(Op::SourceOff);
  else if (Effect == SystemEffect::EndsIo && Object.Kind == ApiObject::Io)
    endIo();
  else if (Effect == SystemEffect::Joins)
    onOwnersJoin();
  else if (Effect == SystemEffect::AwaitsStore && !N.Args.empty() &&
           isOthersCount(evaluate(N.Args[0]).pointee()))
    return;
  else if (Effect == SystemEffect::Blocks ||
           Effect == SystemEffect::AwaitsStore)
    onOwnersWait(Value::unknown());
}

/// The owner waits for the callback, whose signal may have any name, or for
/// somebody else.
void GraphBuilder::onOwnersWait(const Value &Handle) {
  const Creation *Made = originOf(*Object.Known, Handle);
  if (Words.hasAny(WordRole::Signalled))
    emit(Op::Unknown);
  else if (Made && Made->Api->Object == ApiObject::Thread)
    onOwnersJoin();
  else if (Object.Kind == ApiObject::Io)
    endIo();
}

/// A thread has ended, which may have been the one that signals.
void GraphBuilder::onOwnersJoin() {
  if (Words.hasAny(WordRole::Signalled))
    emit(Op::Unknown);
  else if (Object.Kind == ApiObject::Wait && !isClosed())
    emitPerhaps(Op::SourceOff, undecided(false).Index);
}

/// What was started is over, and what may be started yet fails.
void GraphBuilder::endIo() {
  emit(Op::EndIo);
  emit(Op::SourceOff);
}

/// What the owner calls may stop the object, set its flag, or wait for the
/// callback in a way of its own.
void GraphBuilder::onOwnersCall() {
  const facts::Node &N = node();
  std::vector<Value> Given{evaluate(N.This)};
  for (const Operand &O : N.Args)
    Given.push_back(evaluate(O));
  if (N.CalleeIsSystem) {
    if (std::any_of(Given.begin(), Given.end(),
                    [this](const Value &V) { return isSubject(V); }))
      emit(Op::Unknown);
    return;
  }
  // Members and bases are destroyed behind the close everywhere.
  if (isClosed() && isDestructor(N))
    return;
  if (isClosed() && mayEndLifetime(N) && Object.ContextCanDie &&
      std::any_of(Given.begin(), Given.end(),
                  [this](const Value &V) { return isOwnersContext(V); })) {
    emit(Op::Free, Vocabulary::ContextResource);
    return;
  }
  // Nothing that it gives back can be stopped any more.
  if (isClosed() && givesMemoryBack(N))
    return;
  const std::set<Key> &Flags = Words.all(WordRole::CallbackFlag);
  const bool Reaches =
      std::any_of(Given.begin(), Given.end(),
                  [&](const Value &V) {
                    return mayReachSubject(V) ||
                           (!isClosed() && mayReachFlag(V));
                  }) ||
      (!isClosed() &&
       (isExternalGlobal(Object.Home) ||
        std::any_of(Flags.begin(), Flags.end(),
                    [this](const Key &K) { return isExternalGlobal(K); })));
  if (Reaches)
    emit(Op::Unknown, isClosed() ? 0 : RawNode::MayStop);
  else if (std::any_of(Given.begin(), Given.end(),
                       [this](const Value &V) { return isWaitedFor(V); }))
    emitPerhaps(Op::SourceOff, undecided(false).Index);
}

} // namespace threadpool::link
