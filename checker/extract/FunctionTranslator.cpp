//===- FunctionTranslator.cpp - One function to a graph of facts ----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/FunctionTranslator.h"

#include "extract/CallbackTypes.h"
#include "extract/Exceptions.h"
#include "extract/Paths.h"

#include "clang/AST/ASTLambda.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;
using facts::NodeKind;

FunctionTranslator::FunctionTranslator(UnitContext &Unit,
                                       const FunctionDecl &Definition)
    : Unit(Unit), Context(Unit.Context), Definition(Definition),
      Body(Definition), Loops(Body) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Definition))
    if (Method->getParent()->isLambda())
      Method->getParent()->getCaptureFields(Captures, CapturedThis);
}

static std::unique_ptr<CFG> buildCfg(const FunctionDecl &Definition,
                                     ASTContext &Context) {
  CFG::BuildOptions Options;
  Options.AddImplicitDtors = true;
  Options.AddTemporaryDtors = true;
  Options.AddInitializers = true;
  Options.AddCXXNewAllocator = true;
  Options.AddCXXDefaultInitExprInCtors = true;
  Options.AddCXXDefaultInitExprInAggregates = true;
  Options.setAllAlwaysAdd();
  return CFG::buildCFG(&Definition, Definition.getBody(), &Context, Options);
}

facts::Function FunctionTranslator::translate() {
  facts::Function Result;
  Result.Usr = Unit.Naming.usr(Definition);
  Result.Name = Unit.Naming.readable(Definition);
  Result.Where = Unit.Source.locate(Definition.getLocation());
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Definition))
    Result.Record = Unit.Naming.usr(*Method->getParent());
  Result.NumParameters = Definition.getNumParams();
  for (const ParmVarDecl *Parameter : Definition.parameters())
    Result.ParameterNames.push_back(Parameter->getNameAsString());
  Unit.Source.locateBody(Definition, Result);
  Result.ReturnsValue = !Definition.getReturnType()->isVoidType();
  Result.CallbackOf = creatorOfCallback(Definition).str();
  Result.IsStatic = !Definition.isExternallyVisible() ||
                    Unit.Naming.isMadeOfLambda(Definition);
  Result.IsConstructor = isa<CXXConstructorDecl>(Definition);
  Result.IsDestructor = isa<CXXDestructorDecl>(Definition);
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Definition))
    Result.IsVirtual = Method->isVirtual();
  Result.IsLibrarys = Unit.Foreign.isLibrarys(Definition.getLocation());
  // A template names what its arguments have, which may come behind it.
  Result.IsGenericLambda = isGenericLambdaCallOperatorSpecialization(
      dyn_cast<CXXMethodDecl>(&Definition));
  if (Result.IsGenericLambda ||
      (!Definition.isTemplated() && !Definition.isTemplateInstantiation()))
    Result.EndsAt = Unit.Source.progressAt(Definition.getEndLoc());
  Result.PrefersNullptr = Unit.Source.prefersNullptr(Definition.getLocation());
  if (Unit.HasErrors && !Body.isBroken())
    Dropped = findDroppedCode(Definition, Unit.PP);
  Result.IsBroken = Body.isBroken() || Dropped.IsUnbounded;
  if (Result.IsBroken)
    return Result;
  Result.IsPartial = Definition.isInvalidDecl() ||
                     !Body.brokenParts().empty() || !Dropped.Gaps.empty();
  if (Unit.FollowsExceptions)
    noteExceptions(Unit, Definition, Result);

  const std::unique_ptr<CFG> Blocks = buildCfg(Definition, Context);
  if (!Blocks) {
    Result.IsBroken = true;
    return Result;
  }
  if (Result.ReturnsValue)
    ReturnValue = Nodes.newTemporary();
  prepareObjects();
  prepareChoices();
  prepareLoops();
  prepareEdges(*Blocks);
  prepareGaps();

  const facts::NodeId Start = BlockStart[Blocks->getEntry().getBlockID()];
  for (const CFGBlock *Block : PostOrderCFGView(Blocks.get()))
    translateBlock(*Block);
  if (hasUntranslatedParts(*Blocks)) {
    Result.IsBroken = true;
    return Result;
  }
  Result.Entry = Start;
  Result.Nodes = Nodes.take(Result.Entry);
  for (const facts::Node &N : Result.Nodes)
    Result.IsPartial |= N.Kind == NodeKind::Unsupported;
  return Result;
}

