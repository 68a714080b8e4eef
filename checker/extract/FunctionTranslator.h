//===- FunctionTranslator.h - One function to a graph of facts ------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_FUNCTIONTRANSLATOR_H
#define THREADPOOL_TIDY_EXTRACT_FUNCTIONTRANSLATOR_H

#include "extract/BodyIndex.h"
#include "extract/BrokenText.h"
#include "extract/DroppedCode.h"
#include "extract/ForeignCode.h"
#include "extract/Graph.h"
#include "extract/LibraryPointers.h"
#include "extract/LoopKinds.h"
#include "extract/Names.h"
#include "extract/Places.h"
#include "facts/ThreadpoolApi.h"
#include "wrappers/Wrapper.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/Diagnostic.h"

#include <optional>
#include <set>

namespace clang {
class Preprocessor;
} // namespace clang

namespace threadpool::extract {

/// Whether \p Class is, or implements, an atomic of the C++ library.
bool isLibraryAtomic(const clang::CXXRecordDecl &Class);

class Described;

/// What the functions of a unit share while they are translated.
struct UnitContext {
  clang::ASTContext &Context;
  /// May be null.
  const clang::Preprocessor *PP;
  Names Naming;
  Places Source;
  ForeignCode Foreign;
  /// Errors may have removed code from the syntax tree.
  bool HasErrors;
  /// May be null.
  Described *Known = nullptr;
  /// What functions throw is asked for.
  bool FollowsExceptions = false;
  /// Functions that stand between the pool and callbacks of described objects,
  /// by USR.
  std::map<std::string, facts::Function> Adapters;
  KnownNames BrokenNames;
  LibraryPointers Pointers;
  /// Globals that paths mention and other units can name.
  std::set<std::string> ExternalGlobals;

  UnitContext(clang::ASTContext &Context, const clang::Preprocessor *PP,
              std::vector<std::string> &Files, const std::string &Name)
      : Context(Context), PP(PP), Naming(Context, Name), Source(Context, Files),
        Foreign(Context.getSourceManager()),
        HasErrors(Context.getDiagnostics().hasUncompilableErrorOccurred()) {}
};

/// Walks Clang's control-flow graph of one function and writes down what each
/// element does. All members that take an expression expect that the graph's
/// elements before it have been translated.
class FunctionTranslator {
public:
  FunctionTranslator(UnitContext &Unit, const clang::FunctionDecl &Definition);

  facts::Function translate();
  /// The end of \p Variable, which has static storage, as a function of its
  /// name; the definition, which is empty, stands for nothing.
  facts::Function translateExit(const clang::VarDecl &Variable,
                                const clang::CXXDestructorDecl &Destructor);

  /// The start of \p Variable, which has static storage and is all that the
  /// definition's body declares, as a function of its name.
  facts::Function translateStart(const clang::VarDecl &Variable);

private:
  // The walk.
  void translateBlock(const clang::CFGBlock &Block);
  void translateElement(const clang::CFGElement &Element);
  void translateStatement(const clang::Stmt *S);
  void translateExpression(const clang::Expr *E);
  void translateReturn(const clang::ReturnStmt *S);
  void leaveFunction();

  // Parts with errors.
  void prepareGaps();
  void translateGap(const clang::Stmt *S, bool IsBehind);
  void translateBroken(const BodyIndex::BrokenPart &Part);
  void translateText(const clang::Stmt *S, const BrokenText &Text);
  void translateLost(const clang::Stmt *S, const DroppedCode::Text &Text);
  std::vector<std::string> wordsOf(llvm::ArrayRef<clang::Token> Text) const;
  std::vector<std::string> wordsIn(const BodyIndex::BrokenPart &Part) const;
  BrokenText readBroken(const BodyIndex::BrokenPart &Part) const;
  BrokenText readValueOf(const clang::DeclStmt &Declaration) const;
  std::vector<clang::Token> knownTokens(clang::SourceLocation Begin) const;
  BrokenScope scopeOf(const clang::Stmt *S) const;
  BrokenText readStrangerIn(const BodyIndex::BrokenPart &Part) const;
  void guess(const clang::Stmt *S, const BrokenText &Text);
  bool hasUntranslatedParts(const clang::CFG &Blocks) const;

