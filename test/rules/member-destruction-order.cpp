// RUN: %check_rule member-destruction-order,free-before-drain,close-before-wait %s -- -ferror-limit=0
//
// Members die in reverse order of their declaration.

#include <windows.h>

struct Log {
  ~Log();
  void write();
  void *Data;
};

class WaitHolder {
public:
  ~WaitHolder() { reset(); }
  void reset() {
    if (Wait) {
      SetThreadpoolWait(Wait, nullptr, nullptr);
      WaitForThreadpoolWaitCallbacks(Wait, TRUE);
      CloseThreadpoolWait(Wait);
      Wait = nullptr;
    }
  }
  PTP_WAIT Wait = nullptr;
};

// The holder is declared first, so it goes last.
class bad_Watcher {
public:
  void start(HANDLE Event) {
    Holder.Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Holder.Wait, Event, nullptr);
  }
  ~bad_Watcher() { ++Hits; }
  // CHECK-NOTES: :[[@LINE-1]]:28: warning: 'Text' is destroyed before 'bad_Watcher::~bad_Watcher' has waited for the callbacks of 'Holder.Wait': 'bad_Watcher::onSignal' may still use it [threadpool-member-destruction-order]
  // CHECK-NOTES: :[[@LINE+7]]:24: note: 1. the handle is signaled; the pool starts callback 1, 'bad_Watcher::onSignal'
  // CHECK-NOTES: :[[@LINE-3]]:28: note: 2. 'bad_Watcher::~bad_Watcher' destroys 'Text'
  // CHECK-NOTES: :[[@LINE+8]]:5: note: 3. callback 1 ('bad_Watcher::onSignal') uses 'Text', which is gone
  // CHECK-NOTES: :[[@LINE-5]]:28: note: to repair: declare what waits for callbacks behind the members that they use, or let it wait in the destructor's body
  int Hits = 0;

private:
  static void CALLBACK onSignal(PTP_CALLBACK_INSTANCE, void *Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    auto *Self = static_cast<bad_Watcher *>(Context);
    Self->Text.write();
  }

  WaitHolder Holder;
  Log Text;
};

// The callback's members may be of a derived class.
class Base {
protected:
  WaitHolder Holder;
};

class bad_Derived : Base {
public:
  void start(HANDLE Event) {
    Holder.Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Holder.Wait, Event, nullptr);
  }
  ~bad_Derived() { ++Hits; }
  // CHECK-NOTES: :[[@LINE-1]]:28: warning: 'Text' is destroyed before 'bad_Derived::~bad_Derived' has waited
  // CHECK-NOTES: note: 1.
  // CHECK-NOTES: note: 2.
  // CHECK-NOTES: note: 3.
  // CHECK-NOTES: note: to repair

private:
  static void CALLBACK onSignal(PTP_CALLBACK_INSTANCE, void *Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    static_cast<bad_Derived *>(Context)->Text.write();
  }

  Log Text;
  int Hits = 0;
};

// Declared last; waits in the body; a trivial or unused member behind it.
class good_Last {
public:
  void start(HANDLE Event) {
    Holder.Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Holder.Wait, Event, nullptr);
  }
  ~good_Last() { ++Hits; }

private:
  static void CALLBACK onSignal(PTP_CALLBACK_INSTANCE, void *Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    auto *Self = static_cast<good_Last *>(Context);
    Self->Text.write();
    ++Self->Hits;
  }

  Log Text;
  WaitHolder Holder;
  int Hits = 0;
  Log Unused;
};

class good_Body {
public:
  void start(HANDLE Event) {
    Holder.Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Holder.Wait, Event, nullptr);
  }
  ~good_Body() { Holder.reset(); }

private:
  static void CALLBACK onSignal(PTP_CALLBACK_INSTANCE, void *Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    static_cast<good_Body *>(Context)->Text.write();
  }

  WaitHolder Holder;
  Log Text;
};

// The destructor is not fully known.
class unknown_Body {
public:
  void start(HANDLE Event) {
    Holder.Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Holder.Wait, Event, nullptr);
  }
  ~unknown_Body() { stop(Holder); }
  // CHECK-NOTES: :[[@LINE-1]]:21: error: use of undeclared identifier 'stop'

private:
  static void CALLBACK onSignal(PTP_CALLBACK_INSTANCE, void *Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    static_cast<unknown_Body *>(Context)->Text.write();
  }

  WaitHolder Holder;
  Log Text;
};
