/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands in for what the Windhawk compiler includes before every mod: the
 * functions of https://github.com/ramensoftware/windhawk/wiki, without
 * bodies. */

#ifndef THREADPOOL_TIDY_WINDHAWK_API_H
#define THREADPOOL_TIDY_WINDHAWK_API_H

#include <winsock2.h>

#include <windows.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct tagWH_FIND_SYMBOL_OPTIONS {
  size_t optionsSize;
  PCWSTR symbolServer;
  BOOL noUndecoratedSymbols;
} WH_FIND_SYMBOL_OPTIONS;

typedef struct tagWH_FIND_SYMBOL {
  void *address;
  PCWSTR symbol;
  PCWSTR symbolDecorated;
} WH_FIND_SYMBOL;

typedef struct tagWH_SYMBOL_HOOK {
  PCWSTR *symbols;
  size_t symbolsCount;
  void **pOriginalFunction;
  void *hookFunction;
  BOOL optional;
} WH_SYMBOL_HOOK;

typedef struct tagWH_HOOK_SYMBOLS_OPTIONS {
  size_t optionsSize;
  PCWSTR symbolServer;
  BOOL noUndecoratedSymbols;
  PCWSTR onlineCacheUrl;
} WH_HOOK_SYMBOLS_OPTIONS;

typedef struct tagWH_DISASM_RESULT {
  size_t length;
  char text[96];
} WH_DISASM_RESULT;

typedef struct tagWH_GET_URL_CONTENT_OPTIONS {
  size_t optionsSize;
  PCWSTR targetFilePath;
} WH_GET_URL_CONTENT_OPTIONS;

typedef struct tagWH_URL_CONTENT {
  const char *data;
  size_t length;
  int statusCode;
} WH_URL_CONTENT;

void Wh_Log(PCWSTR format, ...);
int Wh_GetIntValue(PCWSTR valueName, int defaultValue);
BOOL Wh_SetIntValue(PCWSTR valueName, int value);
size_t Wh_GetStringValue(PCWSTR valueName, PWSTR buffer, size_t chars);
BOOL Wh_SetStringValue(PCWSTR valueName, PCWSTR value);
size_t Wh_GetBinaryValue(PCWSTR valueName, void *buffer, size_t size);
BOOL Wh_SetBinaryValue(PCWSTR valueName, const void *buffer, size_t size);
BOOL Wh_DeleteValue(PCWSTR valueName);
size_t Wh_GetModStoragePath(PWSTR buffer, size_t chars);
int Wh_GetIntSetting(PCWSTR valueName, ...);
PCWSTR Wh_GetStringSetting(PCWSTR valueName, ...);
void Wh_FreeStringSetting(PCWSTR string);
BOOL Wh_SetFunctionHook(void *target, void *hook, void **original);
BOOL Wh_RemoveFunctionHook(void *target);
BOOL Wh_ApplyHookOperations(void);
HANDLE Wh_FindFirstSymbol(HMODULE module, const WH_FIND_SYMBOL_OPTIONS *options,
                          WH_FIND_SYMBOL *data);
BOOL Wh_FindNextSymbol(HANDLE search, WH_FIND_SYMBOL *data);
void Wh_FindCloseSymbol(HANDLE search);
BOOL Wh_HookSymbols(HMODULE module, const WH_SYMBOL_HOOK *hooks, size_t count,
                    const WH_HOOK_SYMBOLS_OPTIONS *options);
BOOL Wh_Disasm(void *address, WH_DISASM_RESULT *result);
const WH_URL_CONTENT *
Wh_GetUrlContent(PCWSTR url, const WH_GET_URL_CONTENT_OPTIONS *options);
void Wh_FreeUrlContent(const WH_URL_CONTENT *content);

#ifdef __cplusplus
}
#endif

#endif
