//===- Facts.h - What one translation unit says ---------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Plain records, free of Clang types. The extractor writes one control-flow
// graph for each function that matters; it translates and does not judge.
// Meaning (which object, which flag, which owner) is the linker's business.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_FACTS_H
#define THREADPOOL_TIDY_FACTS_FACTS_H

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace threadpool::facts {

/// A place in a file. Lines and columns count from 1, offsets from 0 in bytes.
/// Inside a macro it is where the macro is expanded.
struct Location {
  std::uint32_t File = 0; // index into UnitFacts::Files
  std::uint32_t Offset = 0;
  std::uint32_t Line = 0; // 0: no place
  std::uint32_t Column = 0;

  bool isValid() const { return Line != 0; }
};

/// See Path::Step::StepKind::Element.
inline constexpr char IndexMark[] = "$";
/// Each element in turn: of what is constructed or destroyed as a whole, or
/// grows one by one.
inline constexpr char EachElement[] = "+";

/// Names a piece of storage: a root and the way from it. A pointer and what
/// it points to differ by a dereference step, so `p->a.b` is
/// {root p, "*", a, b}, and `&p->a` is the Address of {p, "*", a}.
struct Path {
  enum class RootKind : std::uint8_t {
    None,
    /// Symbol is the parameter's position, from 0.
    Parameter,
    /// The object that `this` points to; no dereference step follows.
    This,
    /// Symbol is the variable's USR. Static members and static locals too.
    Global,
    /// Symbol is the variable's name, made unique within the function.
    Local,
    /// The value of a call; Symbol is the id of the node that made it.
    Result,
  };

  /// One step from a piece of storage to another.
  struct Step {
    enum class StepKind : std::uint8_t {
      Dereference, // Name is empty
      Field,       // Name is the field's USR
      /// Name is the constant index; IndexMark and the name of the local that
      /// holds the index ("param N" for a parameter); EachElement; or empty.
      Element,
      /// Last in a path; Name is empty. The object of the user's own type that
      /// a described function works on. Held by a pointer it goes by the name
      /// of the pointer: a dereference before this step counts as none.
      Described,
      /// Last in a path; Name is its value, a power of two. It holds that value
      /// or 0.
      Bit,
      /// Last in a path, behind where a handle or token is: 1 if the event is
      /// signaled, or a stop was asked for, else 0.
      Signal,
      /// Last in a path, behind where an object of the C++ library is that has
      /// something or nothing: 1 if it has, else 0.
      Held,
    };
    StepKind Kind = StepKind::Field;
    std::string Name;
    /// Field: a member of a union. What is stored there is in the others too.
    bool IsUnionMember = false;
  };

  RootKind Root = RootKind::None;
  std::string Symbol;
  std::vector<Step> Steps;

  bool isValid() const { return Root != RootKind::None; }
};

/// A number of 64 bits that is computed from another number by multiplying it.
struct Product {
  /// What the program means to multiply with.
  std::int64_t Factor = 0;
  /// The greatest number for which the program's arithmetic gives that product,
  /// and the greatest one that there is.
  std::uint64_t Limit = 0;
  std::uint64_t Most = 0;
  /// The number has no sign.
  bool IsUnsigned = false;
  /// The expression.
  Location Where;
  /// Where a conversion of the number to 64 bits with a sign, written before
  /// it, makes the arithmetic right; no place if nowhere.
  Location Widen;
};

/// A number that is at least Least and at most Most, and as likely to be any of
/// those between them. Of a std::chrono::duration, milliseconds.
struct NumberRange {
  std::int64_t Least = 0;
  std::int64_t Most = 0;
};

enum class NumberHalf : std::uint8_t { None, Low, High };

/// The value of an expression, as far as it can be named.
struct Operand {
  enum class OperandKind : std::uint8_t {
    /// Nothing is known. Sources says what it was computed from.
    Unknown,
    /// Number; null pointers, false and enumerators are numbers too.
    Constant,
    /// The value stored at Where.
    Value,
    /// A pointer to Where.
    Address,
    /// A pointer to the function whose USR is Function; captureless lambdas
    /// count as functions.
    Function,
  };

  OperandKind Kind = OperandKind::Unknown;
  std::int64_t Number = 0;
  Path Where;
  std::string Function;
  /// Its type is a number's that is too small for a pointer.
  bool IsNumber = false;
  /// For Unknown: storage that was read, and call results that took part.
  std::vector<Path> Sources;
  /// For Unknown: text that the program holds as a literal.
  bool IsLiteral = false;
  /// For Unknown: if not 0, this much more than what is at Sources[0].
  std::int64_t Added = 0;
  /// For Unknown: if not null, a multiple of what is at Sources[0].
  std::shared_ptr<const Product> Times;
  /// For Unknown: if not None, 32 of the 64 bits of what is at Sources[0].
  NumberHalf Half = NumberHalf::None;
  /// Not for Constant: what it may be, if that follows from the expression
  /// alone.
  std::shared_ptr<const NumberRange> Range;
  /// The expression as written; empty inside macros. Quick fixes reuse it.
  std::string Text;
};

using NodeId = std::uint32_t;
inline constexpr NodeId NoNode = 0xffffffff;

enum class NodeKind : std::uint8_t {
  /// Nothing; joins edges.
  Join,
  /// A call of a function of ThreadpoolApi.def, named Callee, found by its
  /// global extern "C" declaration. Its value, if used, is {Result, node id}.
  ApiCall,
  /// A call of any other function. Callee is the USR, empty if not known
  /// statically (function pointers, virtual calls that may be overridden).
  Call,
  /// Target becomes Args[0]. Also initialisations and atomic stores.
  Assign,
  /// Target is read or written in a way that no other node tells.
  Touch,
  /// Args[0] points to an object that is destroyed and released (delete).
  /// The destructor is a Call node before it.
  Delete,
  /// The lock Target is acquired or released: guards and lock members of
  /// C++ classes. The Win32 lock functions are ApiCalls.
  Lock,
  Unlock,
  /// From now on nothing signals what waits wait for.
  SourceOff,
  /// Next if the lock Target is acquired, Else if somebody else has it.
  TryLock,
  /// Next if Args[0] compares to Args[1] as Compare says, Else if not.
  Branch,
  /// Next or Else; what decides is not a comparison. Args[0] is Unknown, with
  /// its Sources.
  OpaqueBranch,
  /// Returns Args[0], if any.
  Return,
  /// Never returns normally: throw, abort, __builtin_unreachable.
  Abandon,
  /// The extractor could not translate what stands here.
  Unsupported,
};

enum class Comparison : std::uint8_t { Equal, NotEqual, Less, NotLess };

/// Whether \p C holds of two numbers.
constexpr bool holds(Comparison C, std::int64_t Left, std::int64_t Right) {
  switch (C) {
  case Comparison::Equal:
    return Left == Right;
  case Comparison::NotEqual:
    return Left != Right;
  case Comparison::Less:
    return Left < Right;
  case Comparison::NotLess:
    return Left >= Right;
  }
  return false;
}

constexpr bool isOrder(Comparison C) {
  return C == Comparison::Less || C == Comparison::NotLess;
}

/// The braces that a statement needs before it can have neighbours.
struct MissingBraces {
  Location Open;
  Location Close;
  /// What to write there, in the style of the file.
  std::string OpenText;
  std::string CloseText;
};

/// Where a statement stands in the body of its function.
enum class BodyPlace : std::uint8_t {
  Inside,
  /// In the braces of the body, and only a return statement follows.
  BeforeReturn,
  /// In the braces of the body, and nothing follows.
  Last,
};

/// Where a statement could be inserted before the node's own statement.
struct InsertionPoint {
  /// Start of the enclosing full statement, if it always evaluates the node,
  /// stands outside of macros and in braces, or could be put in braces; no
  /// place otherwise.
  Location Before;
  /// Behind that statement's semicolon or brace.
  Location After;
  /// White space at the start of the line of Before.
  std::string Indentation;
  /// What stands between two statements here: a line break with Indentation, or
  /// a space in a line of several.
  std::string Separator;
  /// The statement from Before to After, as written.
  std::string StatementText;
  /// Offsets of the lines that hold nothing but the statement, from the line
  /// break before it; the same if the statement shares its lines.
  std::uint32_t LinesBegin = 0;
  std::uint32_t LinesEnd = 0;
  /// No local variable that the node names is declared behind this offset.
  std::uint32_t ScopeBegin = 0;
  BodyPlace InBody = BodyPlace::Inside;
  /// For the whole of a branch or a loop's body that has none.
  std::optional<MissingBraces> Braces;
};

/// What is known of the loops around a node, in its function, or of the one
/// that it decides.
enum class LoopKind : std::uint8_t {
  /// There are none.
  None,
  /// They work with memory alone: no other thread can be waited for in them.
  MemoryOnly,
  MayWait,
  /// The node is the condition of a loop that counts up or down to a bound, one
  /// step each time round, and is left in no other way but by an exception.
  Counting,
};

struct Node {
  NodeKind Kind = NodeKind::Join;
  NodeId Next = NoNode;
  NodeId Else = NoNode;
  Comparison Compare = Comparison::Equal;
  /// ApiCall: name. Call: USR, or empty.
  std::string Callee;
  /// Call: the USR of the virtual function that is named, where an override
  /// may run instead; Callee is empty then.
  std::string Overridable;
  /// Call: as a reader knows the function.
  std::string CalleeName;
  /// Abandon: the program says that control never comes here, as behind an
  /// assertion that failed.
  bool IsImpossible = false;
  /// Call: stands for code with an error. What it does is not known, only what
  /// it names: This, which is used, and Args, which may be.
  bool IsGuess = false;
  /// Unsupported, and a Call that is a guess: every name in the code with the
  /// error; empty if they are not known, or if one of them may stand for
  /// others.
  std::vector<std::string> Words;
  /// Call: the function is declared in a system header.
  bool CalleeIsSystem = false;
  std::vector<Operand> Args;
  /// The described function, as a reader knows it, whose call does this; empty
  /// where the code itself says what is done.
  std::string Via;
  /// Call of a member function: the object (an Address operand).
  Operand This;
  Path Target;
  /// Branch, OpaqueBranch: the variable that counts, or walks, through all
  /// elements of something, in a loop whose body Next leads into once for each
  /// of them. No other place sets it inside of the loop.
  Path LoopVariable;
  LoopKind Loops = LoopKind::None;
  Location Where;
  /// Byte length of the expression at Where; 0 inside macros.
  std::uint32_t Length = 0;
  InsertionPoint Insertion;
};

/// An exception that a function throws, and that none of its own handlers
/// catches.
struct Throw {
  Location Where;
  std::uint32_t Length = 0;
  /// What a handler may be declared with that catches it; empty if it is not
  /// known, and any may.
  std::vector<std::string> Types;
};

/// A call in a function that may be left by what its callee throws.
struct OpenCall {
  /// USR.
  std::string Callee;
  Location Where;
  /// What handlers around it are declared with.
  std::vector<std::string> Caught;
};

struct Function {
  std::string Usr;
  /// Qualified name for readers; lambdas: "lambda in NAME".
  std::string Name;
  Location Where;
  /// USR of the class, for members.
  std::string Record;
  unsigned NumParameters = 0;
  /// Empty for those that have none.
  std::vector<std::string> ParameterNames;
  bool ReturnsValue = false;
  /// The function of ThreadpoolApi.def that makes objects whose callbacks have
  /// this function's type and are told of their object; empty if none does.
  std::string CallbackOf;
  bool IsStatic = false; // not visible outside of the unit
  bool IsConstructor = false;
  bool IsDestructor = false;
  bool IsVirtual = false;
  /// Defined in a header of a library that is looked into all the same.
  bool IsLibrarys = false;
  /// Contains errors that may reach anywhere, or what the extractor cannot
  /// follow at all (coroutines); Nodes is empty then.
  bool IsBroken = false;
  /// Contains errors that are confined to nodes of their own: Unsupported, or a
  /// Call that is a guess.
  bool IsPartial = false;
  /// How far the unit's own file has been read where the function ends: what is
  /// declared there or later it cannot name.
  std::uint32_t EndsAt = 0xffffffff;
  /// It is made of a generic lambda: members of its arguments' classes it can
  /// name, wherever they are declared.
  bool IsGenericLambda = false;
  /// Uses nullptr rather than NULL or 0.
  bool PrefersNullptr = false;
  std::vector<Node> Nodes;
  NodeId Entry = NoNode;
  /// Behind the opening brace of the body, if that is outside of macros, and
  /// what stands before a statement that is inserted there.
  Location BodyBegin;
  std::string BodySeparator;
  /// Left out where nothing leaves the function, or nobody asks for it.
  std::vector<Throw> Throws;
  std::vector<OpenCall> OpenCalls;

  bool hasBody() const { return Entry != NoNode; }
};

/// A pointer to a FILETIME, which need not be aligned, that is made into one to
/// a number of 64 bits, which is.
struct FileTimeCast {
  Location Where;
  std::uint32_t Length = 0;
};

/// What the unit says about being part of a DLL.
enum class DllEvidence : std::uint8_t {
  None,
  DllMain,
  Export,
  Macro,
  /// Not the unit itself, but the project that compiles it.
  Project,
};

struct UnitFacts {
  std::vector<std::string> Files;
  /// By USR. Every function that is defined outside of system headers.
  std::map<std::string, Function> Functions;
  /// For each variable with static storage that has a destructor: its end, as
  /// the function that the C++ library calls when the module ends. Named as the
  /// variable.
  std::vector<Function> AtExit;
  /// The initialisers of variables with static storage outside of functions, if
  /// there is anything in AtExit; those of numbers are left out.
  std::vector<Function> AtStart;
  /// Constant initialisers of globals and of fields, by USR.
  std::map<std::string, std::int64_t> InitialValues;
  /// USRs of globals that other units can name.
  std::vector<std::string> ExternalGlobals;
  /// USRs of those that a header declares. In order.
  std::vector<std::string> HeaderGlobals;
  /// USRs of members that functions here mention and that other units may write
  /// to: their classes are defined in headers, and used elsewhere as well. In
  /// order.
  std::vector<std::string> ExternalFields;
  /// Where the unit's own file declares a variable, or begins the outermost
  /// class of a member, by USR. To be compared with Function::EndsAt.
  std::map<std::string, std::uint32_t> DeclaredAt;
  /// For what other units may name as well, of functions, variables with static
  /// storage, fields and classes that the functions here mention: the file that
  /// declares it first, by USR. What system headers declare is left out. Only
  /// noted where units are to be linked.
  std::map<std::string, std::uint32_t> DeclaredIn;
  /// USRs of the variables among them that the unit's own file defines. In
  /// order.
  std::vector<std::string> DefinedGlobals;
  /// In the order of their places, outside of system headers.
  std::vector<FileTimeCast> FileTimeCasts;
  DllEvidence Dll = DllEvidence::None;
  /// The DllMain, or something that is exported.
  Location DllAt;
  /// The program is built for Windows 8 or later: it may call what is new
  /// there.
  bool TargetsWindows8 = false;
};

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_FACTS_H