  // Edges between blocks.
  void terminate(const clang::CFGBlock &Block);
  void terminateSwitch(const clang::SwitchStmt *Switch,
                       const clang::CFGBlock &Block);
  void chooseAmong(const std::vector<facts::NodeId> &Targets,
                   const clang::Stmt *At);
  facts::NodeId edge(const clang::CFGBlock &From, unsigned Index);
  void prepareEdges(const clang::CFG &Blocks);

  // Nodes.
  facts::Node newNode(facts::NodeKind Kind, const clang::Stmt *At);
  facts::NodeId emit(facts::Node N);
  facts::NodeId emitAssign(const facts::Path &Target, facts::Operand Stored,
                           const clang::Stmt *At);
  void noteRead(const clang::Expr *E);
  void flushReads();
  void startStatement(const clang::Stmt *S);

  // Values.
  facts::Operand valueOf(const clang::Expr *E);
  facts::Operand valueOfStripped(const clang::Expr *E);
  /// Whether a value of \p Type is a number that holds no pointer.
  bool isNumber(clang::QualType Type) const;
  facts::Operand valueOfCast(const clang::CastExpr *Cast);
  facts::Operand valueOfUnary(const clang::UnaryOperator *Op);
  facts::Operand valueOfBinary(const clang::BinaryOperator *Op);
  std::optional<facts::Operand> constantValue(const clang::Expr *E) const;
  /// A pointer to what the glvalue \p E denotes.
  facts::Operand pointerTo(const clang::Expr *E);
  /// What binds to a reference, or is passed on by value.
  facts::Operand passed(const clang::Expr *E);
  facts::Operand unknownFrom(const clang::Expr *E);
  /// The product with a constant that \p E, a 64-bit number, is.
  std::optional<facts::Operand> productOf(const clang::Expr *E);
  /// The half of a 64-bit number that \p Op masks or shifts out.
  std::optional<facts::Operand> halfOf(const clang::BinaryOperator *Op);
  void collectSources(const clang::Expr *E, std::vector<facts::Path> &Sources,
                      unsigned Depth);

  // Storage.
  facts::Path pathOf(const clang::Expr *E);
  facts::Path pathOfStripped(const clang::Expr *E);
  facts::Path pathOfCall(const clang::CallExpr *Call);
  facts::Path pathOfMember(const clang::MemberExpr *Member);
  facts::Path pathOfElement(const clang::ArraySubscriptExpr *Element);
  facts::Path pathOfVariable(const clang::VarDecl *Variable);
  facts::Path pathOfStorage(const clang::VarDecl *Variable);
  facts::Path pathOfField(facts::Path Object, const clang::FieldDecl *Field);
  facts::Path memberOf(facts::Path Object, const clang::FieldDecl &Field) const;
  facts::Operand thisPointer();
  const clang::Expr *partOfContainer(const clang::CastExpr *Cast) const;

  // Loops over all elements, and the elements of containers.
  void prepareLoops();
  void prepareLoop(const clang::ForStmt &Loop);
  /// The variable of the loop that \p Condition, as its first part, decides.
  facts::Path loopVariable(const clang::Stmt *Condition);
  /// The name of the element at \p Index.
  std::string indexName(const clang::Expr *Index);
  /// What the variable \p Iterator of a loop over all elements stands at.
  facts::Path pathOfIterated(const clang::Expr *Iterator);
  /// The element of a library container that \p Call gives access to.
  facts::Path pathOfContained(const clang::CallExpr *Call);
  bool translateContained(const clang::CallExpr *Call);
  void destroyElements(const clang::CXXRecordDecl &Class, facts::Path Whole,
                       clang::SourceLocation At);

