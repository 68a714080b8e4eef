//===- Extraction.cpp - Facts of a few lines of code ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Extraction.h"

#include "extract/Described.h"
#include "extract/Extract.h"
#include "facts/Dump.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"

using namespace threadpool;

static const char *Windows = R"(
#ifdef __cplusplus
extern "C" {
#endif
typedef void *HANDLE;
typedef int BOOL;
typedef long LONG;
typedef unsigned long DWORD;
typedef struct _FILETIME { DWORD Low, High; } FILETIME;
typedef struct _RTL_CRITICAL_SECTION { void *Debug; } CRITICAL_SECTION;
typedef struct _TP_WAIT TP_WAIT, *PTP_WAIT;
typedef struct _TP_INSTANCE *PTP_CALLBACK_INSTANCE;
typedef void (*PTP_WAIT_CALLBACK)(PTP_CALLBACK_INSTANCE, void *, PTP_WAIT,
                                  DWORD);
PTP_WAIT CreateThreadpoolWait(PTP_WAIT_CALLBACK, void *, void *);
void SetThreadpoolWait(PTP_WAIT, HANDLE, FILETIME *);
void WaitForThreadpoolWaitCallbacks(PTP_WAIT, BOOL);
void CloseThreadpoolWait(PTP_WAIT);
void EnterCriticalSection(CRITICAL_SECTION *);
void LeaveCriticalSection(CRITICAL_SECTION *);
BOOL CloseHandle(HANDLE);
void ExitProcess(unsigned) __attribute__((noreturn));
LONG InterlockedExchange(LONG volatile *, LONG);
LONG InterlockedCompareExchange(LONG volatile *, LONG, LONG);
LONG InterlockedIncrement(LONG volatile *);
LONG InterlockedOr(LONG volatile *, LONG);
int log(const char *, ...);
#ifdef __cplusplus
}
#else
#define NULL ((void *)0)
#endif
#define TRUE 1
#define FALSE 0
#define INVALID_HANDLE_VALUE ((HANDLE)(long long)-1)
)";

static const char *Library = R"(
namespace std {
template <typename T> struct atomic {
  atomic() = default;
  atomic(T);
  T load(int = 0) const;
  void store(T, int = 0);
  T exchange(T, int = 0);
  bool compare_exchange_strong(T &, T);
  operator T() const;
  T operator=(T);
  T operator++();
};
struct atomic_flag { bool test_and_set(); void clear(); };
struct mutex { mutex(); ~mutex(); void lock(); void unlock(); bool try_lock(); };
struct adopt_lock_t {};
struct defer_lock_t {};
inline constexpr adopt_lock_t adopt_lock;
inline constexpr defer_lock_t defer_lock;
template <typename M> struct lock_guard {
  explicit lock_guard(M &);
  lock_guard(M &, adopt_lock_t);
  ~lock_guard();
};
template <typename... M> struct scoped_lock {
  explicit scoped_lock(M &...);
  ~scoped_lock();
};
template <typename M> struct unique_lock {
  explicit unique_lock(M &);
  unique_lock(M &, defer_lock_t);
  ~unique_lock();
  void lock();
  void unlock();
};
struct condition_variable { void wait(unique_lock<mutex> &); };
template <typename T> constexpr T &&move(T &Value) {
  return static_cast<T &&>(Value);
}
} // namespace std
void *operator new(decltype(sizeof 0));
)";

namespace {

/// Extracts at the end of the unit.
class ExtractAction : public clang::ASTFrontendAction {
public:
  explicit ExtractAction(facts::UnitFacts &Result) : Result(Result) {}

  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &Compiler,
                    llvm::StringRef) override {
    Compiler.getFrontendOpts().SkipFunctionBodies = true;
    return std::make_unique<Consumer>(Result, Compiler.getPreprocessor());
  }

private:
  class Consumer : public clang::ASTConsumer {
  public:
    Consumer(facts::UnitFacts &Result, clang::Preprocessor &PP)
        : Result(Result), PP(PP) {}
    void HandleTranslationUnit(clang::ASTContext &Context) override {
      const wrappers::Wrappers Nothing;
      extract::Described Known(Context, Nothing);
      if (auto Facts = extract::extract(Context, &PP, Known))
        Result = std::move(*Facts);
    }
    bool shouldSkipFunctionBody(clang::Decl *D) override {
      const auto *Function = llvm::dyn_cast<clang::FunctionDecl>(D);
      return Function && Function->getIdentifier() &&
             Function->getName() == "withSkippedBody";
    }

  private:
    facts::UnitFacts &Result;
    clang::Preprocessor &PP;
  };

  facts::UnitFacts &Result;
};

} // namespace

facts::UnitFacts test::extractFrom(const std::string &Code,
                                   const std::string &File,
                                   std::vector<std::string> Arguments) {
  const std::vector<std::string> Common = {
      "-std=c++17", "-w", "-isystem", "/library", "-include", "windows.h"};
  Arguments.insert(Arguments.begin(), Common.begin(), Common.end());
  if (File.substr(File.size() - 2) == ".c")
    Arguments.erase(Arguments.begin());
  facts::UnitFacts Result;
  clang::tooling::runToolOnCodeWithArgs(
      std::make_unique<ExtractAction>(Result), Code, Arguments, File,
      "extract-tests", std::make_shared<clang::PCHContainerOperations>(),
      {{"/library/windows.h", Windows}, {"/library/library", Library}});
  return Result;
}

/// Relevant to the extractor whatever \p Code says.
static std::string withMention(const std::string &Code) {
  return Code + "\nvoid mentionsApi(void) { CloseThreadpoolWait(0); }\n";
}

facts::UnitFacts test::extractCxx(const std::string &Code) {
  return extractFrom("#include <library>\n" + withMention(Code), "input.cpp");
}

facts::Function test::functionNamed(const facts::UnitFacts &Unit,
                                    const std::string &Name) {
  for (const auto &[Usr, F] : Unit.Functions)
    if (F.Name == Name)
      return F;
  return {};
}

std::string test::nodesOf(const facts::UnitFacts &Unit,
                          const std::string &Name) {
  std::string Result;
  std::string Text = facts::dump(functionNamed(Unit, Name));
  // The first line is the header; the others are indented.
  Text.erase(0, Text.find('\n') + 1);
  for (std::size_t At = 0; At < Text.size();) {
    const std::size_t End = Text.find('\n', At);
    Result += Text.substr(At + 2, End - At - 1);
    At = End + 1;
  }
  return Result;
}

std::string test::nodesInC(const std::string &Code) {
  return nodesOf(extractFrom(withMention(Code)), "f");
}

std::string test::nodesInCxx(const std::string &Code) {
  return nodesOf(extractCxx(Code), "f");
}
