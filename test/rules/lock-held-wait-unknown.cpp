// RUN: %check_rule "lock-held-wait" %s
//
// What the callback does behind code that is not known says nothing about the
// lock that it took before. But where the owner need not wait, that code may be
// what closes the object, or frees what it was given.

#include <windows.h>

struct Listener {
  virtual void onNews(struct Reader *From) = 0;
};

struct Reader {
  virtual bool start();
  virtual bool stop();
  virtual bool stopAtOnce();

  static void CALLBACK onWork(PTP_CALLBACK_INSTANCE, void *Context, PTP_WORK);

  SRWLOCK Lock = SRWLOCK_INIT;
  PTP_WORK Work = nullptr;
  Listener *Told = nullptr;
  int News = 0;
};

void CALLBACK Reader::onWork(PTP_CALLBACK_INSTANCE, void *Context, PTP_WORK) {
  auto *Self = static_cast<Reader *>(Context);
  AcquireSRWLockExclusive(&Self->Lock);
  ++Self->News;
  ReleaseSRWLockExclusive(&Self->Lock);
  Self->Told->onNews(Self);
}

bool Reader::start() {
  Work = CreateThreadpoolWork(onWork, this, nullptr);
  if (!Work)
    return false;
  SubmitThreadpoolWork(Work);
  return true;
}

bool Reader::stop() {
  AcquireSRWLockExclusive(&Lock);
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Reader::stop' waits for the callbacks of 'Work' under a lock that 'Reader::onWork' takes [threadpool-lock-held-wait]
  CloseThreadpoolWork(Work);
  Work = nullptr;
  ReleaseSRWLockExclusive(&Lock);
  return true;
}

// The listener may call this one.
bool Reader::stopAtOnce() {
  AcquireSRWLockExclusive(&Lock);
  CloseThreadpoolWork(Work);
  Work = nullptr;
  ReleaseSRWLockExclusive(&Lock);
  return true;
}

struct Order {
  PTP_TIMER Timer;
  int Count;
};

void deliver(Order *Taken);

void CALLBACK onDue(PTP_CALLBACK_INSTANCE, void *Context, PTP_TIMER) {
  auto *Self = static_cast<Order *>(Context);
  ++Self->Count;
  deliver(Self);
}

void good_callbackFreesIt(Order *Self, FILETIME Due) {
  Self->Timer = CreateThreadpoolTimer(onDue, Self, nullptr);
  SetThreadpoolTimer(Self->Timer, &Due, 0, 0);
}

void good_lastOne(Order *Self) {
  WaitForThreadpoolTimerCallbacks(Self->Timer, FALSE);
  CloseThreadpoolTimer(Self->Timer);
}