  // Conditions.
  struct Test {
    enum { Constant, Compare, Opaque } Kind = Opaque;
    /// The other outcome is meant.
    bool Negated = false;
    /// Constant: the outcome.
    bool Value = false;
    /// Compare: Left is less than Right, and not: Left equals Right.
    bool IsOrder = false;
    /// Opaque: Left is unknown, with its sources.
    facts::Operand Left, Right;
  };
  Test testOf(const clang::Expr *E);
  Test comparison(const clang::BinaryOperator *Op);
  Test order(const clang::BinaryOperator *Op);
  static bool isCondition(const clang::Expr *E);
  void branchOn(const Test &T, facts::NodeId Next, facts::NodeId Else,
                const clang::Stmt *At);
  /// The outcome of the condition \p E as 0 or 1.
  facts::Operand outcomeOf(const clang::Expr *E);
  facts::Operand outcomeOf(const Test &T, const clang::Expr *E);
  void emitWaitingStores(const clang::Expr *E);
  void prepareChoices();

  // Calls.
  void translateCall(const clang::CallExpr *Call);
  void translateDefault(const clang::Expr *Argument);
  bool translateBuiltin(const clang::CallExpr *Call,
                        const clang::FunctionDecl &Callee);
  void emitApiCall(const clang::CallExpr *Call, const facts::ApiFunction &Row);
  facts::NodeId emitCall(const clang::FunctionDecl *Callee, facts::Operand This,
                         llvm::ArrayRef<const clang::Expr *> Args,
                         const clang::Stmt *At);
  const clang::FunctionDecl *calleeOf(const clang::CallExpr *Call) const;
  bool isVirtualHere(const clang::CallExpr *Call,
                     const clang::CXXMethodDecl *Method) const;
  facts::Operand objectOf(const clang::CallExpr *Call);
  static const clang::Expr *forwardedArgument(const clang::Expr *E);

  // Objects: construction, destruction, aggregates.
  void translateDeclaration(const clang::VarDecl *Variable);
  void translateInitializer(const clang::CXXCtorInitializer *Init);
  void translateConstruction(const clang::CXXConstructExpr *Construct);
  void translateList(const clang::InitListExpr *List);
  void translateLambda(const clang::LambdaExpr *Lambda);
  void translateDelete(const clang::CXXDeleteExpr *Delete);
  void translateDestruction(const clang::CFGImplicitDtor &Element);
  void emitDestructor(const clang::CXXDestructorDecl *Destructor,
                      facts::Operand This, bool IsVirtual,
                      clang::SourceLocation At);
  void storeInto(const facts::Path &Target, clang::QualType Type,
                 const clang::Expr *Init, const clang::Stmt *At);
  void storeZero(const facts::Path &Target, clang::QualType Type,
                 const clang::Stmt *At, unsigned Depth = 0);
  void storeCleared(const clang::CallExpr *Call,
                    const clang::FunctionDecl &Callee);
  void prepareObjects();
  void setHome(const clang::Expr *E, const facts::Path &Where);
  /// Where the object that \p E makes lives.
  facts::Path homeOf(const clang::Expr *E);
  static bool isBuiltInPlace(const clang::Expr *E);
  void forEachPart(const clang::InitListExpr *List, const facts::Path &Whole,
                   llvm::function_ref<void(const facts::Path &, clang::QualType,
                                           const clang::Expr *)>
                       Visit);

  // Arithmetic.
  facts::Path maskedBit(const clang::BinaryOperator *Op);
  bool changeBits(const clang::Expr *At, const facts::Path &Variable,
                  clang::QualType Type, bool Set, const facts::Operand &Mask);
  void addTo(const clang::Expr *At, const facts::Path &Variable,
             std::int64_t Added);
  void translateCompound(const clang::BinaryOperator *Op);
  void translateStep(const clang::UnaryOperator *Op);

