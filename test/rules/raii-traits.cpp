// RUN: %check_rule "*" %s
//
// Handle templates that close through a traits class, which mostly does
// nothing but close: what is missing has to stand in the owner.

#include <windows.h>

// The handle of a projection library.
namespace winrt {
template <class T> struct handle_type {
  using type = typename T::type;

  handle_type() noexcept = default;
  explicit handle_type(type Value) noexcept : Value(Value) {}
  handle_type(handle_type &&Other) noexcept : Value(Other.detach()) {}
  handle_type &operator=(handle_type &&Other) noexcept {
    if (this != &Other)
      attach(Other.detach());
    return *this;
  }
  ~handle_type() noexcept { close(); }

  void close() noexcept {
    if (*this) {
      T::close(Value);
      Value = T::invalid();
    }
  }
  explicit operator bool() const noexcept { return T::invalid() != Value; }
  type get() const noexcept { return Value; }
  type *put() noexcept { return &Value; }
  void attach(type New) noexcept {
    close();
    *put() = New;
  }
  type detach() noexcept {
    type Old = Value;
    Value = T::invalid();
    return Old;
  }

private:
  type Value = T::invalid();
};
} // namespace winrt

struct timer_traits {
  using type = PTP_TIMER;
  static void close(type Value) noexcept { CloseThreadpoolTimer(Value); }
  // CHECK-MESSAGES: :[[@LINE-1]]:44: warning: 'bad_bare' closes 'Timer.Value' while 'Bare::onTimer' may be queued or running [threadpool-close-before-wait]
  // CHECK-FIXES: { SetThreadpoolTimer(Value, nullptr, 0, 0); WaitForThreadpoolTimerCallbacks(Value, TRUE); CloseThreadpoolTimer(Value); }
  static constexpr type invalid() noexcept { return nullptr; }
};

//===--- The destructor that nobody wrote ---------------------------------===//

class Bare {
public:
  void start(FILETIME *Due) {
    Timer.attach(CreateThreadpoolTimer(onTimer, this, nullptr));
    SetThreadpoolTimer(Timer.get(), Due, 1000, 0);
  }

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++static_cast<Bare *>(Context)->Count;
  }
  int Count = 0;
  winrt::handle_type<timer_traits> Timer;
};

void bad_bare(Bare *B) { delete B; }

//===--- Drained in the body ----------------------------------------------===//

class Drained {
public:
  void start(FILETIME *Due) {
    Timer.attach(CreateThreadpoolTimer(onTimer, this, nullptr));
    if (Timer)
      SetThreadpoolTimer(Timer.get(), Due, 1000, 0);
  }
  ~Drained() {
    if (Timer) {
      SetThreadpoolTimer(Timer.get(), nullptr, 0, 0);
      WaitForThreadpoolTimerCallbacks(Timer.get(), TRUE);
    }
  }
  void good_close() {
    SetThreadpoolTimer(Timer.get(), nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer.get(), TRUE);
    Timer.close();
  }

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++static_cast<Drained *>(Context)->Count;
  }
  int Count = 0;
  winrt::handle_type<timer_traits> Timer;
};

void good_drained(Drained *D) { delete D; }

//===--- Closed, detached, replaced ---------------------------------------===//

struct wait_traits {
  using type = PTP_WAIT;
  static void close(type Wait) noexcept { CloseThreadpoolWait(Wait); }
  // CHECK-MESSAGES: :[[@LINE-1]]:43: warning: 'Signals::bad_close' closes 'Wait.Value' while 'Signals::onSignal' may be queued or running [threadpool-close-before-wait]
  // CHECK-FIXES: { WaitForThreadpoolWaitCallbacks(Wait, TRUE); CloseThreadpoolWait(Wait); }
  static type invalid() noexcept { return nullptr; }
};

class Signals {
public:
  void start(HANDLE Event) {
    Wait = winrt::handle_type<wait_traits>(
        CreateThreadpoolWait(onSignal, this, nullptr));
    SetThreadpoolWait(Wait.get(), Event, nullptr);
  }

