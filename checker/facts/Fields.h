//===- Fields.h - The members of the records, in order ----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one place that lists what a facts file holds, and in which order; those
// that are seldom there come last, because they are left out then. A record
// with a member that is missing here does not compile. Whoever changes a list
// raises FormatVersion.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_FIELDS_H
#define THREADPOOL_TIDY_FACTS_FIELDS_H

#include "facts/Index.h"

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace threadpool::facts {

template <class Record, class Member> struct Field {
  const char *Name;
  Member Record::*At;
};

template <class Record, class Member>
constexpr Field<Record, Member> field(const char *Name, Member Record::*At) {
  return {Name, At};
}

/// The members of a record: fieldsOf(static_cast<Record *>(nullptr)).
constexpr auto fieldsOf(const Location *) {
  using R = Location;
  return std::make_tuple(field("file", &R::File), field("offset", &R::Offset),
                         field("line", &R::Line), field("column", &R::Column));
}

constexpr auto fieldsOf(const Path::Step *) {
  using R = Path::Step;
  return std::make_tuple(field("kind", &R::Kind), field("name", &R::Name),
                         field("union", &R::IsUnionMember));
}

constexpr auto fieldsOf(const Path *) {
  using R = Path;
  return std::make_tuple(field("root", &R::Root), field("symbol", &R::Symbol),
                         field("steps", &R::Steps));
}

constexpr auto fieldsOf(const Product *) {
  using R = Product;
  return std::make_tuple(field("factor", &R::Factor), field("limit", &R::Limit),
                         field("most", &R::Most),
                         field("unsigned", &R::IsUnsigned),
                         field("where", &R::Where), field("widen", &R::Widen));
}

constexpr auto fieldsOf(const NumberRange *) {
  using R = NumberRange;
  return std::make_tuple(field("least", &R::Least), field("most", &R::Most));
}

constexpr auto fieldsOf(const Operand *) {
  using R = Operand;
  return std::make_tuple(
      field("kind", &R::Kind), field("text", &R::Text),
      field("where", &R::Where), field("number", &R::Number),
      field("function", &R::Function), field("is-number", &R::IsNumber),
      field("sources", &R::Sources), field("literal", &R::IsLiteral),
      field("added", &R::Added), field("half", &R::Half),
      field("times", &R::Times), field("range", &R::Range));
}

constexpr auto fieldsOf(const MissingBraces *) {
  using R = MissingBraces;
  return std::make_tuple(field("open", &R::Open), field("close", &R::Close),
                         field("open-text", &R::OpenText),
                         field("close-text", &R::CloseText));
}

constexpr auto fieldsOf(const InsertionPoint *) {
  using R = InsertionPoint;
  return std::make_tuple(
      field("before", &R::Before), field("after", &R::After),
      field("indentation", &R::Indentation), field("separator", &R::Separator),
      field("text", &R::StatementText), field("lines-begin", &R::LinesBegin),
      field("lines-end", &R::LinesEnd), field("scope-begin", &R::ScopeBegin),
      field("in-body", &R::InBody), field("braces", &R::Braces));
}

constexpr auto fieldsOf(const Node *) {
  using R = Node;
  return std::make_tuple(
      field("kind", &R::Kind), field("next", &R::Next), field("else", &R::Else),
      field("where", &R::Where), field("length", &R::Length),
      field("loops", &R::Loops), field("callee", &R::Callee),
      field("args", &R::Args), field("target", &R::Target),
      field("insertion", &R::Insertion), field("callee-name", &R::CalleeName),
      field("system", &R::CalleeIsSystem), field("this", &R::This),
      field("compare", &R::Compare), field("loop-variable", &R::LoopVariable),
      field("overridable", &R::Overridable), field("via", &R::Via),
      field("impossible", &R::IsImpossible), field("guess", &R::IsGuess),
      field("words", &R::Words));
}

constexpr auto fieldsOf(const Throw *) {
  using R = Throw;
  return std::make_tuple(field("where", &R::Where), field("length", &R::Length),
                         field("types", &R::Types));
}

constexpr auto fieldsOf(const OpenCall *) {
  using R = OpenCall;
  return std::make_tuple(field("callee", &R::Callee), field("where", &R::Where),
                         field("caught", &R::Caught));
}

constexpr auto fieldsOf(const Function *) {
  using R = Function;
  return std::make_tuple(
      field("usr", &R::Usr), field("name", &R::Name), field("where", &R::Where),
      field("record", &R::Record), field("parameters", &R::NumParameters),
      field("parameter-names", &R::ParameterNames),
      field("returns-value", &R::ReturnsValue),
      field("callback-of", &R::CallbackOf), field("static", &R::IsStatic),
      field("constructor", &R::IsConstructor),
      field("destructor", &R::IsDestructor), field("virtual", &R::IsVirtual),
      field("of-library", &R::IsLibrarys), field("broken", &R::IsBroken),
      field("partial", &R::IsPartial), field("ends-at", &R::EndsAt),
      field("generic-lambda", &R::IsGenericLambda),
      field("prefers-nullptr", &R::PrefersNullptr), field("entry", &R::Entry),
      field("nodes", &R::Nodes), field("body-begin", &R::BodyBegin),
      field("body-separator", &R::BodySeparator), field("throws", &R::Throws),
      field("open-calls", &R::OpenCalls));
}

constexpr auto fieldsOf(const FileTimeCast *) {
  using R = FileTimeCast;
  return std::make_tuple(field("where", &R::Where),
                         field("length", &R::Length));
}

/// The functions are written apart, one in a line.
constexpr auto functionFieldsOf(const UnitFacts *) {
  using R = UnitFacts;
  return std::make_tuple(field("function", &R::Functions),
                         field("at-start", &R::AtStart),
                         field("at-exit", &R::AtExit));
}

constexpr auto fieldsOf(const UnitFacts *) {
  using R = UnitFacts;
  return std::make_tuple(field("files", &R::Files),
                         field("initial-values", &R::InitialValues),
                         field("external-globals", &R::ExternalGlobals),
                         field("header-globals", &R::HeaderGlobals),
                         field("external-fields", &R::ExternalFields),
                         field("declared-at", &R::DeclaredAt),
                         field("declared-in", &R::DeclaredIn),
                         field("defined-globals", &R::DefinedGlobals),
                         field("filetime-casts", &R::FileTimeCasts),
                         field("dll", &R::Dll), field("dll-at", &R::DllAt),
                         field("targets-windows-8", &R::TargetsWindows8));
}

/// What stands in the first line.
constexpr auto headerFieldsOf(const UnitIndex *) {
  using R = UnitIndex;
  return std::make_tuple(field("name", &R::Name), field("project", &R::Project),
                         field("errors", &R::NumErrors),
                         field("missing-includes", &R::NumMissingIncludes),
                         field("not-analysed", &R::NotAnalysed));
}

constexpr auto fieldsOf(const UnitIndex *) {
  using R = UnitIndex;
  return std::make_tuple(
      field("functions", &R::NumFunctions), field("broken", &R::NumBroken),
      field("uses-api", &R::UsesApi), field("begins", &R::Begins),
      field("defines", &R::Defines), field("calls", &R::Calls),
      field("storage", &R::Storage));
}

/// The greatest value of an enumeration.
template <class Enum> struct Last;
template <> struct Last<Beginning> {
  static constexpr auto Value = Beginning::Dll;
};
template <> struct Last<Path::RootKind> {
  static constexpr auto Value = Path::RootKind::Result;
};
template <> struct Last<Path::Step::StepKind> {
  static constexpr auto Value = Path::Step::StepKind::Held;
};
template <> struct Last<NumberHalf> {
  static constexpr auto Value = NumberHalf::High;
};
template <> struct Last<Operand::OperandKind> {
  static constexpr auto Value = Operand::OperandKind::Function;
};
template <> struct Last<NodeKind> {
  static constexpr auto Value = NodeKind::Unsupported;
};
template <> struct Last<Comparison> {
  static constexpr auto Value = Comparison::NotLess;
};
template <> struct Last<BodyPlace> {
  static constexpr auto Value = BodyPlace::Last;
};
template <> struct Last<LoopKind> {
  static constexpr auto Value = LoopKind::Counting;
};
template <> struct Last<DllEvidence> {
  static constexpr auto Value = DllEvidence::Project;
};

/// Whether a record is written with the names of its members, and not as a
/// list.
template <class Record>
inline constexpr bool HasKeys =
    std::is_same_v<Record, Function> || std::is_same_v<Record, UnitFacts> ||
    std::is_same_v<Record, UnitIndex>;

template <class T, class = void> inline constexpr bool IsRecord = false;
template <class T>
inline constexpr bool
    IsRecord<T, std::void_t<decltype(fieldsOf(static_cast<T *>(nullptr)))>> =
        true;

/// Calls \p Do for each of the fields.
template <class Fields, class Function>
constexpr void forEachField(const Fields &All, Function Do) {
  std::apply([&Do](const auto &...F) { (Do(F), ...); }, All);
}

template <class Record>
inline constexpr std::size_t NumFields =
    std::tuple_size_v<decltype(fieldsOf(static_cast<Record *>(nullptr)))>;

/// Those of them that are listed apart.
template <class Record> inline constexpr std::size_t NumOtherFields = 0;
template <>
inline constexpr std::size_t NumOtherFields<UnitFacts> =
    std::tuple_size_v<decltype(functionFieldsOf(
        static_cast<UnitFacts *>(nullptr)))>;
template <>
inline constexpr std::size_t NumOtherFields<UnitIndex> =
    std::tuple_size_v<decltype(headerFieldsOf(
        static_cast<UnitIndex *>(nullptr)))>;

namespace detail {
/// Initialises a member of any type.
struct Anything {
  template <class T> operator T() const;
};

template <class Record, std::size_t... Is>
constexpr auto takes(std::index_sequence<Is...>, int)
    -> decltype(Record{(void(Is), Anything())...}, bool()) {
  return true;
}
template <class Record, std::size_t... Is>
constexpr bool takes(std::index_sequence<Is...>, long) {
  return false;
}
} // namespace detail

/// Whether a record has exactly so many members.
template <class Record, std::size_t Count>
inline constexpr bool HasMembers =
    detail::takes<Record>(std::make_index_sequence<Count>(), 0) &&
    !detail::takes<Record>(std::make_index_sequence<Count + 1>(), 0);

/// Calls \p Do for each Wanted that is \p Value or in it.
template <class Wanted, class T, class Callback>
void forEach(const T &Value, Callback Do);

namespace detail {
template <class Wanted, class Callback, class T>
void inside(const T &Value, Callback Do) {
  if constexpr (IsRecord<T>)
    forEachField(fieldsOf(&Value),
                 [&](const auto &F) { forEach<Wanted>(Value.*F.At, Do); });
}
template <class Wanted, class Callback, class T>
void inside(const std::vector<T> &Values, Callback Do) {
  for (const T &Value : Values)
    forEach<Wanted>(Value, Do);
}
template <class Wanted, class Callback, class T>
void inside(const std::optional<T> &Value, Callback Do) {
  if (Value)
    forEach<Wanted>(*Value, Do);
}
template <class Wanted, class Callback, class T>
void inside(const std::shared_ptr<T> &Value, Callback Do) {
  if (Value)
    forEach<Wanted>(*Value, Do);
}
template <class Wanted, class Callback, class K, class T>
void inside(const std::map<K, T> &Values, Callback Do) {
  for (const auto &[Key, Value] : Values) {
    forEach<Wanted>(Key, Do);
    forEach<Wanted>(Value, Do);
  }
}
} // namespace detail

template <class Wanted, class T, class Callback>
void forEach(const T &Value, Callback Do) {
  if constexpr (std::is_same_v<T, Wanted>)
    Do(Value);
  detail::inside<Wanted>(Value, Do);
}

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_FIELDS_H
