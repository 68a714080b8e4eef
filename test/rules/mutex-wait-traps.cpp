// RUN: %check_rule "*" %s
//
// No mutex, or nobody knows.

#include <windows.h>

static PTP_WAIT Wait;
static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID, PTP_WAIT,
                              TP_WAIT_RESULT) {}
void create() { Wait = CreateThreadpoolWait(onSignal, nullptr, nullptr); }

void good_event() {
  HANDLE Event = CreateEventW(nullptr, FALSE, FALSE, nullptr);
  SetThreadpoolWait(Wait, Event, nullptr);
}

void good_semaphore() {
  HANDLE Semaphore = CreateSemaphoreW(nullptr, 0, 1, nullptr);
  SetThreadpoolWait(Wait, Semaphore, nullptr);
}

void good_parameter(HANDLE Anything) {
  SetThreadpoolWait(Wait, Anything, nullptr);
}

HANDLE fromElsewhere();
void good_from_elsewhere() {
  SetThreadpoolWait(Wait, fromElsewhere(), nullptr);
}

void good_assigned_again() {
  HANDLE Handle = CreateMutexW(nullptr, FALSE, nullptr);
  WaitForSingleObject(Handle, INFINITE);
  ReleaseMutex(Handle);
  CloseHandle(Handle);
  Handle = CreateEventW(nullptr, FALSE, FALSE, nullptr);
  SetThreadpoolWait(Wait, Handle, nullptr);
}

void good_one_of_two(bool Exclusive) {
  HANDLE Handle = Exclusive ? CreateMutexW(nullptr, FALSE, nullptr)
                            : CreateEventW(nullptr, FALSE, FALSE, nullptr);
  if (!Exclusive)
    SetThreadpoolWait(Wait, Handle, nullptr);
}

void good_waited_for_by_the_thread() {
  HANDLE Mutex = CreateMutexW(nullptr, FALSE, nullptr);
  WaitForSingleObject(Mutex, INFINITE);
  SetThreadpoolWait(Wait, nullptr, nullptr);
  ReleaseMutex(Mutex);
}

// A field that holds a mutex in one place and an event in another.
struct Either {
  HANDLE Handle;
};
void makeMutex(Either *E) { E->Handle = CreateMutexW(nullptr, FALSE, nullptr); }
void makeEvent(Either *E) {
  E->Handle = CreateEventW(nullptr, FALSE, FALSE, nullptr);
}
void good_field_of_either_kind(Either *E) {
  SetThreadpoolWait(Wait, E->Handle, nullptr);
}

// A field that somebody else may have filled.
struct Open {
  HANDLE Handle;
};
void fill(Open *O);
void good_filled_elsewhere(Open *O) {
  O->Handle = CreateMutexW(nullptr, FALSE, nullptr);
  CloseHandle(O->Handle);
  fill(O);
  SetThreadpoolWait(Wait, O->Handle, nullptr);
}

// Functions of the program's own.
namespace own {
HANDLE CreateMutexW(void *, BOOL, const wchar_t *);
void SetThreadpoolWait(PTP_WAIT, HANDLE, void *);
void good_own_mutex() {
  ::SetThreadpoolWait(Wait, CreateMutexW(nullptr, FALSE, nullptr), nullptr);
}
void good_own_wait() {
  own::SetThreadpoolWait(Wait, ::CreateMutexW(nullptr, FALSE, nullptr),
                         nullptr);
}
} // namespace own
