// RUN: %check_rule "*" %s
//
// A routine that closes its object in several places, each judged by itself.

#include <windows.h>

bool isKeyDown(int Key);
bool load(int File);

//===--- Stopped here and there, and made anew ----------------------------===//

class Player {
public:
  void update() {
    if (isKeyDown(27)) {
      if (Active) {
        Active = false;
        CloseThreadpoolWork(Work);
        // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'Player::update' closes 'Work' while 'Player::onPlay' may be queued or running [threadpool-close-before-wait]
        // CHECK-FIXES: {{^}}        WaitForThreadpoolWorkCallbacks(Work, TRUE);
        // CHECK-FIXES-NEXT: {{^}}        CloseThreadpoolWork(Work);
        Work = nullptr;
      }
    }
    if (isKeyDown(32)) {
      if (!Active) {
        Active = true;
        Work = CreateThreadpoolWork(onPlay, this, nullptr);
        if (Work)
          SubmitThreadpoolWork(Work);
      } else {
        Active = false;
        WaitForThreadpoolWorkCallbacks(Work, FALSE);
        CloseThreadpoolWork(Work);
        Work = nullptr;
      }
    }
    if (isKeyDown(38) && Active) {
      Active = false;
      WaitForThreadpoolWorkCallbacks(Work, FALSE);
      CloseThreadpoolWork(Work);
      Work = nullptr;
      if (load(++File)) {
        Active = true;
        Work = CreateThreadpoolWork(onPlay, this, nullptr);
        if (Work)
          SubmitThreadpoolWork(Work);
      }
    }
  }

private:
  static VOID CALLBACK onPlay(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    auto *Self = static_cast<Player *>(Context);
    while (Self->Active)
      ++Self->Frames;
  }

  PTP_WORK Work = nullptr;
  bool Active = false;
  int File = 0, Frames = 0;
};

//===--- The lock is held in one of them ----------------------------------===//

class Cache {
public:
  bool open() {
    Work = CreateThreadpoolWork(onRefresh, this, nullptr);
    if (!Work)
      return false;
    SubmitThreadpoolWork(Work);
    return true;
  }

  void close(bool IsLast) {
    AcquireSRWLockExclusive(&Lock);
    if (IsLast) {
      WaitForThreadpoolWorkCallbacks(Work, TRUE);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Cache::close' waits for the callbacks of 'Work' under a lock that 'Cache::onRefresh' takes [threadpool-lock-held-wait]
      CloseThreadpoolWork(Work);
      ReleaseSRWLockExclusive(&Lock);
      return;
    }
    ReleaseSRWLockExclusive(&Lock);
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }

private:
  static VOID CALLBACK onRefresh(PTP_CALLBACK_INSTANCE, PVOID Context,
                                 PTP_WORK) {
    auto *Self = static_cast<Cache *>(Context);
    AcquireSRWLockExclusive(&Self->Lock);
    ++Self->Version;
    ReleaseSRWLockExclusive(&Self->Lock);
  }

  SRWLOCK Lock = SRWLOCK_INIT;
  PTP_WORK Work = nullptr;
  int Version = 0;
};

//===--- What leads there may be that it was never used -------------------===//

class Sender {
public:
  bool open(bool IsDelayed) {
    Work = CreateThreadpoolWork(onSend, this, nullptr);
    if (!Work)
      return false;
    Delayed = IsDelayed;
    if (!IsDelayed)
      SubmitThreadpoolWork(Work);
    return true;
  }

  void good_close() {
    if (wasNeverUsed()) {
      CloseThreadpoolWork(Work);
      return;
    }
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }

  void good_stop() {
    Stopping = true;
    if (wasNeverUsed()) {
      CloseThreadpoolWork(Work);
      return;
    }
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }

private:
  bool wasNeverUsed() const;

  static VOID CALLBACK onSend(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    auto *Self = static_cast<Sender *>(Context);
    if (!Self->Stopping)
      ++Self->Sent;
  }

  PTP_WORK Work = nullptr;
  bool Delayed = false, Stopping = false;
  int Sent = 0;
};