  void bad_close() {
    SetThreadpoolWait(Wait.get(), nullptr, nullptr);
    Wait.close();
  }

  void bad_detached() {
    PTP_WAIT Mine = Wait.detach();
    SetThreadpoolWait(Mine, nullptr, nullptr);
    CloseThreadpoolWait(Mine);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Signals::bad_detached' closes 'Mine' while 'Signals::onSignal' may be queued or running [threadpool-close-before-wait]
    // CHECK-FIXES: {{^}}    WaitForThreadpoolWaitCallbacks(Mine, TRUE);
    // CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWait(Mine);
  }

  void good_detached() {
    PTP_WAIT Mine = Wait.detach();
    SetThreadpoolWait(Mine, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Mine, TRUE);
    CloseThreadpoolWait(Mine);
  }

  void good_replaced() {
    SetThreadpoolWait(Wait.get(), nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait.get(), TRUE);
    Wait = winrt::handle_type<wait_traits>();
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    ++static_cast<Signals *>(Context)->Count;
  }
  int Count = 0;
  winrt::handle_type<wait_traits> Wait;
};

//===--- A template of the program's own, whose traits stop ---------------===//

template <class Type, class Traits> class unique_handle {
public:
  explicit unique_handle(Type Value = Traits::invalid()) throw()
      : m_value(Value) {}
  unique_handle(const unique_handle &) = delete;
  unique_handle &operator=(const unique_handle &) = delete;
  ~unique_handle() throw() { close(); }

  Type get() const throw() { return m_value; }
  Type release() throw() {
    Type Value = m_value;
    m_value = Traits::invalid();
    return Value;
  }
  bool reset(Type Value = Traits::invalid()) throw() {
    if (m_value != Value) {
      close();
      m_value = Value;
    }
    return m_value != Traits::invalid();
  }

private:
  void close() throw() {
    if (m_value != Traits::invalid())
      Traits::close(m_value);
  }
  Type m_value;
};

struct stopping_traits {
  static PTP_WORK invalid() throw() { return nullptr; }
  static void close(PTP_WORK Work) throw() {
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }
};
struct closing_traits {
  static PTP_WORK invalid() throw() { return nullptr; }
  static void close(PTP_WORK Work) throw() { CloseThreadpoolWork(Work); }
  // CHECK-MESSAGES: :[[@LINE-1]]:46: warning: 'bad_local' closes 'Work.m_value' while 'onWork' may be queued or running [threadpool-close-before-wait]
  // CHECK-FIXES: { WaitForThreadpoolWorkCallbacks(Work, TRUE); CloseThreadpoolWork(Work); }
};

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++*static_cast<int *>(Context);
}

int bad_local() {
  int Runs = 0;
  unique_handle<PTP_WORK, closing_traits> Work(
      CreateThreadpoolWork(onWork, &Runs, nullptr));
  SubmitThreadpoolWork(Work.get());
  return 1;
}

int good_local() {
  int Runs = 0;
  unique_handle<PTP_WORK, stopping_traits> Work(
      CreateThreadpoolWork(onWork, &Runs, nullptr));
  SubmitThreadpoolWork(Work.get());
  return 1;
}

int good_local_drained() {
  int Runs = 0;
  unique_handle<PTP_WORK, closing_traits> Work(
      CreateThreadpoolWork(onWork, &Runs, nullptr));
  SubmitThreadpoolWork(Work.get());
  WaitForThreadpoolWorkCallbacks(Work.get(), FALSE);
  return Runs;
}

int good_never_submitted(bool Ready) {
  int Runs = 0;
  unique_handle<PTP_WORK, closing_traits> Work(
      CreateThreadpoolWork(onWork, &Runs, nullptr));
  if (!Ready)
    return 0;
  SubmitThreadpoolWork(Work.get());
  WaitForThreadpoolWorkCallbacks(Work.get(), FALSE);
  return Runs;
}
