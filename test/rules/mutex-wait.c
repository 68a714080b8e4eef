// RUN: %check_rule "*" %s
//
// A mutex is given to the pool to wait for.

#include <windows.h>

VOID CALLBACK onTurn(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WAIT Wait, TP_WAIT_RESULT Result) {}
VOID CALLBACK onRegistered(PVOID Context, BOOLEAN TimedOut) {}

static PTP_WAIT Wait;

void create(void) { Wait = CreateThreadpoolWait(onTurn, NULL, NULL); }

//===--- Every way to get one ---------------------------------------------===//

void bad_created(void) {
  HANDLE Mutex = CreateMutexW(NULL, FALSE, NULL);
  SetThreadpoolWait(Wait, Mutex, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
}

void bad_macro_name(void) {
  HANDLE Mutex = CreateMutex(NULL, FALSE, "turn");
  SetThreadpoolWait(Wait, Mutex, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
}

void bad_opened(void) {
  HANDLE Mutex = OpenMutexW(SYNCHRONIZE, FALSE, L"turn");
  SetThreadpoolWait(Wait, Mutex, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
}

void bad_created_ex(void) {
  HANDLE Mutex = CreateMutexExA(NULL, "turn", 0, MUTEX_ALL_ACCESS);
  SetThreadpoolWaitEx(Wait, Mutex, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
}

void bad_tested_first(void) {
  HANDLE Mutex = CreateMutexW(NULL, FALSE, NULL);
  if (!Mutex)
    return;
  SetThreadpoolWait(Wait, Mutex, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
}

void bad_directly(void) {
  SetThreadpoolWait(Wait, CreateMutexW(NULL, FALSE, NULL), NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
}

//===--- In a global and in a structure -----------------------------------===//

static HANDLE Turn;

void createTurn(void) { Turn = CreateMutexW(NULL, FALSE, NULL); }

void bad_global(void) {
  SetThreadpoolWait(Wait, Turn, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
}

struct Queue {
  HANDLE Turn;
};

void initQueue(struct Queue *Self) {
  Self->Turn = CreateMutexW(NULL, FALSE, NULL);
}

void bad_field(struct Queue *Self) {
  SetThreadpoolWait(Wait, Self->Turn, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
}

//===--- Through helpers --------------------------------------------------===//

static HANDLE makeTurn(void) { return CreateMutexW(NULL, FALSE, NULL); }

void bad_made_in_a_helper(void) {
  HANDLE Mutex = makeTurn();
  SetThreadpoolWait(Wait, Mutex, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
}

static void waitFor(HANDLE What) {
  SetThreadpoolWait(Wait, What, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
}

void bad_armed_in_a_helper(void) { waitFor(makeTurn()); }

//===--- The registered wait ----------------------------------------------===//

void bad_registered(void) {
  HANDLE Registration;
  HANDLE Mutex = CreateMutexW(NULL, FALSE, NULL);
  RegisterWaitForSingleObject(&Registration, Mutex, onRegistered, NULL,
                              INFINITE, WT_EXECUTEDEFAULT);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
}
