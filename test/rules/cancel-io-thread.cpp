// RUN: %check_rule cancel-io %s
//
// What a thread of the pool waits for is cancelled, but it may be with another
// callback by then.

#include <mutex>
#include <windows.h>

struct Job {
  PTP_WORK Work;
  HANDLE File;
  HANDLE Thread;
  char Buffer[64];
};

VOID CALLBACK onJob(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  auto *Self = static_cast<Job *>(Context);
  DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(),
                  &Self->Thread, 0, FALSE, DUPLICATE_SAME_ACCESS);
  ReadFile(Self->File, Self->Buffer, 64, nullptr, nullptr);
}

void begin(Job *Self) {
  Self->Work = CreateThreadpoolWork(onJob, Self, nullptr);
  SubmitThreadpoolWork(Self->Work);
}

void bad_cancel(Job *Self) {
  CancelSynchronousIo(Self->Thread);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_cancel' cancels what a thread of the pool is waiting for: that may be another callback's operation by now [threadpool-cancel-io]
}

void good_drained_first(Job *Self) {
  WaitForThreadpoolWorkCallbacks(Self->Work, TRUE);
}

//===--- Under own synchronisation ----------------------------------------===//

struct Guarded {
  PTP_WORK Work;
  HANDLE File;
  HANDLE Reader = nullptr;
  std::mutex Lock;
  char Buffer[64];
};

VOID CALLBACK onGuarded(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  auto *Self = static_cast<Guarded *>(Context);
  {
    std::lock_guard<std::mutex> Held(Self->Lock);
    Self->Reader = OpenThread(THREAD_TERMINATE, FALSE, GetCurrentThreadId());
  }
  ReadFile(Self->File, Self->Buffer, 64, nullptr, nullptr);
  {
    std::lock_guard<std::mutex> Held(Self->Lock);
    CloseHandle(Self->Reader);
    Self->Reader = nullptr;
  }
}

void begin(Guarded *Self) {
  Self->Work = CreateThreadpoolWork(onGuarded, Self, nullptr);
  SubmitThreadpoolWork(Self->Work);
}

void good_guarded(Guarded *Self) {
  std::lock_guard<std::mutex> Held(Self->Lock);
  if (Self->Reader)
    CancelSynchronousIo(Self->Reader);
}

//===--- A thread of the program's own ------------------------------------===//

struct Own {
  HANDLE Thread;
};

void good_own(Own *Self) { CancelSynchronousIo(Self->Thread); }
