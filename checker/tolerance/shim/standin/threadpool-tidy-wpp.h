/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands in for the headers that the trace preprocessor (WPP) makes while a
 * driver is built, one for each source file: the commonest trace functions, as
 * macros that do nothing. */

#ifndef TraceEvents
#define TraceEvents(...) ((void)0)
#endif
#ifndef DoTraceMessage
#define DoTraceMessage(...) ((void)0)
#endif
#ifndef WPP_INIT_TRACING
#define WPP_INIT_TRACING(...) ((void)0)
#endif
#ifndef WPP_CLEANUP
#define WPP_CLEANUP(...) ((void)0)
#endif
