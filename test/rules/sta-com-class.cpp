// RUN: %check_rule sta-com %s
//
// C++/WinRT, classes, templates and macros.

#include <windows.h>
#include <winrt/base.h>

#define ENTER_APARTMENT() CoInitialize(nullptr)

static VOID CALLBACK bad_winrt(PTP_CALLBACK_INSTANCE, PVOID) {
  winrt::init_apartment(winrt::apartment_type::single_threaded);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_winrt', a callback of the pool, makes a thread of the pool a single-threaded apartment [threadpool-sta-com]
  // CHECK-NOTES: :[[@LINE+64]]:3: note: TrySubmitThreadpoolCallback gives 'bad_winrt' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: join the multithreaded apartment, and leave what needs another to a thread of your own, which handles its messages
}

static VOID CALLBACK bad_using(PTP_CALLBACK_INSTANCE, PVOID) {
  using winrt::apartment_type;
  winrt::init_apartment(apartment_type::single_threaded);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_using', a callback of the pool, makes a thread of the pool a single-threaded apartment [threadpool-sta-com]
  // CHECK-NOTES: :[[@LINE+57]]:3: note: TrySubmitThreadpoolCallback gives 'bad_using' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: join the multithreaded apartment, and leave what needs another to a thread of your own, which handles its messages
}

static VOID CALLBACK good_winrt(PTP_CALLBACK_INSTANCE, PVOID) {
  winrt::init_apartment();
  winrt::init_apartment(winrt::apartment_type::multi_threaded);
}

static VOID CALLBACK bad_macro(PTP_CALLBACK_INSTANCE, PVOID) {
  ENTER_APARTMENT();
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_macro', a callback of the pool, makes a thread of the pool a single-threaded apartment [threadpool-sta-com]
  // CHECK-NOTES: :[[@LINE+47]]:3: note: TrySubmitThreadpoolCallback gives 'bad_macro' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: join the multithreaded apartment, and leave what needs another to a thread of your own, which handles its messages
}

class Apartment {
public:
  explicit Apartment(DWORD Kind) {
    Entered = CoInitializeEx(nullptr, Kind) >= 0;
    // CHECK-NOTES: :[[@LINE-1]]:15: warning: 'Apartment::Apartment', called by the callback 'bad_guard', makes a thread of the pool a single-threaded apartment [threadpool-sta-com]
    // CHECK-NOTES: :[[@LINE+39]]:3: note: TrySubmitThreadpoolCallback gives 'bad_guard' to the pool
    // CHECK-NOTES: :[[@LINE+13]]:13: note: 'bad_guard' calls 'Apartment::Apartment'
    // CHECK-NOTES: :[[@LINE-4]]:15: note: to repair: join the multithreaded apartment, and leave what needs another to a thread of your own, which handles its messages
  }
  ~Apartment() {
    if (Entered)
      CoUninitialize();
  }

private:
  bool Entered;
};

static VOID CALLBACK bad_guard(PTP_CALLBACK_INSTANCE, PVOID) {
  Apartment Here(COINIT_APARTMENTTHREADED);
}

template <DWORD Kind> struct Entered {
  Entered() { CoInitializeEx(nullptr, Kind); }
  // CHECK-NOTES: :[[@LINE-1]]:15: warning: 'Entered<2>::Entered', called by the callback 'bad_argument', makes a thread of the pool a single-threaded apartment [threadpool-sta-com]
  // CHECK-NOTES: :[[@LINE+20]]:3: note: TrySubmitThreadpoolCallback gives 'bad_argument' to the pool
  // CHECK-NOTES: :[[@LINE+6]]:37: note: 'bad_argument' calls 'Entered<2>::Entered'
  // CHECK-NOTES: :[[@LINE-4]]:15: note: to repair: join the multithreaded apartment, and leave what needs another to a thread of your own, which handles its messages
  ~Entered() { CoUninitialize(); }
};

static VOID CALLBACK bad_argument(PTP_CALLBACK_INSTANCE, PVOID) {
  Entered<COINIT_APARTMENTTHREADED> Here;
}

static VOID CALLBACK good_argument(PTP_CALLBACK_INSTANCE, PVOID) {
  Entered<COINIT_MULTITHREADED> Here;
}

void submitThem() {
  TrySubmitThreadpoolCallback(bad_winrt, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_using, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_winrt, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_macro, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_guard, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_argument, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_argument, nullptr, nullptr);
}
