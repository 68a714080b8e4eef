//===- Edges.cpp - How one block leads to the next ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/FunctionTranslator.h"
#include "extract/Paths.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;
using facts::NodeKind;

static const BinaryOperator *asLogical(const Stmt *S) {
  const auto *E = dyn_cast_or_null<Expr>(S);
  const auto *Op = E ? dyn_cast<BinaryOperator>(E->IgnoreParens()) : nullptr;
  return Op && Op->isLogicalOp() ? Op : nullptr;
}

/// Clang's graph evaluates logical operators part by part; the part that a
/// block decides on is the last one.
static const Expr *lastPart(const Expr *Condition) {
  while (const BinaryOperator *Op = asLogical(Condition))
    Condition = Op->getRHS();
  return Condition;
}

/// What the two edges behind \p Terminator depend on, or null.
static const Expr *conditionOf(const Stmt *Terminator) {
  const Expr *Condition = nullptr;
  if (const BinaryOperator *Op = asLogical(Terminator))
    Condition = Op->getLHS();
  else if (const auto *If = dyn_cast<IfStmt>(Terminator))
    Condition = If->getCond();
  else if (const auto *While = dyn_cast<WhileStmt>(Terminator))
    Condition = While->getCond();
  else if (const auto *Do = dyn_cast<DoStmt>(Terminator))
    Condition = Do->getCond();
  else if (const auto *For = dyn_cast<ForStmt>(Terminator))
    Condition = For->getCond();
  else if (const auto *Range = dyn_cast<CXXForRangeStmt>(Terminator))
    Condition = Range->getCond();
  else if (const auto *Choice =
               dyn_cast<AbstractConditionalOperator>(Terminator))
    Condition = Choice->getCond();
  return Condition ? lastPart(Condition) : nullptr;
}

void FunctionTranslator::prepareEdges(const CFG &Blocks) {
  Exit = &Blocks.getExit();
  BlockStart.resize(Blocks.getNumBlockIDs());
  for (const CFGBlock *Block : Blocks) {
    BlockStart[Block->getBlockID()] = Nodes.newJoin();
    for (const CFGElement &Element : *Block) {
      auto Part = Element.getAs<CFGStmt>();
      const BinaryOperator *Op = Part ? asLogical(Part->getStmt()) : nullptr;
      if (!Op)
        continue;
      // Its value is used, not only its outcome: each way into this block
      // stores it.
      const facts::Path Target = Nodes.newTemporary();
      Values[Op] = valueAt(Target);
      Confluence[Op] = Block;
      Waiting[withoutWrappers(lastPart(Op))].push_back(
          {Target, WaitingStore::Outcome});
      std::vector<const BinaryOperator *> Parts = {Op};
      while (!Parts.empty()) {
        const BinaryOperator *Inner = Parts.back();
        Parts.pop_back();
        Outermost[Inner] = Op;
        for (const Expr *Side : {Inner->getLHS(), Inner->getRHS()})
          if (const BinaryOperator *Deeper = asLogical(Side))
            Parts.push_back(Deeper);
      }
    }
  }
}

/// Where the edge \p Index of \p From leads; NoNode if it is never taken.
facts::NodeId FunctionTranslator::edge(const CFGBlock &From, unsigned Index) {
  const CFGBlock *To = (From.succ_begin() + Index)->getReachableBlock();
  if (!To)
    return facts::NoNode;
  const BinaryOperator *Op = nullptr;
  if (From.getTerminator().isStmtBranch())
    Op = Outermost.lookup(From.getTerminatorStmt());
  const bool Decides = Op && Confluence.lookup(Op) == To;
  if (!Decides && To != Exit)
    return BlockStart[To->getBlockID()];
  const Stmt *Terminator = From.getTerminatorStmt();
  const bool IsUnhandled = isa_and_nonnull<CXXTryStmt>(Terminator);
  const bool IsEnd = !Decides && !IsUnhandled && !LastReturn;
  if (IsEnd && End != facts::NoNode)
    return End;

  const facts::NodeId Start = Nodes.newJoin();
  Nodes.continueAt(Start);
  if (Decides) {
    // Behind a logical operator only short cuts lead to where it is used.
    emitAssign(Values.lookup(Op).Where, constant(Index == 0), nullptr);
    Nodes.goTo(BlockStart[To->getBlockID()]);
  } else if (IsUnhandled) {
    emit(newNode(NodeKind::Abandon, Terminator));
  } else {
    leaveFunction();
  }
  if (IsEnd)
    End = Start;
  return Start;
}

