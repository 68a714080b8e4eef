/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands in for the helpers that Windhawk has for its mods. */

#ifndef THREADPOOL_TIDY_WINDHAWK_UTILS_H
#define THREADPOOL_TIDY_WINDHAWK_UTILS_H

#include <windhawk_api.h>

#include <initializer_list>
#include <string_view>
#include <vector>

namespace WindhawkUtils {

class StringSetting {
public:
  StringSetting() = default;
  explicit StringSetting(PCWSTR Value) : Value(Value) {}
  StringSetting(const StringSetting &) = delete;
  StringSetting &operator=(const StringSetting &) = delete;
  StringSetting(StringSetting &&Other) : Value(Other.Value) {
    Other.Value = nullptr;
  }
  ~StringSetting() {
    if (Value)
      Wh_FreeStringSetting(Value);
  }
  template <class... Ts> static StringSetting make(PCWSTR Name, Ts... Args) {
    return StringSetting(Wh_GetStringSetting(Name, Args...));
  }
  operator PCWSTR() const { return Value; }
  PCWSTR get() const { return Value; }

private:
  PCWSTR Value = nullptr;
};

struct SYMBOL_HOOK {
  std::vector<std::wstring_view> symbols;
  void **pOriginalFunction = nullptr;
  void *hookFunction = nullptr;
  bool optional = false;

  template <class T>
  SYMBOL_HOOK(std::vector<std::wstring_view> Symbols, T **Original,
              T *Hook = nullptr, bool Optional = false)
      : symbols(Symbols), pOriginalFunction((void **)Original),
        hookFunction((void *)Hook), optional(Optional) {}
};

bool HookSymbols(HMODULE module, const SYMBOL_HOOK *hooks, size_t count,
                 const WH_HOOK_SYMBOLS_OPTIONS *options = nullptr);

template <class T> bool SetFunctionHook(T *Target, T *Hook, T **Original) {
  return Wh_SetFunctionHook((void *)Target, (void *)Hook, (void **)Original);
}

using WH_SUBCLASSPROC = LRESULT(CALLBACK *)(HWND, UINT, WPARAM, LPARAM,
                                            DWORD_PTR);
BOOL SetWindowSubclassFromAnyThread(HWND window, WH_SUBCLASSPROC procedure,
                                    DWORD_PTR data);
void RemoveWindowSubclassFromAnyThread(HWND window, WH_SUBCLASSPROC procedure);

} // namespace WindhawkUtils

#endif
