// RUN: %check_rule "*" %s
//
// What one function closes and goes on using is wrong whatever the callback
// does, and wherever the object comes from.

#include <windows.h>

struct Pump {
  PTP_WORK Work;
  PTP_WAIT Wait;
  PTP_IO Io;
  struct Pump *Next;
};

extern "C" VOID CALLBACK onJob(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WORK Work);
void note(const char *Text);
void replace(PTP_WORK *Work);
PTP_WORK takeWork();
struct Pump *nextPump();
bool isOver();

PTP_WORK Shared;

int bad_local(int Rounds) {
  PTP_WORK Job = CreateThreadpoolWork(onJob, nullptr, nullptr);
  if (!Job)
    return -1;
  for (int I = 0; I < Rounds; ++I)
    SubmitThreadpoolWork(Job);
  WaitForThreadpoolWorkCallbacks(Job, FALSE);
  CloseThreadpoolWork(Job);
  note("done");
  WaitForThreadpoolWorkCallbacks(Job, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Job' is used after it was closed [threadpool-use-after-close]
  return 0;
}

void bad_parameter(PTP_WORK Job) {
  if (isOver())
    note("over");
  CloseThreadpoolWork(Job);
  CloseThreadpoolWork(Job);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Job' is used after it was closed [threadpool-use-after-close]
}

void bad_both_ways(PTP_WORK Job) {
  if (isOver())
    CloseThreadpoolWork(Job);
  else
    CloseThreadpoolWork(Job);
  SubmitThreadpoolWork(Job);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Job' is used after it was closed [threadpool-use-after-close]
}

void bad_member(struct Pump *Self) {
  CloseThreadpoolIo(Self->Io);
  Self->Next = nullptr;
  StartThreadpoolIo(Self->Io);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Self->Io' is used after it was closed [threadpool-use-after-close]
}

void bad_global() {
  CloseThreadpoolWork(Shared);
  CloseThreadpoolWork(Shared);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Shared' is used after it was closed [threadpool-use-after-close]
}

void bad_element(PTP_WORK *Jobs, int Count) {
  for (int I = 0; I < Count; ++I) {
    CloseThreadpoolWork(Jobs[I]);
    WaitForThreadpoolWorkCallbacks(Jobs[I], FALSE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Jobs[I]' is used after it was closed [threadpool-use-after-close]
  }
}

VOID CALLBACK good_own_timer(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                             PTP_TIMER Timer) {
  CloseThreadpoolTimer(Timer);
  if (IsThreadpoolTimerSet(Timer))
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
}

void good_made_again(PTP_WORK Job) {
  CloseThreadpoolWork(Job);
  Job = CreateThreadpoolWork(onJob, nullptr, nullptr);
  SubmitThreadpoolWork(Job);
}

void good_made_again_in_a_loop() {
  while (!isOver()) {
    PTP_WORK Job = CreateThreadpoolWork(onJob, nullptr, nullptr);
    SubmitThreadpoolWork(Job);
    WaitForThreadpoolWorkCallbacks(Job, FALSE);
    CloseThreadpoolWork(Job);
  }
}

void good_taken_from_elsewhere() {
  while (!isOver()) {
    PTP_WORK Job = takeWork();
    SubmitThreadpoolWork(Job);
    CloseThreadpoolWork(Job);
  }
}

void good_on_another_way(struct Pump *Self) {
  if (isOver())
    CloseThreadpoolWork(Self->Work);
  else
    SubmitThreadpoolWork(Self->Work);
}

void good_after_a_return(struct Pump *Self) {
  if (isOver()) {
    CloseThreadpoolWork(Self->Work);
    return;
  }
  SubmitThreadpoolWork(Self->Work);
}

int good_same_condition_twice(struct Pump *Self, bool IsLast) {
  int Result = 0;
  if (IsLast) {
    CloseThreadpoolWork(Self->Work);
    Result = 1;
  }
  if (!IsLast)
    SubmitThreadpoolWork(Self->Work);
  return Result;
}

void good_null_and_tested(struct Pump *Self) {
  CloseThreadpoolWork(Self->Work);
  Self->Work = nullptr;
  if (Self->Work)
    SubmitThreadpoolWork(Self->Work);
}

void good_list(struct Pump *First) {
  while (First) {
    CloseThreadpoolWork(First->Work);
    First = First->Next;
  }
  for (struct Pump *P = nextPump(); P; P = nextPump()) {
    CloseThreadpoolWork(P->Work);
    P = nextPump();
    CloseThreadpoolWork(P->Work);
  }
}

void good_elements(PTP_WORK *Jobs, int Count) {
  for (int I = 0; I < Count; ++I)
    CloseThreadpoolWork(Jobs[I]);
  for (int I = 0; I + 1 < Count; I += 2) {
    CloseThreadpoolWork(Jobs[I]);
    CloseThreadpoolWork(Jobs[I + 1]);
  }
  int J = 0;
  CloseThreadpoolWork(Jobs[J]);
  ++J;
  CloseThreadpoolWork(Jobs[J]);
  CloseThreadpoolWork(Jobs[J++]);
  CloseThreadpoolWork(Jobs[J]);
  while (Count--)
    CloseThreadpoolWork(*Jobs++);
}

void good_replaced_by_address(PTP_WORK Job) {
  CloseThreadpoolWork(Job);
  replace(&Job);
  SubmitThreadpoolWork(Job);
}

void good_replaced_by_reference(PTP_WORK Job) {
  PTP_WORK &Name = Job;
  CloseThreadpoolWork(Job);
  Name = takeWork();
  SubmitThreadpoolWork(Job);
}

void good_replaced_by_lambda(PTP_WORK Job) {
  auto Renew = [&] { Job = takeWork(); };
  CloseThreadpoolWork(Job);
  Renew();
  SubmitThreadpoolWork(Job);
}

void good_replaced_by_a_call(struct Pump *Self) {
  CloseThreadpoolWork(Self->Work);
  note("the pump may be started again in here");
  SubmitThreadpoolWork(Self->Work);
}

void good_replaced_through_another_name(struct Pump *Self,
                                        struct Pump *Same) {
  CloseThreadpoolWork(Self->Work);
  Same->Work = takeWork();
  SubmitThreadpoolWork(Self->Work);
}

void good_replaced_by_exchange() {
  CloseThreadpoolWork(Shared);
  InterlockedExchangePointer((PVOID *)&Shared, takeWork());
  SubmitThreadpoolWork(Shared);
}

void good_replaced_by_another_thread(struct Pump *Self, HANDLE Renewed) {
  CloseThreadpoolWork(Self->Work);
  WaitForSingleObject(Renewed, INFINITE);
  SubmitThreadpoolWork(Self->Work);
}

void good_other_object(struct Pump *Self, struct Pump *Other) {
  CloseThreadpoolWork(Self->Work);
  CloseThreadpoolWork(Other->Work);
  CloseThreadpoolWait(Self->Wait);
  CloseThreadpoolIo(Self->Io);
}
