/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * What the Windows SDK has and MinGW-w64's headers lack. Only the names and,
 * for constants, the values count: nothing here is ever linked or run. */

#ifndef THREADPOOL_TIDY_SDK_H
#define THREADPOOL_TIDY_SDK_H

#ifndef ERROR_UNHANDLED_EXCEPTION
#define ERROR_UNHANDLED_EXCEPTION 574L
#endif
#ifndef ERROR_ASSERTION_FAILURE
#define ERROR_ASSERTION_FAILURE 668L
#endif
#ifndef ERROR_CANT_WAIT
#define ERROR_CANT_WAIT 554L
#endif
#ifndef FACILITY_P2P
#define FACILITY_P2P 99
#endif
#ifndef PEER_E_CONNECT_SELF
#define PEER_E_CONNECT_SELF ((HRESULT)0x80630106L)
#endif
#ifndef PEER_S_GRAPH_DATA_CREATED
#define PEER_S_GRAPH_DATA_CREATED ((HRESULT)0x00630001L)
#endif
#ifndef PEER_S_NO_EVENT_DATA
#define PEER_S_NO_EVENT_DATA ((HRESULT)0x00630002L)
#endif
#ifndef FAST_FAIL_FATAL_APP_EXIT
#define FAST_FAIL_FATAL_APP_EXIT 7
#endif
#ifndef FAST_FAIL_INVALID_REFERENCE_COUNT
#define FAST_FAIL_INVALID_REFERENCE_COUNT 14
#endif

#endif
