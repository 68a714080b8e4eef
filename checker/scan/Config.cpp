//===- Config.cpp - The configuration of a scan ---------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "scan/Config.h"

#include "rules/OptionNames.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>

using namespace threadpool;
using namespace threadpool::scan;
namespace yaml = llvm::yaml;
using llvm::StringRef;
using llvm::Twine;

/// The entries of \p Checks that have to do with this tool's rules; nothing if
/// none of them can mean one.
static std::string ownChecks(StringRef Checks) {
  llvm::SmallVector<StringRef> Entries;
  Checks.split(Entries, ',');
  std::string Result;
  bool NamesOwn = false;
  for (StringRef Entry : Entries) {
    Entry = Entry.trim();
    StringRef Name = Entry;
    Name.consume_front("-");
    NamesOwn |= Name.starts_with("threadpool-") || Entry == "*";
    if (Name.starts_with("threadpool-") || Name == "*")
      Result += (Result.empty() ? "" : ",") + Entry.str();
  }
  return NamesOwn ? Result : "";
}

namespace {

class ConfigReader {
public:
  ConfigReader(StringRef Text, StringRef Name)
      : Name(Name), Stream(llvm::MemoryBufferRef(Text, Name), Sources,
                           /*ShowColors=*/false) {
    Sources.setDiagHandler(
        [](const llvm::SMDiagnostic &D, void *Self) {
          auto &Reader = *static_cast<ConfigReader *>(Self);
          Reader.addProblem(D.getLineNo(), D.getMessage());
        },
        this);
  }

  llvm::Expected<Config> read() {
    auto Document = Stream.begin();
    yaml::Node *Root = Document != Stream.end() ? Document->getRoot() : nullptr;
    if (auto *Map = llvm::dyn_cast_or_null<yaml::MappingNode>(Root))
      forEachEntry(*Map, [&](StringRef Key, yaml::Node &Value) {
        if (Key == "Checks")
          readChecks(Value);
        else if (Key == "CheckOptions")
          readOptions(Value);
        else
          Value.skip();
      });
    else if (Root && !llvm::isa<yaml::NullNode>(Root))
      fail(*Root, "expected names and values");
    if (Stream.failed() && Problem.empty())
      Problem = Name.str() + ": expected YAML";
    if (!Problem.empty())
      return llvm::createStringError(Problem);
    for (rules::Rule R : Enabled)
      Result.Reporting.ask(R);
    return std::move(Result);
  }

private:
  template <typename Fn> void forEachEntry(yaml::MappingNode &Map, Fn Visit) {
    for (yaml::KeyValueNode &Entry : Map) {
      yaml::Node *Value = Entry.getValue();
      if (const std::optional<std::string> Key = textOf(Entry.getKey());
          Key && Value)
        Visit(*Key, *Value);
    }
  }

  std::optional<std::string> textOf(yaml::Node *N) {
    llvm::SmallString<64> Storage;
    if (auto *Scalar = llvm::dyn_cast_or_null<yaml::ScalarNode>(N))
      return Scalar->getValue(Storage).str();
    if (auto *Block = llvm::dyn_cast_or_null<yaml::BlockScalarNode>(N))
      return Block->getValue().str();
    if (N)
      fail(*N, "expected text");
    return std::nullopt;
  }

  void readChecks(yaml::Node &Value) {
    std::optional<std::string> Text;
    if (auto *List = llvm::dyn_cast<yaml::SequenceNode>(&Value)) {
      Text.emplace();
      for (yaml::Node &Entry : *List)
        *Text += textOf(&Entry).value_or("") + ",";
    } else {
      Text = textOf(&Value);
    }
    if (!Text)
      return;
    std::replace(Text->begin(), Text->end(), '\n', ',');
    const std::string Own = ownChecks(*Text);
    if (Own.empty())
      return;
    if (llvm::Expected<RuleSet> Chosen =
            RuleSet::parse(Own, RuleSet::Naming::DoesNotAsk))
      Result.Reporting = std::move(*Chosen);
    else
      fail(Value, toString(Chosen.takeError()));
  }