void FunctionTranslator::terminate(const CFGBlock &Block) {
  for (const CFGElement &Element : Block)
    if (auto Part = Element.getAs<CFGStmt>();
        Part && isa<CXXThrowExpr>(Part->getStmt())) {
      const CFGBlock *Handler = Block.succ_empty()
                                    ? nullptr
                                    : Block.succ_begin()->getReachableBlock();
      if (!Handler || Handler == Exit) {
        emit(newNode(NodeKind::Abandon, Part->getStmt()));
        return;
      }
    }
  flushReads();

  const Stmt *Terminator = Block.getTerminator().isStmtBranch()
                               ? Block.getTerminatorStmt()
                               : nullptr;
  if (isa_and_nonnull<GotoStmt, BreakStmt, ContinueStmt>(Terminator))
    translateGap(Terminator, /*IsBehind=*/false);
  if (const auto *Switch = dyn_cast_or_null<SwitchStmt>(Terminator)) {
    terminateSwitch(Switch, Block);
    return;
  }
  const Expr *Condition = Terminator ? conditionOf(Terminator) : nullptr;
  if (Block.succ_size() == 2 && Condition) {
    // The value is computed on the path under construction, the edges are not.
    const facts::NodeId Here = Nodes.newJoin();
    Test Decision = testOf(Condition);
    Nodes.goTo(Here);
    const facts::NodeId Next = edge(Block, 0), Else = edge(Block, 1);
    Nodes.continueAt(Here);
    if (Next == facts::NoNode || Else == facts::NoNode)
      Nodes.goTo(Next == facts::NoNode ? Else : Next);
    else
      branchOn(Decision, Next, Else, Condition);
    return;
  }
  const facts::NodeId Here = Nodes.newJoin();
  Nodes.goTo(Here);
  std::vector<facts::NodeId> Targets;
  for (unsigned I = 0; I != Block.succ_size(); ++I)
    if (facts::NodeId Target = edge(Block, I); Target != facts::NoNode)
      Targets.push_back(Target);
  Nodes.continueAt(Here);
  chooseAmong(Targets, Terminator);
}

/// Leads to any of \p Targets.
void FunctionTranslator::chooseAmong(const std::vector<facts::NodeId> &Targets,
                                     const Stmt *At) {
  if (Targets.empty())
    return;
  for (std::size_t I = 0; I + 1 < Targets.size(); ++I) {
    const facts::NodeId Others = Nodes.newJoin();
    branchOn(Test(), Targets[I], Others, At);
    Nodes.continueAt(Others);
  }
  Nodes.goTo(Targets.back());
}

void FunctionTranslator::terminateSwitch(const SwitchStmt *Switch,
                                         const CFGBlock &Block) {
  const Expr *Condition = Switch->getCond();
  const facts::Operand Selected = valueOf(Condition);
  facts::NodeId Here = Nodes.newJoin();
  Nodes.goTo(Here);
  facts::NodeId Default = facts::NoNode;
  std::vector<std::pair<Test, facts::NodeId>> Cases;
  // The default is the last successor, the cases stand in reverse before it.
  for (unsigned I = Block.succ_size(); I-- > 0;) {
    const facts::NodeId Target = edge(Block, I);
    if (Target == facts::NoNode)
      continue;
    const CFGBlock *To = (Block.succ_begin() + I)->getReachableBlock();
    const auto *Case = dyn_cast_or_null<CaseStmt>(To->getLabel());
    // Without a default its edge leads behind the switch, where the case of an
    // outer one may stand.
    const bool IsOwn = Case && I + 1 != Block.succ_size();
    if (!IsOwn) {
      Default = Target;
      continue;
    }
    Test Decision;
    const std::optional<facts::Operand> Value = constantValue(Case->getLHS());
    if (Case->getRHS() || !Value ||
        Selected.Kind == facts::Operand::OperandKind::Unknown) {
      Decision.Left = unknownFrom(Condition);
    } else if (Selected.Kind == facts::Operand::OperandKind::Constant) {
      Decision.Kind = Test::Constant;
      Decision.Value = Selected.Number == Value->Number;
    } else {
      Decision.Kind = Test::Compare;
      Decision.Left = Selected;
      Decision.Right = *Value;
    }
    Cases.emplace_back(std::move(Decision), Target);
  }
  // If the cases cover all enumerators, the last one needs no test.
  if (Default == facts::NoNode && !Cases.empty()) {
    Default = Cases.back().second;
    Cases.pop_back();
  }
  for (const auto &[Decision, Target] : Cases) {
    Nodes.continueAt(Here);
    Here = Nodes.newJoin();
    branchOn(Decision, Target, Here, Condition);
  }
  Nodes.continueAt(Here);
  if (Default != facts::NoNode)
    Nodes.goTo(Default);
}
