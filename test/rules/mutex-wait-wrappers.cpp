// RUN: %check_rule mutex-wait %s
//
// Mutexes in owners of handles: WIL's and the program's own.

#include <windows.h>

#include <wil/resource.h>

static VOID CALLBACK onTurn(PTP_CALLBACK_INSTANCE, PVOID, PTP_WAIT,
                            TP_WAIT_RESULT) {}
static VOID CALLBACK onRegistered(PVOID, BOOLEAN) {}

static PTP_WAIT Wait;
void create() { Wait = CreateThreadpoolWait(onTurn, nullptr, nullptr); }

//===--- WIL --------------------------------------------------------------===//

void bad_local() {
  wil::unique_mutex Mutex;
  Mutex.create();
  SetThreadpoolWait(Wait, Mutex.get(), nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
}

void bad_named() {
  wil::unique_mutex Mutex(L"turn");
  SetThreadpoolWaitEx(Wait, Mutex.get(), nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
}

void bad_in_an_owner_of_any_handle() {
  wil::unique_handle Mutex(CreateMutexW(nullptr, FALSE, nullptr));
  SetThreadpoolWait(Wait, Mutex.get(), nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
}

void good_event() {
  wil::unique_event Event;
  Event.create();
  SetThreadpoolWait(Wait, Event.get(), nullptr);
}

class Turns {
public:
  Turns() {
    Turn.create();
    Done.create();
  }
  void bad_member() {
    SetThreadpoolWait(Wait, Turn.get(), nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
  }
  void bad_registered() {
    HANDLE Registration;
    RegisterWaitForSingleObject(&Registration, Turn.get(), onRegistered, this,
                                INFINITE, WT_EXECUTEONLYONCE);
    // CHECK-MESSAGES: :[[@LINE-2]]:5: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
  }
  void good_member() { SetThreadpoolWait(Wait, Done.get(), nullptr); }
  void good_registered() {
    HANDLE Registration;
    RegisterWaitForSingleObject(&Registration, Done.get(), onRegistered, this,
                                INFINITE, WT_EXECUTEONLYONCE);
  }

private:
  wil::unique_mutex Turn;
  wil::unique_event Done;
};

//===--- The program's own ------------------------------------------------===//

template <class Traits> class Owned {
public:
  Owned() : Held(Traits::make()) {}
  ~Owned() { CloseHandle(Held); }
  operator HANDLE() const { return Held; }

private:
  HANDLE Held;
};

struct MutexTraits {
  static HANDLE make() { return CreateMutexW(nullptr, FALSE, nullptr); }
};
struct EventTraits {
  static HANDLE make() { return CreateEventW(nullptr, FALSE, FALSE, nullptr); }
};

void bad_own_wrapper() {
  Owned<MutexTraits> Mutex;
  SetThreadpoolWait(Wait, Mutex, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
}

void good_own_wrapper() {
  Owned<EventTraits> Event;
  SetThreadpoolWait(Wait, Event, nullptr);
}

class Waiter {
public:
  explicit Waiter(HANDLE What) : What(What) {}
  void start() {
    SetThreadpoolWait(Wait, What, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
  }

private:
  HANDLE What;
};

void bad_given_to_a_waiter() {
  Waiter Local(CreateMutexW(nullptr, FALSE, nullptr));
  Local.start();
}

void good_given_to_a_waiter(HANDLE Anything) {
  Waiter Local(Anything);
  Local.start();
}
