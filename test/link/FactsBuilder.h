//===- FactsBuilder.h - Facts of small programs, written by hand ----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes functions as lists of statements, in the order and nesting of the
// source that they stand for:
//
//   UnitBuilder U;
//   U.function("OnSignal", 4, {ifSet(arrow(Context, "stop"), {ret()}),
//                              setWait(val(param(2)), Event)});
//
// Every statement stands on a line of its own, directly in braces. USRs look
// like Clang's where a test or a reader sees them.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_LINK_FACTSBUILDER_H
#define THREADPOOL_TIDY_TEST_LINK_FACTSBUILDER_H

#include "facts/Facts.h"

#include <string>
#include <vector>

namespace threadpool::test {

using facts::Operand;
using facts::Path;

// Storage.
Path local(const std::string &Name);
Path global(const std::string &Name);
Path param(unsigned Position);
Path self();
Path dot(Path P, const std::string &Field);
Path arrow(Path P, const std::string &Field);
Path pointee(Path P);
Path element(Path P, const std::string &Index);
std::string fieldUsr(const std::string &Field);
std::string functionUsr(const std::string &Name);

// Values. Their texts are what the paths look like in C.
Operand num(std::int64_t N);
/// NULL, which is a macro and so has no text.
Operand null();
Operand val(const Path &P);
Operand addr(const Path &P);
Operand fn(const std::string &Name);
Operand unknown(std::vector<Path> Sources = {});

/// A statement; those that branch carry the statements they lead to.
struct Statement {
  enum class Shape : std::uint8_t { Plain, If, While };
  Shape Kind = Shape::Plain;
  facts::Node Head;
  /// A call whose result the head uses in place of its first argument.
  std::vector<Statement> Before;
  std::vector<Statement> Then, Else;
};
using Body = std::vector<Statement>;

/// A call of a function of ThreadpoolApi.def.
Statement api(const std::string &Name, std::vector<Operand> Args);
/// A call of another function of the unit, if the unit has it.
Statement call(const std::string &Name, std::vector<Operand> Args = {},
               Operand This = {});
/// A call of a function of a system header.
Statement systemCall(const std::string &Name, std::vector<Operand> Args = {});

Statement assign(const Path &Target, Operand Value);
Statement assign(const Path &Target, Statement Call);
Statement touch(const Path &P);
Statement destroy(Operand Pointer);
Statement lockMember(const Path &Lock);
Statement unlockMember(const Path &Lock);
Statement ret();
Statement ret(Operand Value);
Statement ret(Statement Call);
Statement abandon();
/// Where control never comes.
Statement impossible();
Statement unsupported();

Statement ifEqual(const Path &P, std::int64_t N, Body Then, Body Else = {});
Statement ifNotEqual(const Path &P, std::int64_t N, Body Then, Body Else = {});
Statement ifLess(const Path &P, std::int64_t N, Body Then, Body Else = {});
/// if (P), if (!P)
Statement ifSet(const Path &P, Body Then, Body Else = {});
Statement ifClear(const Path &P, Body Then, Body Else = {});
/// if (Call())
Statement ifTrue(Statement Call, Body Then, Body Else = {});
/// if (something computed from Sources)
Statement ifUnknown(std::vector<Path> Sources, Body Then, Body Else = {});
/// while (P != N)
Statement whileNotEqual(const Path &P, std::int64_t N, Body Then);
/// while (something computed from Sources)
Statement whileUnknown(std::vector<Path> Sources, Body Then);

// The API, with the arguments that do not matter left out.
Statement createWait(const std::string &Callback, Operand Context,
                     Operand Environment = num(0));
Statement setWait(Operand Wait, Operand Handle);
Statement cancelWait(Operand Wait);
Statement drainWait(Operand Wait, bool CancelPending = true);
Statement closeWait(Operand Wait);
Statement createTimer(const std::string &Callback, Operand Context);
Statement setTimer(Operand Timer, Operand Due, Operand Period = num(0));
Statement cancelTimer(Operand Timer);
Statement drainTimer(Operand Timer);
Statement closeTimer(Operand Timer);
Statement createWork(const std::string &Callback, Operand Context);
Statement submit(Operand Work);
Statement drainWork(Operand Work);
Statement closeWork(Operand Work);
/// A critical section.
Statement lock(const Path &Section);
Statement unlock(const Path &Section);

/// Collects functions. Line numbers count through the unit.
class UnitBuilder {
public:
  facts::Function &function(const std::string &Name, unsigned NumParameters,
                            const Body &Statements);
  /// A global that other units can name.
  void external(const Path &Global);
  /// The line of the first call of \p Callee in \p Function; 0 if none.
  unsigned lineOf(const std::string &Function, const std::string &Callee) const;

  facts::UnitFacts Facts;

private:
  struct Writer;
  unsigned Line = 0;
};

} // namespace threadpool::test

#endif // THREADPOOL_TIDY_TEST_LINK_FACTSBUILDER_H
