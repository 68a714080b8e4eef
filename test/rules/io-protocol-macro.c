// RUN: %check_rule io-protocol %s
//
// Tests and calls in macros.

#include <windows.h>

struct Reader {
  PTP_IO Io;
  HANDLE File;
  OVERLAPPED Overlapped;
  char Buffer[64];
};

#define FAILED_AT_ONCE(Call) (!(Call) && GetLastError() != ERROR_IO_PENDING)
#define READ(Self)                                                             \
  ReadFile((Self)->File, (Self)->Buffer, 64, NULL, &(Self)->Overlapped)
#define CHECKED(Self, Call)                                                    \
  do {                                                                         \
    StartThreadpoolIo((Self)->Io);                                             \
    if (FAILED_AT_ONCE(Call))                                                  \
      CancelThreadpoolIo((Self)->Io);                                          \
  } while (0)
#define UNCHECKED(Self, Call)                                                  \
  StartThreadpoolIo((Self)->Io);                                               \
  (void)(Call)

void good_test(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (FAILED_AT_ONCE(READ(Self)))
    CancelThreadpoolIo(Self->Io);
}

void good_all(struct Reader *Self) { CHECKED(Self, READ(Self)); }

void bad_test(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (FAILED_AT_ONCE(READ(Self)))
    return;
    // CHECK-MESSAGES: :[[@LINE-2]]:7: warning: 'bad_test' does not call CancelThreadpoolIo where 'ReadFile' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
}
// CHECK-FIXES: {{^}}  if (FAILED_AT_ONCE(READ(Self))) {
// CHECK-FIXES-NEXT: {{^}}    CancelThreadpoolIo(Self->Io);

void bad_all(struct Reader *Self) {
  UNCHECKED(Self, READ(Self));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_all' does not call CancelThreadpoolIo where 'ReadFile' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
}