  // Atomic operations.
  bool translateInterlocked(const clang::CallExpr *Call,
                            const facts::ApiFunction &Row);
  bool translateAtomicMember(const clang::CallExpr *Call,
                             const clang::CXXMethodDecl &Method);
  bool translateStopMember(const clang::CallExpr *Call,
                           const clang::CXXMethodDecl &Method);
  bool translateLibraryFunction(const clang::CallExpr *Call,
                                const clang::FunctionDecl &Callee);
  void translateAtomicBuiltin(const clang::AtomicExpr *Atomic);
  void exchange(const clang::Expr *Call, const facts::Path &Variable,
                facts::Operand Stored);
  void modify(const clang::Expr *Call, const facts::Path &Variable);
  void modify(const clang::Expr *Call, const facts::Path &Variable,
              facts::ApiRole How, const facts::Operand &Value);
  void compareAndStore(const clang::Expr *Call, const facts::Path &Variable,
                       facts::Operand Stored, const facts::Operand &Expected,
                       llvm::function_ref<void()> IfStored,
                       llvm::function_ref<void()> IfNot);

  // Described functions and classes.
  struct DescribedCall;
  bool translateDescribed(const clang::FunctionDecl *Callee,
                          const facts::Operand &This,
                          llvm::ArrayRef<const clang::Expr *> Args,
                          const clang::Stmt *At,
                          clang::SourceLocation Where = {});
  facts::Operand argumentOf(const DescribedCall &Call,
                            const wrappers::Place &At);
  facts::Node describedNode(facts::NodeKind Kind, const DescribedCall &Call);
  facts::NodeId emitOnObject(wrappers::Effect E, const DescribedCall &Call);
  void storeDescribed(const DescribedCall &Call, facts::Operand Stored);
  void touchOtherArguments(const DescribedCall &Call);
  /// The function that the pool calls if a wrapper is given \p Given, and the
  /// \p Context that it gets if the callback brings its own.
  facts::Operand callbackGiven(const clang::Expr *Given,
                               facts::Operand &Context);
  std::string adapterFor(const clang::FunctionDecl &Function, bool HasThis);
  bool isDescribedGuard(const clang::CXXRecordDecl *Class) const;
  bool translateDescribedGuard(const clang::CXXConstructExpr *Construct);

  // Smart pointers of the C++ library.
  struct PointerCall;
  bool isKnownPointer(const LibraryPointer &P) const;
  bool translatePointerMember(const clang::CallExpr *Call,
                              const clang::CXXMethodDecl &Method);
  bool translatePointerComparison(const clang::CallExpr *Call,
                                  const clang::FunctionDecl &Callee);
  bool translatePointerConstruction(const clang::CXXConstructExpr *Construct);
  bool translatePointerDestruction(const clang::CXXDestructorDecl &Destructor,
                                   const facts::Operand &This,
                                   clang::SourceLocation At);
  facts::Node pointerNode(facts::NodeKind Kind, const PointerCall &Call);
  void storePointer(const facts::Path &Target, facts::Operand Stored,
                    const PointerCall &Call);
  facts::Operand taken(const facts::Path &Pointer, const PointerCall &Call);
  facts::Operand released(const facts::Path &Pointer, const PointerCall &Call);
  facts::Operand pointerGiven(const clang::Expr *Given,
                              const PointerCall &Call);
  void letGo(const PointerCall &Call, const facts::Operand *New);
  void callDeleter(const PointerCall &Call, const facts::Operand &Old);
  void deleteThrough(const PointerCall &Call, const facts::Operand &Old);
  void emptyGivenPointers(llvm::ArrayRef<const clang::Expr *> Args);

  // Objects of the C++ library that hold a function or nothing.
  facts::Operand heldOnceGiven(const clang::Expr *Given);
  void spoilMoved(const clang::Expr *Given, const clang::Expr *At);
  void swapHeld(const facts::Path &Left, const facts::Path &Right,
                const clang::Expr *At);
  bool translateHeldQuestion(const clang::CallExpr *Call,
                             const clang::FunctionDecl &Callee);
  void noteHeld(const clang::CallExpr *Call, const clang::FunctionDecl *Callee);
  void noteHeld(const clang::CXXConstructExpr *Construct);