void FunctionTranslator::translateBlock(const CFGBlock &Block) {
  if (&Block == Exit)
    return;
  Nodes.continueAt(BlockStart[Block.getBlockID()]);
  LastReturn = nullptr;
  Statement = nullptr;
  PendingReads.clear();
  Told.clear();
  BrokenHere.clear();
  for (const CFGElement &Element : Block) {
    translateElement(Element);
    if (!Nodes.isOpen())
      return;
  }
  terminate(Block);
}

void FunctionTranslator::translateElement(const CFGElement &Element) {
  if (auto Statement = Element.getAs<CFGStmt>()) {
    const Stmt *S = Statement->getStmt();
    translateGap(S, /*IsBehind=*/false);
    if (const BodyIndex::BrokenPart *Part = Body.brokenPartOf(S))
      translateBroken(*Part);
    else
      translateStatement(S);
    translateGap(S, /*IsBehind=*/true);
  } else if (auto Init = Element.getAs<CFGInitializer>())
    translateInitializer(Init->getInitializer());
  else if (auto Allocation = Element.getAs<CFGNewAllocator>()) {
    const CXXNewExpr *New = Allocation->getAllocatorExpr();
    if (Body.brokenPartOf(New))
      return;
    startStatement(New);
    Values[New] =
        valueAt(resultOf(emitCall(New->getOperatorNew(), {}, {}, New)));
    if (const Expr *Init = New->getInitializer())
      setHome(Init, pointee(Values[New]));
  } else if (auto Cleanup = Element.getAs<CFGCleanupFunction>()) {
    facts::Node N = newNode(NodeKind::Call, nullptr);
    N.Where = Unit.Source.locate(Definition.getBody()->getEndLoc());
    N.Callee = Unit.Naming.usr(*Cleanup->getFunctionDecl());
    N.CalleeName = Unit.Naming.readable(*Cleanup->getFunctionDecl());
    N.Args.push_back(addressOf(pathOfStorage(Cleanup->getVarDecl())));
    emit(std::move(N));
  } else if (auto Destruction = Element.getAs<CFGImplicitDtor>()) {
    translateDestruction(*Destruction);
  }
}

void FunctionTranslator::translateStatement(const Stmt *S) {
  startStatement(S);
  if (const auto *Declarations = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declarations->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        translateDeclaration(Variable);
  } else if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
    translateReturn(Return);
  } else if (isa<AsmStmt>(S)) {
    emit(newNode(NodeKind::Unsupported, S));
  } else if (const auto *E = dyn_cast<Expr>(S)) {
    translateExpression(E);
    emitWaitingStores(E);
  }
}

void FunctionTranslator::translateExpression(const Expr *E) {
  if (const auto *Op = dyn_cast<BinaryOperator>(E)) {
    if (Op->getOpcode() == BO_Assign)
      storeInto(pathOf(Op->getLHS()), Op->getLHS()->getType(), Op->getRHS(),
                Op);
    else if (Op->isCompoundAssignmentOp())
      translateCompound(Op);
  } else if (const auto *Op = dyn_cast<UnaryOperator>(E)) {
    if (Op->isIncrementDecrementOp())
      translateStep(Op);
  } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
    translateCall(Call);
  } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    translateConstruction(Construct);
  } else if (const auto *Inherited = dyn_cast<CXXInheritedCtorInitExpr>(E)) {
    emitCall(Inherited->getConstructor(), addressOf(homeOf(E)), {}, E);
  } else if (const auto *List = dyn_cast<InitListExpr>(E)) {
    translateList(List);
  } else if (const auto *Lambda = dyn_cast<LambdaExpr>(E)) {
    translateLambda(Lambda);
  } else if (const auto *New = dyn_cast<CXXNewExpr>(E)) {
    const Expr *Init = New->getInitializer();
    if (Init && !isBuiltInPlace(Init))
      storeInto(pointee(Values.lookup(New)), New->getAllocatedType(), Init, E);
  } else if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E)) {
    translateDelete(Delete);
  } else if (isa<CXXThrowExpr>(E)) {
    // Without a handler in this function the edge leads out of it.
    flushReads();
  } else if (const auto *Atomic = dyn_cast<AtomicExpr>(E)) {
    translateAtomicBuiltin(Atomic);
  } else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E)) {
    if (!isBuiltInPlace(Temporary->getSubExpr()))
      storeInto(homeOf(Temporary), Temporary->getType(),
                Temporary->getSubExpr(), E);
  } else if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    if (Cast->getCastKind() == CK_LValueToRValue)
      noteRead(Cast->getSubExpr());
  }
}

