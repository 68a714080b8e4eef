// RUN: %check_rule dirty-thread %s
//
// Destructors, scope guards, lambdas, templates and macros.

#include <functional>
#include <memory>
#include <roapi.h>
#include <wil/resource.h>
#include <windows.h>
#include <winrt/base.h>

void work(void *Item);
bool isIdle();
void callLast(void (*Last)());

//===--- Classes ----------------------------------------------------------===//

class Com {
public:
  Com() : Result(CoInitializeEx(nullptr, COINIT_MULTITHREADED)) {}
  ~Com() {
    if (isIn())
      CoUninitialize();
  }
  bool isIn() const { return SUCCEEDED(Result); }

private:
  HRESULT Result;
};

static VOID CALLBACK good_guard(PTP_CALLBACK_INSTANCE, PVOID Context) {
  Com Here;
  if (!Here.isIn() || isIdle())
    return;
  work(Context);
}

static VOID CALLBACK good_guard_of_thread(PTP_CALLBACK_INSTANCE,
                                          PVOID Context) {
  thread_local Com OfThread;
  work(Context);
}

class ByHand {
public:
  ByHand() { CoInitializeEx(nullptr, COINIT_MULTITHREADED); }
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'ByHand::ByHand', called by the callback 'bad_by_hand', initializes COM and can return without uninitializing it: whatever the pool runs next on the thread is in its apartment [threadpool-dirty-thread]
  void end() { CoUninitialize(); }
};

static VOID CALLBACK bad_by_hand(PTP_CALLBACK_INSTANCE, PVOID Context) {
  ByHand Here;
  if (isIdle())
    return;
  work(Context);
  Here.end();
}

// A guard inside of what another one guards.
static VOID CALLBACK bad_around(PTP_CALLBACK_INSTANCE, PVOID Context) {
  CoInitializeEx(nullptr, COINIT_MULTITHREADED);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_around', a callback of the pool, initializes COM and can return without uninitializing it: whatever the pool runs next on the thread is in its apartment [threadpool-dirty-thread]
  {
    Com Inside;
    work(Context);
  }
  if (isIdle())
    return;
  CoUninitialize();
}

// The destructor is elsewhere.
struct Unseen {
  Unseen();
  ~Unseen();
};

static VOID CALLBACK good_unseen(PTP_CALLBACK_INSTANCE, PVOID Context) {
  CoInitializeEx(nullptr, COINIT_MULTITHREADED);
  Unseen Perhaps;
  work(Context);
}

static VOID CALLBACK bad_unseen_before(PTP_CALLBACK_INSTANCE, PVOID Context) {
  Unseen Other;
  CoInitializeEx(nullptr, COINIT_MULTITHREADED);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_unseen_before', a callback of the pool, initializes COM and returns without uninitializing it: whatever the pool runs next on the thread is in its apartment [threadpool-dirty-thread]
  work(Context);
}

struct PrioritySaver {
  PrioritySaver();
  ~PrioritySaver();
};

static VOID CALLBACK good_unseen_saver(PTP_CALLBACK_INSTANCE, PVOID Context) {
  PrioritySaver Before;
  SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_LOWEST);
  work(Context);
}

static VOID CALLBACK bad_item_deleted(PTP_CALLBACK_INSTANCE, PVOID Context) {
  CoInitializeEx(nullptr, COINIT_MULTITHREADED);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_item_deleted', a callback of the pool, initializes COM and returns without uninitializing it: whatever the pool runs next on the thread is in its apartment [threadpool-dirty-thread]
  work(Context);
  delete static_cast<Unseen *>(Context);
}

struct Reverter {
  void operator()(char *) const { RevertToSelf(); }
};

static VOID CALLBACK good_deleter(PTP_CALLBACK_INSTANCE, PVOID Context) {
  if (!ImpersonateLoggedOnUser(Context))
    return;
  std::unique_ptr<char, Reverter> Guard(static_cast<char *>(Context));
  if (isIdle())
    return;
  work(Context);
}

//===--- Lambdas ----------------------------------------------------------===//

static VOID CALLBACK good_scope(PTP_CALLBACK_INSTANCE, PVOID Context) {
  if (FAILED(CoInitializeEx(nullptr, COINIT_MULTITHREADED)))
    return;
  auto Guard = wil::scope_exit([&] { CoUninitialize(); });
  if (isIdle())
    return;
  work(Context);
}

template <class Fn> class Finally {
public:
  explicit Finally(Fn Last) : Last(Last) {}
  ~Finally() { Last(); }

private:
  Fn Last;
};

static VOID CALLBACK good_finally(PTP_CALLBACK_INSTANCE, PVOID Context) {
  CoInitializeEx(nullptr, COINIT_MULTITHREADED);
  auto Last = [&] { CoUninitialize(); };
  Finally<decltype(Last)> Guard(Last);
  if (isIdle())
    return;
  work(Context);
}

