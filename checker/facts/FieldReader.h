//===- FieldReader.h - Records from JSON ------------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each function returns false, and reports to the path, if the JSON is not what
// FieldWriter writes.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_FIELDREADER_H
#define THREADPOOL_TIDY_FACTS_FIELDREADER_H

#include "facts/Fields.h"
#include "facts/StringTable.h"

#include "llvm/Support/JSON.h"

namespace threadpool::facts {

/// The strings that a file has read, by their numbers.
struct ReadStrings {
  /// Number 1 and the following.
  std::vector<std::string> All;
  /// How many bytes of strings may still be copied. A short file could name a
  /// long string time and again.
  std::size_t Budget = 0;
};

class FieldReader {
  using Json = llvm::json::Value;
  using Place = llvm::json::Path;

public:
  /// Strings are numbers in \p Strings, or text if that is null.
  explicit FieldReader(ReadStrings *Strings) : Strings(Strings) {}

  template <class T> bool value(const Json &From, T &To, Place At) const {
    if constexpr (IsRecord<T>)
      return record(From, To, At);
    else if constexpr (std::is_enum_v<T>)
      return enumerator(From, To, At);
    else
      return number(From, To, At);
  }

  bool value(const Json &From, std::string &To, Place At) const;

  template <class T>
  bool value(const Json &From, std::vector<T> &To, Place At) const {
    const llvm::json::Array *Values = array(From, At);
    if (!Values)
      return false;
    To.resize(Values->size());
    for (std::size_t I = 0; I != To.size(); ++I)
      if (!value((*Values)[I], To[I], At.index(I)))
        return false;
    return true;
  }

  template <class T>
  bool value(const Json &From, std::map<std::string, T> &To, Place At) const {
    const llvm::json::Array *Entries = array(From, At);
    for (std::size_t I = 0; Entries && I != Entries->size(); ++I) {
      const Place Here = At.index(I);
      const llvm::json::Array *Entry = array((*Entries)[I], Here);
      if (!Entry)
        return false;
      if (Entry->size() != 2)
        return fail(Here, "expected a name and its value");
      std::string Key;
      if (!value((*Entry)[0], Key, Here.index(0)))
        return false;
      if (!To.empty() && To.rbegin()->first >= Key)
        return fail(Here, "expected names in order, and each once");
      if (!value((*Entry)[1], To[std::move(Key)], Here.index(1)))
        return false;
    }
    return Entries;
  }

  template <class T>
  bool value(const Json &From, std::optional<T> &To, Place At) const {
    return From.getAsNull() || value(From, To.emplace(), At);
  }

  template <class T>
  bool value(const Json &From, std::shared_ptr<const T> &To, Place At) const {
    if (From.getAsNull())
      return true;
    auto Read = std::make_shared<T>();
    To = Read;
    return value(From, *Read, At);
  }

  /// The members with their names. There may be no others.
  template <class Record, class Fields>
  bool members(const llvm::json::Object &From, Record &To, const Fields &All,
               Place At) const {
    bool IsGood = true;
    std::size_t NumRead = 0;
    forEachField(All, [&](const auto &F) {
      const Json *V = IsGood ? From.get(F.Name) : nullptr;
      NumRead += V != nullptr;
      IsGood = IsGood && (!V || value(*V, To.*F.At, At.field(F.Name)));
    });
    return IsGood && (NumRead == From.size() ||
                      fail(At, "there is a member with an unknown name"));
  }

private:
  static bool fail(Place At, llvm::StringLiteral Why) {
    At.report(Why);
    return false;
  }

  static const llvm::json::Array *array(const Json &From, Place At) {
    const llvm::json::Array *Result = From.getAsArray();
    if (!Result)
      At.report("expected a list");
    return Result;
  }

  bool number(const Json &From, bool &To, Place At) const;
  bool number(const Json &From, std::uint32_t &To, Place At) const;
  bool number(const Json &From, std::int64_t &To, Place At) const;
  bool number(const Json &From, std::uint64_t &To, Place At) const;

  static bool numberUpTo(std::int64_t Greatest, const Json &From,
                         std::int64_t &To, Place At);

  template <class Enum>
  bool enumerator(const Json &From, Enum &To, Place At) const {
    constexpr auto Greatest = static_cast<std::int64_t>(Last<Enum>::Value);
    std::int64_t Number = 0;
    if (!numberUpTo(Greatest, From, Number, At))
      return false;
    To = static_cast<Enum>(Number);
    return true;
  }

  template <class Record>
  bool record(const Json &From, Record &To, Place At) const {
    constexpr auto Fields = fieldsOf(static_cast<Record *>(nullptr));
    if constexpr (HasKeys<Record>) {
      const llvm::json::Object *Members = From.getAsObject();
      return Members ? members(*Members, To, Fields, At)
                     : fail(At, "expected members with names");
    } else {
      return list(From, To, Fields, At);
    }
  }

  template <class Record, class Fields>
  bool list(const Json &From, Record &To, const Fields &All, Place At) const {
    const llvm::json::Array *Members = array(From, At);
    if (!Members)
      return false;
    if (Members->size() > std::tuple_size_v<Fields>)
      return fail(At, "the list is too long");
    bool IsGood = true;
    std::size_t Index = 0;
    forEachField(All, [&](const auto &F) {
      if (IsGood && Index < Members->size())
        IsGood = value((*Members)[Index++], To.*F.At, At.field(F.Name));
    });
    return IsGood;
  }

  ReadStrings *Strings;
};

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_FIELDREADER_H
