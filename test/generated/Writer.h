//===- Writer.h - A program's text, piece by piece --------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What all styles have in common: the body of the callback, the steps of the
// owner, helpers cut out of both. A style says how variables are reached, what
// a function looks like, and puts the pieces together.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_GENERATED_WRITER_H
#define THREADPOOL_TIDY_TEST_GENERATED_WRITER_H

#include "Words.h"

#include <functional>
#include <memory>

namespace threadpool::generated {

class Writer {
public:
  Writer(const Program &P, const Dress &D)
      : P(P), D(D), W(P, D), N(W.names()), Noise(D[Choice::Noise]) {}
  virtual ~Writer() = default;

  virtual Lines write() = 0;

protected:
  // What a style decides.
  /// The head of a helper, up to its brace.
  virtual std::string head(const std::string &Result,
                           const std::string &Name) const = 0;
  /// A call of a helper from where Prefix holds.
  virtual std::string call(const std::string &Name) const = 0;
  /// The handle of the object, from where Prefix holds.
  virtual std::string handle() const { return Prefix + N.Object; }
  /// A call on the object for C, W, w or X.
  virtual Lines objectStep(char Op) const;
  virtual std::string armStatement(const std::string &Handle) const {
    return W.arm(Handle, Prefix);
  }
  /// What leads to the variables in a helper.
  virtual std::string helperPrefix() const { return Prefix; }

  bool is(Choice C) const { return D[C] != 0; }
  bool isCxx() const { return infoOf(D.Look).IsCxx; }
  bool inGroup() const { return P.Owner.find('G') != std::string::npos; }
  /// The object waits for a handle, or is for a file.
  bool hasHandle() const {
    return P.Kind == ObjectKind::Wait || P.Kind == ObjectKind::Io;
  }
  unsigned form(unsigned Forms) const { return D[Choice::Form] % Forms; }

  Lines preamble() const;
  /// Everything beside the object itself.
  std::vector<Variable> variables() const;
  /// Sets what needs more than an initial value, up to the object's creation.
  Lines prepare() const;
  /// Makes and arms the sibling with \p Callback and \p Context, if there is
  /// one.
  Lines startSibling(const std::string &Callback,
                     const std::string &Context) const;
  /// The sibling's callback, which begins with \p Self, under \p Head.
  Lines siblingCallback(const std::string &Head, const Lines &Self) const;
  std::string environment() const {
    return inGroup() ? "&" + Prefix + "Environment" : W.null();
  }

  /// The callback from where Prefix holds; \p HasParameters is false in a
  /// function that the callback calls.
  Lines callbackBody(bool HasParameters);
  /// The owner's steps from \p Begin on, up to \p End, some of them folded.
  Lines ownerSteps(std::size_t Begin, std::size_t End);
  Lines ownerSteps() { return ownerSteps(0, P.Owner.size()); }
  /// The same for an owner of several objects, with the steps on them in loops
  /// that begin with \p Loop: one for all, or one for each.
  Lines ownerStepsInLoops(const std::string &Loop);
  /// \p Step, in a loop of its own if it is to have one.
  Lines eachInLoop(const std::string &Loop, const Lines &Step) const;
  /// \p Body, or the call of a function of a function … that contains it.
  Lines wrapInLevels(Lines Body);
  /// \p Body, or a test of the handle around it.
  Lines testHandle(const Lines &Body) const;
  /// Whether there is a routine that sets a flag beside the owner.
  bool pauses() const {
    return P.OnFire.Reads == Test::ForeignFlag || is(Choice::HeedsTwoFlags);
  }
  Lines pausing() const;

  /// Makes a helper of \p Body and calls it.
  std::string inHelper(const std::string &Result, const std::string &Name,
                       const std::function<Lines()> &Body);
  Lines noise();

  const Program &P;
  const Dress &D;
  const Words W;
  const NameSet &N;
  /// Leads to the variables in the function that is being written.
  std::string Prefix;
  /// Helpers so far, in an order in which they can be declared.
  Lines Helpers;

private:
  bool hasOneLoop() const;
  Lines stopSibling() const;
  Lines ownerStep(char Op);
  Lines use() const;
  std::string stopped() const;
  std::string running() const;
  Lines testAndArm(bool HasParameters, const Lines &Leave);

  Dice Noise;
  unsigned NumNoise = 0;
};

Lines function(const std::string &Head, const Lines &Body);
/// "int Name = 0;" with the initial value, if there is one.
std::string declaration(const Variable &V);

std::unique_ptr<Writer> makeCWriter(const Program &P, const Dress &D);
std::unique_ptr<Writer> makeClassWriter(const Program &P, const Dress &D);
std::unique_ptr<Writer> makeMemberWriter(const Program &P, const Dress &D);

} // namespace threadpool::generated

#endif // THREADPOOL_TIDY_TEST_GENERATED_WRITER_H
