// RUN: %check_rule "*" %s
//
// Owners that live as long as somebody refers to them: who frees them is
// decided when the program runs, and nothing is said.

#include <memory>
#include <stop_token>
#include <windows.h>

//===--- A shared pointer in the context ----------------------------------===//

class Kept : public std::enable_shared_from_this<Kept> {
public:
  void start(HANDLE Event) {
    auto *Self = new std::shared_ptr<Kept>(shared_from_this());
    Wait = CreateThreadpoolWait(onSignal, Self, nullptr);
    if (!Wait) {
      delete Self;
      return;
    }
    SetThreadpoolWait(Wait, Event, nullptr);
  }
  void good_stop() {
    SetThreadpoolWait(Wait, nullptr, nullptr);
    CloseThreadpoolWait(Wait);
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    std::unique_ptr<std::shared_ptr<Kept>> Self(
        static_cast<std::shared_ptr<Kept> *>(Context));
    ++(*Self)->Hits;
  }
  PTP_WAIT Wait = nullptr;
  int Hits = 0;
};

//===--- A weak pointer in the context ------------------------------------===//

struct Target {
  int Hits = 0;
};
struct Link {
  std::weak_ptr<Target> Seen;
  PTP_TIMER Timer = nullptr;
};

static VOID CALLBACK onLink(PTP_CALLBACK_INSTANCE, PVOID Context,
                            PTP_TIMER Timer) {
  auto *L = static_cast<Link *>(Context);
  std::shared_ptr<Target> Alive = L->Seen.lock();
  if (!Alive) {
    CloseThreadpoolTimer(Timer);
    delete L;
    return;
  }
  ++Alive->Hits;
}

void startLink(const std::shared_ptr<Target> &T, FILETIME *Due) {
  auto *L = new Link;
  L->Seen = T;
  L->Timer = CreateThreadpoolTimer(onLink, L, nullptr);
  if (!L->Timer) {
    delete L;
    return;
  }
  SetThreadpoolTimer(L->Timer, Due, 1000, 0);
}

void good_expired(std::shared_ptr<Target> &T) { T.reset(); }

//===--- References that are counted by hand ------------------------------===//

class Counted {
public:
  ULONG AddRef() { return InterlockedIncrement(&References); }
  ULONG Release() {
    const ULONG Left = InterlockedDecrement(&References);
    if (Left == 0)
      delete this;
    return Left;
  }

  void start() {
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    if (!Work)
      return;
    AddRef();
    SubmitThreadpoolWork(Work);
  }
  void good_let_go() { Release(); }

private:
  ~Counted() {
    if (Work)
      CloseThreadpoolWork(Work);
  }
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    auto *Self = static_cast<Counted *>(Context);
    ++Self->Runs;
    Self->Release();
  }
  volatile LONG References = 1;
  PTP_WORK Work = nullptr;
  int Runs = 0;
};

//===--- The same, by an interface of another file ------------------------===//

struct Unknown {
  virtual ULONG AddRef() = 0;
  virtual ULONG Release() = 0;
};

class Client {
public:
  void start(Unknown *Given, FILETIME *Due) {
    Other = Given;
    Other->AddRef();
    Timer = CreateThreadpoolTimer(onTimer, Other, nullptr);
    SetThreadpoolTimer(Timer, Due, 0, 0);
  }
  void good_close() { CloseThreadpoolTimer(Timer); }

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    static_cast<Unknown *>(Context)->Release();
  }
  Unknown *Other = nullptr;
  PTP_TIMER Timer = nullptr;
};

//===--- A pointer class of the program's own -----------------------------===//

template <class T> class RefPtr {
public:
  explicit RefPtr(T *P) : P(P) { P->AddRef(); }
  RefPtr(const RefPtr &Other) : P(Other.P) { P->AddRef(); }
  ~RefPtr() { P->Release(); }
  T *operator->() const { return P; }

private:
  T *P;
};

class Shared {
public:
  void AddRef() { InterlockedIncrement(&References); }
  void Release() {
    if (InterlockedDecrement(&References) == 0)
      delete this;
  }
  bool good_submit() {
    RefPtr<Shared> *Kept = new RefPtr<Shared>(this);
    if (TrySubmitThreadpoolCallback(onRun, Kept, nullptr))
      return true;
    delete Kept;
    return false;
  }

private:
  static VOID CALLBACK onRun(PTP_CALLBACK_INSTANCE, PVOID Context) {
    auto *Kept = static_cast<RefPtr<Shared> *>(Context);
    ++(*Kept)->Runs;
    delete Kept;
  }
  volatile LONG References = 1;
  int Runs = 0;
};

//===--- A stop token that was handed out ---------------------------------===//

class Tokens {
public:
  void start(std::stop_token Given, HANDLE Event) {
    Token = Given;
    this->Event = Event;
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }
  void good_stop() {
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Tokens *>(Context);
    if (!Self->Token.stop_requested())
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }
  std::stop_token Token;
  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
};

//===--- The last reference goes when the callback ends -------------------===//

struct Message {
  std::shared_ptr<Target> To;
};
static VOID CALLBACK onMessage(PTP_CALLBACK_INSTANCE, PVOID Context) {
  std::unique_ptr<Message> M(static_cast<Message *>(Context));
  ++M->To->Hits;
}
bool good_message(const std::shared_ptr<Target> &To) {
  auto M = std::make_unique<Message>();
  M->To = To;
  if (!TrySubmitThreadpoolCallback(onMessage, M.get(), nullptr))
    return false;
  M.release();
  return true;
}
