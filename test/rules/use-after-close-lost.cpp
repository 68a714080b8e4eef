// RUN: %check_rule use-after-close %s -- -ferror-limit=0
//
// Statements that an error removed are put back where they stood. What is known
// elsewhere in the function is judged; what they may have done is not.

#include <windows.h>

int Vector;
int g_count;

void bad_cut_off_later(PTP_WORK Work) {
  CloseThreadpoolWork(Work);
  WaitForThreadpoolWorkCallbacks(Work, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Work' is used after it was closed
  Vector Direction = {1, 2};
  // CHECK-MESSAGES: :[[@LINE-1]]:9: error: expected ';' after expression
  // CHECK-MESSAGES: :[[@LINE-2]]:10: error: use of undeclared identifier
  ++g_count;
}

void good_cut_off_between(PTP_WORK Work) {
  CloseThreadpoolWork(Work);
  Vector Direction = {renew(&Work)};
  // CHECK-MESSAGES: :[[@LINE-1]]:9: error: expected ';' after expression
  // CHECK-MESSAGES: :[[@LINE-2]]:10: error: use of undeclared identifier
  // CHECK-MESSAGES: :[[@LINE-3]]:23: error: use of undeclared identifier
  WaitForThreadpoolWorkCallbacks(Work, TRUE);
}

void bad_end_of_block_lost_later(PTP_WORK Work, bool IsLogged) {
  CloseThreadpoolWork(Work);
  WaitForThreadpoolWorkCallbacks(Work, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Work' is used after it was closed
  if (IsLogged) {
    if (g_count) {
      g_count = 0;
    }
    Log::write();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: error: use of undeclared identifier 'Log'
  }
  ++g_count;
}

void good_end_of_block_lost_between(PTP_WORK Work, bool IsRenewed) {
  CloseThreadpoolWork(Work);
  if (IsRenewed) {
    if (g_count) {
      g_count = 0;
    }
    Pool::renew(g_count, Work);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: error: use of undeclared identifier 'Pool'
  }
  WaitForThreadpoolWorkCallbacks(Work, TRUE);
}

void bad_try_lost_later(PTP_WORK Work) {
  CloseThreadpoolWork(Work);
  WaitForThreadpoolWorkCallbacks(Work, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Work' is used after it was closed
  try {
    Log::write();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: error: use of undeclared identifier 'Log'
  } catch (...) {
    return;
  }
  ++g_count;
}

void good_try_lost_between(PTP_WORK Work) {
  CloseThreadpoolWork(Work);
  try {
    Pool::renew(g_count, Work);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: error: use of undeclared identifier 'Pool'
  } catch (...) {
  }
  WaitForThreadpoolWorkCallbacks(Work, TRUE);
}
