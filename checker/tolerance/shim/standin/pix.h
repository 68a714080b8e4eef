/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands in for the header of PIX, whose marks have no effect on a program. */

#ifndef THREADPOOL_TIDY_PIX_H
#define THREADPOOL_TIDY_PIX_H

#include <windows.h>

#define PIX_COLOR(R, G, B)                                                     \
  ((UINT)(0xff000000u | ((UINT)(R) << 16) | ((UINT)(G) << 8) | (UINT)(B)))
#define PIX_COLOR_INDEX(I) ((UINT)(I))
#define PIX_COLOR_DEFAULT PIX_COLOR_INDEX(0)

#ifdef __cplusplus

template <class... Ts> void PIXBeginEvent(const Ts &...) {}
template <class... Ts> void PIXEndEvent(const Ts &...) {}
template <class... Ts> void PIXSetMarker(const Ts &...) {}
inline void PIXReportCounter(const wchar_t *, float) {}

class PIXScopedEventObject {
public:
  template <class... Ts> explicit PIXScopedEventObject(const Ts &...) {}
  ~PIXScopedEventObject() {}
};

#define THREADPOOL_TIDY_PIX_NAME_2(Line) ThreadpoolTidyPixScope##Line
#define THREADPOOL_TIDY_PIX_NAME(Line) THREADPOOL_TIDY_PIX_NAME_2(Line)
#define PIXScopedEvent(...)                                                    \
  PIXScopedEventObject THREADPOOL_TIDY_PIX_NAME(__LINE__)(__VA_ARGS__)

#endif

#endif
