// RUN: %check_rule callback-exception %s -- -fexceptions -fcxx-exceptions
//
// Nothing is said without the option.

#include <windows.h>

static VOID CALLBACK onSubmitted(PTP_CALLBACK_INSTANCE, PVOID) { throw 1; }

void submit() { TrySubmitThreadpoolCallback(onSubmitted, nullptr, nullptr); }
