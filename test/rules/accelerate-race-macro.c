// RUN: %check_rule accelerate-race %s -- -D_WIN32_WINNT=0x0602
//
// Cancel and set in macros: reported, and no macro is edited.

#include <windows.h>

#define CANCEL(TIMER) SetThreadpoolTimer((TIMER), NULL, 0, 0)
#define FIRE(TIMER)                                                            \
  do {                                                                         \
    FILETIME Now = {0, 0};                                                     \
    SetThreadpoolTimer((TIMER), &Now, 0, 0);                                   \
  } while (0)
#define CANCEL_IF_SET(TIMER) SetThreadpoolTimerEx((TIMER), NULL, 0, 0)

struct Saver {
  PTP_TIMER Timer;
};

void bad_macros(struct Saver *Self) {
  CANCEL(Self->Timer);
  FIRE(Self->Timer);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_macros' cancels the timer {{.*}} [threadpool-accelerate-race]
}

void bad_half(struct Saver *Self) {
  FILETIME Now = {0, 0};
  CANCEL(Self->Timer);
  SetThreadpoolTimer(Self->Timer, &Now, 0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_half' cancels the timer {{.*}} [threadpool-accelerate-race]
}

void good_macros(struct Saver *Self) {
  if (CANCEL_IF_SET(Self->Timer))
    FIRE(Self->Timer);
}
