//===- FieldWriter.h - Records as JSON --------------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_FIELDWRITER_H
#define THREADPOOL_TIDY_FACTS_FIELDWRITER_H

#include "facts/Fields.h"
#include "facts/StringTable.h"

#include "llvm/Support/JSON.h"

namespace threadpool::facts {

/// Whether a member is what it is in a new record.
template <class T>
bool isDefault(const std::vector<T> &Value, const std::vector<T> &) {
  return Value.empty();
}
template <class K, class T>
bool isDefault(const std::map<K, T> &Value, const std::map<K, T> &) {
  return Value.empty();
}
template <class T>
bool isDefault(const std::optional<T> &Value, const std::optional<T> &) {
  return !Value;
}
template <class T> bool isDefault(const T &Value, const T &New) {
  if constexpr (IsRecord<T>) {
    bool Result = true;
    forEachField(fieldsOf(&Value), [&](const auto &F) {
      Result = Result && isDefault(Value.*F.At, New.*F.At);
    });
    return Result;
  } else {
    return Value == New;
  }
}

class FieldWriter {
public:
  /// Strings are written as their numbers in \p Strings, or as they are if that
  /// is null.
  FieldWriter(llvm::json::OStream &Out, const StringTable *Strings)
      : Out(Out), Strings(Strings) {}

  /// The members with their names; those that are not default.
  template <class Record, class Fields>
  void members(const Record &R, const Fields &All) {
    static const Record New;
    forEachField(All, [&](const auto &F) {
      if (isDefault(R.*F.At, New.*F.At))
        return;
      Out.attributeBegin(F.Name);
      value(R.*F.At);
      Out.attributeEnd();
    });
  }

  template <class T> void value(const T &V) {
    if constexpr (IsRecord<T>)
      record(V);
    else if constexpr (std::is_enum_v<T>)
      Out.value(static_cast<std::int64_t>(V));
    else if constexpr (std::is_same_v<T, bool>)
      Out.value(static_cast<std::int64_t>(V));
    else if constexpr (std::is_same_v<T, std::uint32_t>)
      Out.value(V == NoNode ? std::int64_t(-1) : std::int64_t(V));
    else
      Out.value(V);
  }

  void value(const std::string &Text) {
    if (Strings)
      Out.value(static_cast<std::int64_t>(Strings->numberOf(Text)));
    else
      Out.value(escaped(Text));
  }

  template <class T> void value(const std::vector<T> &Values) {
    Out.arrayBegin();
    for (const T &V : Values)
      value(V);
    Out.arrayEnd();
  }

  template <class T> void value(const std::map<std::string, T> &Values) {
    Out.arrayBegin();
    for (const auto &[Key, V] : Values) {
      Out.arrayBegin();
      value(Key);
      value(V);
      Out.arrayEnd();
    }
    Out.arrayEnd();
  }

  template <class T> void value(const std::optional<T> &V) {
    V ? value(*V) : Out.value(nullptr);
  }
  template <class T> void value(const std::shared_ptr<const T> &V) {
    V ? value(*V) : Out.value(nullptr);
  }

private:
  template <class Record> void record(const Record &R) {
    constexpr auto Fields = fieldsOf(static_cast<Record *>(nullptr));
    static_assert(
        HasMembers<Record, NumFields<Record> + NumOtherFields<Record>>,
        "Fields.h does not list the members that the record has");
    if constexpr (HasKeys<Record>) {
      Out.objectBegin();
      members(R, Fields);
      Out.objectEnd();
    } else {
      list(R, Fields);
    }
  }

  /// The members in order, up to the last that is not default.
  template <class Record, class Fields>
  void list(const Record &R, const Fields &All) {
    static const Record New;
    std::size_t Index = 0, End = 0;
    forEachField(All, [&](const auto &F) {
      ++Index;
      if (!isDefault(R.*F.At, New.*F.At))
        End = Index;
    });
    Out.arrayBegin();
    Index = 0;
    forEachField(All, [&](const auto &F) {
      if (Index++ < End)
        value(R.*F.At);
    });
    Out.arrayEnd();
  }

  llvm::json::OStream &Out;
  const StringTable *Strings;
};

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_FIELDWRITER_H