static VOID CALLBACK good_function(PTP_CALLBACK_INSTANCE, PVOID Context) {
  CoInitializeEx(nullptr, COINIT_MULTITHREADED);
  callLast(CoUninitialize);
  work(Context);
}

static VOID CALLBACK good_handed_on(PTP_CALLBACK_INSTANCE, PVOID Context) {
  CoInitializeEx(nullptr, COINIT_MULTITHREADED);
  std::function<void()> Last = [] { CoUninitialize(); };
  work(Context);
  Last();
}

//===--- Members, templates, macros ---------------------------------------===//

class Request {
public:
  static VOID CALLBACK bad_member(PTP_CALLBACK_INSTANCE, PVOID Context) {
    static_cast<Request *>(Context)->run();
  }
  static VOID CALLBACK good_member(PTP_CALLBACK_INSTANCE, PVOID Context) {
    static_cast<Request *>(Context)->runWhole();
  }

private:
  bool enter() {
    Impersonates = ImpersonateLoggedOnUser(Token);
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'Request::enter', called by the callback 'Request::bad_member', impersonates somebody and can return without reverting: whatever the pool runs next on the thread acts as that one [threadpool-dirty-thread]
    return Impersonates;
  }
  void leave() {
    if (Impersonates)
      RevertToSelf();
    Impersonates = false;
  }
  void run() {
    if (!enter())
      return;
    if (isIdle())
      return;
    leave();
  }
  void runWhole() {
    if (enter())
      work(this);
    leave();
  }

  HANDLE Token;
  bool Impersonates = false;
};

template <class Task> VOID CALLBACK runTask(PTP_CALLBACK_INSTANCE, PVOID) {
  RoInitialize(RO_INIT_MULTITHREADED);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'runTask', a callback of the pool, initializes COM and can return without uninitializing it: whatever the pool runs next on the thread is in its apartment [threadpool-dirty-thread]
  if (isIdle())
    return;
  Task::run();
  RoUninitialize();
}

struct bad_task {
  static void run() { work(nullptr); }
};

#define WITH_COM(Body)                                                         \
  winrt::init_apartment();                                                     \
  Body;                                                                        \
  winrt::uninit_apartment()

static VOID CALLBACK good_macro(PTP_CALLBACK_INSTANCE, PVOID Context) {
  WITH_COM(work(Context));
}

static VOID CALLBACK bad_macro(PTP_CALLBACK_INSTANCE, PVOID Context) {
  WITH_COM(if (isIdle()) return);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_macro', a callback of the pool, initializes COM and can return without uninitializing it: whatever the pool runs next on the thread is in its apartment [threadpool-dirty-thread]
}

void submitThem(void *Item, Request *Own) {
  TrySubmitThreadpoolCallback(good_guard, Item, nullptr);
  TrySubmitThreadpoolCallback(good_guard_of_thread, Item, nullptr);
  TrySubmitThreadpoolCallback(bad_by_hand, Item, nullptr);
  TrySubmitThreadpoolCallback(bad_around, Item, nullptr);
  TrySubmitThreadpoolCallback(good_unseen, Item, nullptr);
  TrySubmitThreadpoolCallback(bad_unseen_before, Item, nullptr);
  TrySubmitThreadpoolCallback(good_unseen_saver, Item, nullptr);
  TrySubmitThreadpoolCallback(bad_item_deleted, Item, nullptr);
  TrySubmitThreadpoolCallback(good_deleter, Item, nullptr);
  TrySubmitThreadpoolCallback(good_scope, Item, nullptr);
  TrySubmitThreadpoolCallback(good_finally, Item, nullptr);
  TrySubmitThreadpoolCallback(good_function, Item, nullptr);
  TrySubmitThreadpoolCallback(good_handed_on, Item, nullptr);
  TrySubmitThreadpoolCallback(Request::bad_member, Own, nullptr);
  TrySubmitThreadpoolCallback(Request::good_member, Own, nullptr);
  TrySubmitThreadpoolCallback(runTask<bad_task>, Item, nullptr);
  TrySubmitThreadpoolCallback(good_macro, Item, nullptr);
  TrySubmitThreadpoolCallback(bad_macro, Item, nullptr);
  TrySubmitThreadpoolCallback(
      [](PTP_CALLBACK_INSTANCE, PVOID Given) {
        SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_HIGHEST);
        // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'lambda in submitThem', a callback of the pool, changes the priority of its thread and returns without restoring it: whatever the pool runs next on the thread has that priority [threadpool-dirty-thread]
        work(Given);
      },
      Item, nullptr);
}
