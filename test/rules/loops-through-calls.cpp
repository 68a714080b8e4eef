// RUN: %check_rule "missing-cancel" %s
//
// A loop whose condition is computed in functions that only work with memory
// waits for nobody either.

#include <windows.h>

struct Link {
  Link *Next, *Before;
};

struct Item {
  int Value;
  Link Place;
};

class List {
public:
  explicit List(int Offset) : Offset(Offset) { Head.Next = Head.Before = &Head; }
  ~List() {
    reset();
    Head.Next = Head.Before = nullptr;
  }

  void reset() {
    while (takeFirst() != nullptr) {
    }
  }

  bool isEmpty() const { return Head.Next == &Head; }

  Item *first() {
    if (isEmpty())
      return nullptr;
    return reinterpret_cast<Item *>(reinterpret_cast<char *>(Head.Next) -
                                    Offset);
  }

  Item *takeFirst() {
    if (isEmpty())
      return nullptr;
    Item *First = first();
    Link *Second = Head.Next->Next;
    Head.Next = Second;
    Second->Before = &Head;
    --Count;
    First->Place.Next = First->Place.Before = nullptr;
    return First;
  }

private:
  Link Head;
  int Offset;
  int Count = 0;
};

class Engine {
public:
  explicit Engine(FILETIME *Due) : Items(sizeof(int)) {
    InitializeCriticalSection(&Lock);
    Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    if (Timer)
      SetThreadpoolTimer(Timer, Due, 1000, 0);
  }

  ~Engine() {
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Engine::~Engine' waits for the callbacks of 'Timer' while it is still armed: 'Engine::onTimer' can be called after the wait [threadpool-missing-cancel]
    // CHECK-FIXES: {{^}}    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
  }

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    auto *Self = static_cast<Engine *>(Context);
    EnterCriticalSection(&Self->Lock);
    Self->Items.takeFirst();
    LeaveCriticalSection(&Self->Lock);
  }

  CRITICAL_SECTION Lock;
  List Items;
  PTP_TIMER Timer;
};
