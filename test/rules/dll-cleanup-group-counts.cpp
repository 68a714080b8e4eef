// RUN: %check_rule dll-cleanup-group %s
//
// What a callback gives back, and whether it has taken that itself.

#include <windows.h>
#include "Inputs/com.h"

#define EXPORT extern "C" __declspec(dllexport)

struct Unknown {
  virtual unsigned long AddRef() = 0;
  virtual unsigned long Release() = 0;
};

//===--- Counters ---------------------------------------------------------===//

class Counted {
public:
  void bad_balanced() {
    CreateThreadpoolTimer(
        // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this DLL creates a callback object {{.*}} [threadpool-dll-cleanup-group]
        [](PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
          auto *Self = static_cast<Counted *>(Context);
          ++Self->Users;
          ++Self->Rounds;
          --Self->Users;
        },
        this, nullptr);
  }
  void good_counted_down() {
    ++Users;
    CreateThreadpoolTimer(
        [](PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
          --static_cast<Counted *>(Context)->Users;
        },
        this, nullptr);
  }

private:
  int Users = 0;
  int Rounds = 0;
};

static LONG Running, Known;

EXPORT void bad_counts_those_that_run() {
  CreateThreadpoolTimer(
      // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this DLL creates a callback object {{.*}} [threadpool-dll-cleanup-group]
      [](PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {
        InterlockedIncrement(&Running);
        InterlockedDecrement(&Running);
      },
      nullptr, nullptr);
}

EXPORT void good_counts_another_one_down() {
  InterlockedIncrement(&Known);
  CreateThreadpoolTimer(
      [](PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {
        InterlockedIncrement(&Running);
        InterlockedDecrement(&Known);
      },
      nullptr, nullptr);
}

//===--- Locks ------------------------------------------------------------===//

struct Lock {
  void AcquireExclusive();
  void ReleaseExclusive();
};
static Lock Guard;

EXPORT void bad_releases_a_lock() {
  CreateThreadpoolTimer(
      // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this DLL creates a callback object {{.*}} [threadpool-dll-cleanup-group]
      [](PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {
        Guard.AcquireExclusive();
        Guard.ReleaseExclusive();
      },
      nullptr, nullptr);
}

EXPORT void good_releases_a_reference(Unknown *U) {
  U->AddRef();
  CreateThreadpoolTimer(
      [](PTP_CALLBACK_INSTANCE, PVOID U, PTP_TIMER) {
        static_cast<Unknown *>(U)->Release();
      },
      U, nullptr);
}

//===--- Pointers that count ----------------------------------------------===//

EXPORT void bad_filled_by_the_system() {
  CreateThreadpoolTimer(
      // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this DLL creates a callback object {{.*}} [threadpool-dll-cleanup-group]
      [](PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {
        ComPtr<Unknown> Apartment;
        CoGetObjectContext(nullptr, reinterpret_cast<void **>(&Apartment));
      },
      nullptr, nullptr);
}

EXPORT void good_given_at_once(Unknown *U) {
  U->AddRef();
  CreateThreadpoolTimer(
      [](PTP_CALLBACK_INSTANCE, PVOID U, PTP_TIMER) {
        ComPtr<Unknown> Last(static_cast<Unknown *>(U));
      },
      U, nullptr);
}

EXPORT void good_given_later(Unknown *U) {
  U->AddRef();
  CreateThreadpoolTimer(
      [](PTP_CALLBACK_INSTANCE, PVOID U, PTP_TIMER) {
        ComPtr<Unknown> Last;
        Last.Attach(static_cast<Unknown *>(U));
      },
      U, nullptr);
}

void takeFrom(void *Context, Unknown **Out);

EXPORT void good_given_by_a_function(Unknown *U) {
  CreateThreadpoolTimer(
      [](PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
        ComPtr<Unknown> Last;
        takeFrom(Context, &Last);
      },
      U, nullptr);
}