  // Locks of the C++ library.
  bool translateLockMember(const clang::CallExpr *Call,
                           const clang::CXXMethodDecl &Method);
  bool translateGuard(const clang::CXXConstructExpr *Construct);
  bool translateLockFunction(const clang::CallExpr *Call,
                             const clang::FunctionDecl &Callee);
  bool translateLockCall(const clang::CallExpr *Call, const facts::Path &Lock,
                         llvm::StringRef Name);
  bool releaseGuard(const facts::Operand &This, clang::SourceLocation At);
  bool translateConditionWait(const clang::CallExpr *Call,
                              const clang::CXXMethodDecl &Method);
  /// The locks that a guard object holds.
  struct Guard {
    facts::Path Object;
    std::vector<facts::Path> Locks;
    /// 1 while it does; invalid if it always does.
    facts::Path Owns;
  };
  Guard *guardAt(const facts::Path &Object);
  void emitLocks(facts::NodeKind Kind, const Guard &Held,
                 const facts::Node &Where);
  void tryLocks(const Guard &Held, const clang::Expr *Call);

  UnitContext &Unit;
  clang::ASTContext &Context;
  const clang::FunctionDecl &Definition;
  BodyIndex Body;
  LoopKinds Loops;
  Graph Nodes;
  /// The initialiser of a variable with static storage runs here.
  bool IsStart = false;

  /// Values of expressions that left nodes behind.
  llvm::DenseMap<const clang::Expr *, facts::Operand> Values;
  /// Where objects live that expressions make.
  llvm::DenseMap<const clang::Expr *, facts::Path> Homes;
  llvm::DenseMap<const clang::VarDecl *, std::string> LocalNames;
  std::map<std::string, unsigned> NumLocals;
  llvm::DenseMap<const clang::ValueDecl *, clang::FieldDecl *> Captures;
  clang::FieldDecl *CapturedThis = nullptr;

  /// Temporaries that get the value of an expression once it is evaluated.
  struct WaitingStore {
    facts::Path Target;
    enum { Value, Outcome, Pointer } What;
  };
  llvm::DenseMap<const clang::Expr *, std::vector<WaitingStore>> Waiting;
  /// The logical operator whose value an inner one contributes to.
  llvm::DenseMap<const clang::Stmt *, const clang::BinaryOperator *> Outermost;
  llvm::DenseMap<const clang::BinaryOperator *, const clang::CFGBlock *>
      Confluence;

  std::vector<facts::NodeId> BlockStart;
  const clang::CFGBlock *Exit = nullptr;
  facts::Path ReturnValue;
  const clang::ReturnStmt *LastReturn = nullptr;
  /// Where all ways meet that leave the body at its end.
  facts::NodeId End = facts::NoNode;

  const clang::Stmt *Statement = nullptr;
  std::vector<facts::Path> PendingReads;
  std::vector<facts::Path> Told;

  std::vector<Guard> Guards;

  /// Loops over all elements: the condition, with the variable.
  llvm::DenseMap<const clang::Expr *, const clang::VarDecl *> LoopConditions;
  /// What pointers and iterators in such loops begin with.
  llvm::DenseMap<const clang::VarDecl *, const clang::Expr *> Iterated;
  /// How many of these a path is being found through.
  unsigned NumIterators = 0;
  /// The same for range-based loops: the variable that holds the range.
  llvm::DenseMap<const clang::VarDecl *, const clang::VarDecl *> Ranges;
  DroppedCode Dropped;
  /// Gaps by the statements that they are before.
  llvm::DenseMap<const clang::Stmt *, const DroppedCode::Gap *> GapBefore;
  /// What was translated: all in all, and in the current block.
  std::set<const void *> BrokenDone, BrokenHere;
};

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_FUNCTIONTRANSLATOR_H