  /// In a map, or in a list of keys and values as it was written once.
  void readOptions(yaml::Node &Value) {
    if (auto *Map = llvm::dyn_cast<yaml::MappingNode>(&Value)) {
      forEachEntry(*Map, [&](StringRef Key, yaml::Node &Option) {
        readOption(Key, Option);
      });
    } else if (auto *List = llvm::dyn_cast<yaml::SequenceNode>(&Value)) {
      for (yaml::Node &Entry : *List)
        if (auto *Pair = llvm::dyn_cast<yaml::MappingNode>(&Entry))
          readPair(*Pair);
    } else if (!llvm::isa<yaml::NullNode>(&Value)) {
      fail(Value, "expected names and values");
    }
  }

  void readPair(yaml::MappingNode &Pair) {
    std::string Key;
    forEachEntry(Pair, [&](StringRef Part, yaml::Node &Value) {
      if (Part == "key")
        Key = textOf(&Value).value_or("");
      else if (Part == "value" && !Key.empty())
        readOption(Key, Value);
      else
        Value.skip();
    });
  }

  void readOption(StringRef Key, yaml::Node &Value) {
    const bool IsOwn =
        Key.starts_with("threadpool-") || Key.starts_with("Threadpool");
    if (!IsOwn)
      return Value.skip();
    const std::optional<std::string> Text = textOf(&Value);
    if (!Text)
      return;
    if (Key == rules::WrapperOption) {
      Result.WrapperFile = *Text;
      return;
    }
    // What a scan does with every unit.
    if (Key == "ThreadpoolTolerant")
      return;
    const StringRef Check = Key.split('.').first;
    const StringRef Option = Key.split('.').second;
    const auto *Rule = llvm::find_if(rules::AllRules, [&](const auto &Info) {
      return Check == "threadpool-" + std::string(Info.Name);
    });
    if (Rule == std::end(rules::AllRules) || !set(*Rule, Option, *Text))
      fail(Value,
           "there is no option '" + Key + "' with the value '" + *Text + "'");
  }

  bool set(const rules::RuleInfo &Rule, StringRef Option, StringRef Text) {
    if (Option == rules::WrapperOption) {
      Result.WrapperFile = Text.str();
      return true;
    }
    if (Option == rules::DllOption && rules::asksForDll(Rule.Id)) {
      for (const auto &[Word, Choice] : rules::DllChoices)
        if (Word == Text) {
          Result.Analysis.IsDll[Rule.Id] = Choice;
          return true;
        }
      return false;
    }
    if (Option == rules::LongOption && Rule.Id == rules::Rule::LongCallback)
      return !Text.getAsInteger(10, Result.Analysis.LongMilliseconds) &&
             Result.Analysis.LongMilliseconds != 0;
    if (Option == rules::EnabledOption &&
        Rule.Reports == rules::Default::Quiet) {
      if (Text == "true")
        Enabled.push_back(Rule.Id);
      return Text == "true" || Text == "false";
    }
    return Option == "ThreadpoolTolerant";
  }

  void fail(const yaml::Node &At, const Twine &Text) {
    addProblem(static_cast<int>(
                   Sources.getLineAndColumn(At.getSourceRange().Start).first),
               Text);
  }

  /// The first is told.
  void addProblem(int Line, const Twine &Text) {
    if (Problem.empty())
      Problem = (Name + ":" + Twine(Line) + ": " + Text).str();
  }

  const StringRef Name;
  llvm::SourceMgr Sources;
  yaml::Stream Stream;
  std::string Problem;
  std::vector<rules::Rule> Enabled;
  Config Result;
};

} // namespace

llvm::Expected<Config> scan::parseConfig(StringRef Text, StringRef Name) {
  return ConfigReader(Text, Name).read();
}

llvm::Expected<Config> scan::readConfig(const std::string &Path) {
  auto Text = llvm::MemoryBuffer::getFile(Path);
  if (!Text)
    return llvm::createFileError(Path, Text.getError());
  llvm::Expected<Config> Result = parseConfig((*Text)->getBuffer(), Path);
  if (Result && !Result->WrapperFile.empty() &&
      llvm::sys::path::is_relative(Result->WrapperFile)) {
    llvm::SmallString<256> File(llvm::sys::path::parent_path(Path));
    llvm::sys::path::append(File, Result->WrapperFile);
    Result->WrapperFile = std::string(File);
  }
  return Result;
}