void FunctionTranslator::translateReturn(const ReturnStmt *S) {
  LastReturn = S;
  if (const Expr *Value = S->getRetValue(); Value && ReturnValue.isValid())
    emitAssign(ReturnValue, passed(Value), S);
}

void FunctionTranslator::leaveFunction() {
  facts::Node N = newNode(NodeKind::Return, LastReturn);
  if (!LastReturn)
    N.Where = Unit.Source.locate(Definition.getBody()->getEndLoc());
  if (ReturnValue.isValid() && LastReturn) {
    N.Args.push_back(valueAt(ReturnValue));
    N.Args.back().IsNumber = isNumber(Definition.getReturnType());
  }
  emit(std::move(N));
}

/// Where \p Statement stands in the body of \p Definition.
static facts::BodyPlace placeIn(const FunctionDecl &Definition,
                                const Stmt *Statement) {
  const auto *Body = dyn_cast<CompoundStmt>(Definition.getBody());
  if (!Body || Body->body_empty())
    return facts::BodyPlace::Inside;
  if (Body->body_back() == Statement)
    return facts::BodyPlace::Last;
  return Body->size() > 1 && isa<ReturnStmt>(Body->body_back()) &&
                 *(Body->body_end() - 2) == Statement
             ? facts::BodyPlace::BeforeReturn
             : facts::BodyPlace::Inside;
}

facts::Node FunctionTranslator::newNode(NodeKind Kind, const Stmt *At) {
  facts::Node N;
  N.Kind = Kind;
  N.Loops = Loops.around(At);
  if (!At)
    return N;
  Unit.Source.place(N, At->getSourceRange());
  const Stmt *Full = Body.fullStatement(At);
  if (!Full || Body.isConditional(At))
    return N;
  const Stmt *Outer = Body.bareBodyOf(Full);
  if (Outer || Body.standsInBraces(Full))
    N.Insertion = Unit.Source.around(*Full, *At, Outer);
  N.Insertion.InBody = placeIn(Definition, Full);
  return N;
}

facts::NodeId FunctionTranslator::emit(facts::Node N) {
  forEachPath(N, [&](const facts::Path &P) { Told.push_back(P); });
  if (N.Kind != NodeKind::Assign)
    flushReads();
  return Nodes.append(std::move(N));
}

facts::NodeId FunctionTranslator::emitAssign(const facts::Path &Target,
                                             facts::Operand Stored,
                                             const Stmt *At) {
  // Of a store to where nothing is known, only what it reads counts.
  if (!Target.isValid())
    return facts::NoNode;
  facts::Node N = newNode(NodeKind::Assign, At);
  N.Target = Target;
  N.Args.push_back(std::move(Stored));
  return emit(std::move(N));
}

void FunctionTranslator::noteRead(const Expr *E) {
  facts::Path Read = pathOf(E);
  const bool IsConstant = Read.Root == facts::Path::RootKind::Global &&
                          E->getType().isConstQualified();
  if (isShared(Read) && !IsConstant)
    PendingReads.push_back(std::move(Read));
}

/// Writes down the reads that no node of the statement mentions.
void FunctionTranslator::flushReads() {
  std::vector<facts::Path> Reads = std::move(PendingReads);
  PendingReads.clear();
  // The longest paths come last and tell those they lead through.
  for (auto Read = Reads.rbegin(); Read != Reads.rend(); ++Read) {
    bool IsTold = false;
    for (const facts::Path &P : Told)
      IsTold |= isPrefix(*Read, P);
    if (IsTold)
      continue;
    facts::Node N = newNode(NodeKind::Touch, Statement);
    N.Target = *Read;
    Told.push_back(std::move(*Read));
    Nodes.append(std::move(N));
  }
}

void FunctionTranslator::startStatement(const Stmt *S) {
  const Stmt *Full = S ? Body.fullStatement(S) : nullptr;
  if (Full && Full == Statement)
    return;
  flushReads();
  Told.clear();
  Statement = Full ? Full : S;
}
