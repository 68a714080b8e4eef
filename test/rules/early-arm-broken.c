// RUN: %check_rule early-arm %s
//
// What an error hides may be the first write, a lock, or a test.

#include <stdlib.h>
#include <windows.h>

struct Job {
  const char *Path;
};

void use(const char *Path);

static VOID CALLBACK onJob(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  struct Job *Self = Context;
  use(Self->Path);
}
static VOID CALLBACK onBroken(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  struct Job *Self = Context;
  acquire_it(Self->Unknown);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: call to undeclared function 'acquire_it'
  // CHECK-MESSAGES: :[[@LINE-2]]:20: error: no member named 'Unknown'
  use(Self->Path);
}

void good_broken_routine(const char *Path) {
  struct Job *Self = malloc(sizeof *Self);
  prepare_it(Self->Missing, Path);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: call to undeclared function 'prepare_it'
  // CHECK-MESSAGES: :[[@LINE-2]]:20: error: no member named 'Missing'
  TrySubmitThreadpoolCallback(onJob, Self, NULL);
  Self->Path = Path;
}

void good_broken_callback(const char *Path) {
  struct Job *Self = malloc(sizeof *Self);
  TrySubmitThreadpoolCallback(onBroken, Self, NULL);
  Self->Path = Path;
}

void bad_beside_errors(const char *Path) {
  struct Job *Self = malloc(sizeof *Self);
  TrySubmitThreadpoolCallback(onJob, Self, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_beside_errors' submits the callback before 'Path', which 'onJob' reads, is written [threadpool-early-arm]
  Self->Path = Path;
}
