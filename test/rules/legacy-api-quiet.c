// RUN: %check_rule "*" %s
//
// Quiet without the option.

#include <windows.h>

static DWORD WINAPI onWork(PVOID Context) { return 0; }

int good_quiet(void) { return QueueUserWorkItem(onWork, NULL, 0); }
