// RUN: %check_rule legacy-unregister %s --fixed-clean
//
// What the callback uses is gone at the end of the destructor.

#include <windows.h>

struct Registry {
  HANDLE Key = nullptr;
  HANDLE Changed = nullptr;
};

class Watcher {
public:
  explicit Watcher(HANDLE Event) : Event(Event) {
    RegisterWaitForSingleObject(&Wait, Event, &Watcher::onEvent, this, INFINITE,
                                WT_EXECUTEDEFAULT);
  }
  ~Watcher() {
    if (Wait) {
      UnregisterWait(Wait);
      // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'Watcher::~Watcher' ends the registered wait without waiting for callbacks and then frees what 'Watcher::onEvent' uses [threadpool-legacy-unregister]
      // CHECK-NOTES: note: 1. the handle is signaled; the pool starts callback 1, 'Watcher::onEvent'
      // CHECK-NOTES: note: 2. 'Watcher::~Watcher' ends the registered wait; what is queued or running goes on
      // CHECK-NOTES: :18:3: note: 3. 'Watcher::~Watcher' ends, and with it the object that the callback uses
      // CHECK-NOTES: note: 4. callback 1 ('Watcher::onEvent') uses it, and it is gone
      // CHECK-NOTES: note: to repair: pass INVALID_HANDLE_VALUE as the completion event, to UnregisterWaitEx: the call then returns when no callback is queued or running
      // CHECK-FIXES: {{^}}      UnregisterWaitEx(Wait, INVALID_HANDLE_VALUE);
      Wait = nullptr;
    }
  }

private:
  static VOID CALLBACK onEvent(PVOID Context, BOOLEAN) {
    ++static_cast<Watcher *>(Context)->Hits;
  }
  HANDLE Event;
  HANDLE Wait = nullptr;
  int Hits = 0;
};

// That it tests the handle does not keep it from being closed then.
class RegistryWatcher {
public:
  void start() {
    RegisterWaitForSingleObject(&Wait, Of.Changed, &RegistryWatcher::onChange,
                                this, INFINITE, WT_EXECUTEINWAITTHREAD);
  }
  ~RegistryWatcher() {
    if (Wait)
      UnregisterWaitEx(Wait, nullptr);
      // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'RegistryWatcher::~RegistryWatcher' ends the registered wait without waiting
      // CHECK-NOTES: note: 1.
      // CHECK-NOTES: note: 2.
      // CHECK-NOTES: note: 3. 'RegistryWatcher::~RegistryWatcher' closes what the callback uses
      // CHECK-NOTES: note: 4.
      // CHECK-NOTES: note: to repair
      // CHECK-FIXES: {{^}}      UnregisterWaitEx(Wait, nullptr);
    if (Of.Changed)
      CloseHandle(Of.Changed);
  }

private:
  static VOID CALLBACK onChange(PVOID Context, BOOLEAN) {
    auto *Self = static_cast<RegistryWatcher *>(Context);
    if (Self->Of.Key && Self->Of.Changed)
      SetEvent(Self->Of.Changed);
  }
  Registry Of;
  HANDLE Wait = nullptr;
};

// The callback uses nothing of the object.
class Beacon {
public:
  void start(HANDLE Event, HANDLE Other) {
    RegisterWaitForSingleObject(&Wait, Event, &Beacon::onEvent, Other, INFINITE,
                                WT_EXECUTEDEFAULT);
  }
  ~Beacon() { UnregisterWait(Wait); }

private:
  static VOID CALLBACK onEvent(PVOID Context, BOOLEAN) { SetEvent(Context); }
  HANDLE Wait = nullptr;
};

// A base class or a member that is destroyed behind it may wait.
struct Barrier {
  ~Barrier();
  void wait();
};

class Derived : public Watcher {
public:
  explicit Derived(HANDLE Event) : Watcher(Event) {}
};

class Patient {
public:
  void start(HANDLE Event) {
    RegisterWaitForSingleObject(&Wait, Event, &Patient::onEvent, this, INFINITE,
                                WT_EXECUTEDEFAULT);
  }
  ~Patient() {
    UnregisterWait(Wait);
    Idle.wait();
  }

private:
  static VOID CALLBACK onEvent(PVOID Context, BOOLEAN) {
    ++static_cast<Patient *>(Context)->Hits;
  }
  HANDLE Wait = nullptr;
  int Hits = 0;
  Barrier Idle;
};
