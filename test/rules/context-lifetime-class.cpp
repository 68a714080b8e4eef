// RUN: %check_rule context-lifetime %s
//
// Objects, templates, lambdas, guards and macros.

#include <memory>
#include <windows.h>

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++*static_cast<int *>(Context);
}

void bad_reference_to_a_local() {
  int Hits = 0;
  int &Alias = Hits;
  PTP_WORK Work = CreateThreadpoolWork(onWork, &Alias, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: the context is a variable of 'bad_reference_to_a_local', which can return before 'onWork' is called
  if (Work)
    SubmitThreadpoolWork(Work);
}

void good_reference_to_another(int *Heap) {
  int &Alias = *Heap;
  PTP_WORK Work = CreateThreadpoolWork(onWork, &Alias, nullptr);
  if (Work)
    SubmitThreadpoolWork(Work);
}

class Runner {
public:
  void bad_member() {
    int Hits = 0;
    Work = CreateThreadpoolWork(onWork, &Hits, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the context is a variable of 'Runner::bad_member'
    if (Work)
      SubmitThreadpoolWork(Work);
  }
  void good_member() {
    Work = CreateThreadpoolWork(onWork, &Total, nullptr);
    if (Work)
      SubmitThreadpoolWork(Work);
  }

private:
  PTP_WORK Work = nullptr;
  int Total = 0;
};

struct DrainAndClose {
  void operator()(PTP_WORK Work) const {
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
    CloseThreadpoolWork(Work);
  }
};
// Declared behind the variable, it is destroyed before it.
void good_guard() {
  int Hits = 0;
  std::unique_ptr<TP_WORK, DrainAndClose> Work(
      CreateThreadpoolWork(onWork, &Hits, nullptr));
  if (Work)
    SubmitThreadpoolWork(Work.get());
}

template <typename T> void submitSum(T First) {
  T Sum = First;
  TrySubmitThreadpoolCallback(
      // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the context is a variable of 'submitSum'
      [](PTP_CALLBACK_INSTANCE, PVOID Context) { ++*static_cast<T *>(Context); },
      &Sum, nullptr);
}

void bad_template() { submitSum(1); }

#define RUN_LATER(Function, Context)                                           \
  TrySubmitThreadpoolCallback(Function, Context, nullptr)

static VOID CALLBACK onSimple(PTP_CALLBACK_INSTANCE, PVOID Context) {
  ++*static_cast<int *>(Context);
}

void bad_macro() {
  int Hits = 0;
  RUN_LATER(onSimple, &Hits);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the context is a variable of 'bad_macro'
}

// What the pool gets is a copy on the heap.
void good_released() {
  auto Hits = std::make_unique<int>(0);
  if (TrySubmitThreadpoolCallback(onSimple, Hits.get(), nullptr))
    Hits.release();
}
