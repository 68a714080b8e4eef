// RUN: %check_rule "*" %s
//
// A cleanup group's end is the end of all its members, whichever way the
// environment that names it was made: by a helper, in parts, in a class of its
// own, known by a parameter or by a pointer in a member.

#include <windows.h>

struct Table {
  int Count;
};

//===--- A helper binds the group, an owner names the group alone ---------===//

static void joinGroup(PTP_CALLBACK_ENVIRON Environment,
                      PTP_CLEANUP_GROUP Group) {
  InitializeThreadpoolEnvironment(Environment);
  SetThreadpoolCallbackCleanupGroup(Environment, Group, nullptr);
}

class ByHelper {
public:
  void start() {
    Data = new Table();
    Group = CreateThreadpoolCleanupGroup();
    joinGroup(&Environment, Group);
    Timer = CreateThreadpoolTimer(onTick, this, &Environment);
    if (Timer)
      SetThreadpoolTimer(Timer, &Due, 500, 0);
  }
  void bad_stop() {
    delete Data;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'ByHelper::bad_stop' frees 'Data' before {{.*}} [threadpool-free-before-drain]
    CloseThreadpoolCleanupGroupMembers(Group, TRUE, nullptr);
    CloseThreadpoolCleanupGroup(Group);
  }
  void good_stop() {
    CloseThreadpoolCleanupGroupMembers(Group, TRUE, nullptr);
    CloseThreadpoolCleanupGroup(Group);
    delete Data;
  }

private:
  static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
    ++static_cast<ByHelper *>(Context)->Data->Count;
  }
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group;
  PTP_TIMER Timer;
  FILETIME Due;
  Table *Data;
};

//===--- The environment is in a class of its own -------------------------===//

class GroupEnvironment {
public:
  GroupEnvironment() {
    InitializeThreadpoolEnvironment(&Inner);
    Group = CreateThreadpoolCleanupGroup();
    SetThreadpoolCallbackCleanupGroup(&Inner, Group, nullptr);
  }
  void end() {
    CloseThreadpoolCleanupGroupMembers(Group, TRUE, nullptr);
    CloseThreadpoolCleanupGroup(Group);
    DestroyThreadpoolEnvironment(&Inner);
  }
  PTP_CALLBACK_ENVIRON get() { return &Inner; }

private:
  TP_CALLBACK_ENVIRON Inner;
  PTP_CLEANUP_GROUP Group;
};

class ByClass {
public:
  void start() {
    Data = new Table();
    Work = CreateThreadpoolWork(onWork, this, Environment.get());
    if (Work)
      SubmitThreadpoolWork(Work);
  }
  void bad_close_again() {
    Environment.end();
    CloseThreadpoolWork(Work);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} [threadpool-use-after-close]
    delete Data;
  }
  void bad_stop() {
    delete Data;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'ByClass::bad_stop' frees 'Data' before {{.*}} [threadpool-free-before-drain]
    Environment.end();
  }
  void good_stop() {
    Environment.end();
    delete Data;
  }

private:
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    ++static_cast<ByClass *>(Context)->Data->Count;
  }
  GroupEnvironment Environment;
  PTP_WORK Work;
  Table *Data;
};

//===--- Given as a parameter, by who has the group -----------------------===//

struct Job {
  PTP_WORK Work;
  CRITICAL_SECTION Lock;
  int Count;
};

static VOID CALLBACK onJob(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  Job *Self = static_cast<Job *>(Context);
  EnterCriticalSection(&Self->Lock);
  ++Self->Count;
  LeaveCriticalSection(&Self->Lock);
}

static bool makeJob(Job *Self, PTP_CALLBACK_ENVIRON Environment) {
  Self->Work = CreateThreadpoolWork(onJob, Self, Environment);
  if (Self->Work)
    SubmitThreadpoolWork(Self->Work);
  return Self->Work != nullptr;
}

struct Queue {
  Job Only;
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group;
};

void startQueue(Queue *Self) {
  InitializeCriticalSection(&Self->Only.Lock);
  Self->Group = CreateThreadpoolCleanupGroup();
  joinGroup(&Self->Environment, Self->Group);
  makeJob(&Self->Only, &Self->Environment);
}

void bad_end_in_the_lock(Queue *Self) {
  EnterCriticalSection(&Self->Only.Lock);
  CloseThreadpoolCleanupGroupMembers(Self->Group, FALSE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_end_in_the_lock' waits {{.*}} under a lock that 'onJob' takes [threadpool-lock-held-wait]
  LeaveCriticalSection(&Self->Only.Lock);
  CloseThreadpoolCleanupGroup(Self->Group);
  DeleteCriticalSection(&Self->Only.Lock);
}

void good_end(Queue *Self) {
  EnterCriticalSection(&Self->Only.Lock);
  Self->Only.Count = 0;
  LeaveCriticalSection(&Self->Only.Lock);
  CloseThreadpoolCleanupGroupMembers(Self->Group, FALSE, nullptr);
  CloseThreadpoolCleanupGroup(Self->Group);
  DeleteCriticalSection(&Self->Only.Lock);
}

//===--- Known by a pointer in a member -----------------------------------===//

struct Shared {
  TP_CALLBACK_ENVIRON Own;
  PTP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group;
  PTP_TIMER Timer;
  FILETIME Due;
  Table *Data;
};

static VOID CALLBACK onShared(PTP_CALLBACK_INSTANCE, PVOID Context,
                              PTP_TIMER Timer) {
  Shared *Self = static_cast<Shared *>(Context);
  ++Self->Data->Count;
  SetThreadpoolTimer(Timer, &Self->Due, 0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onShared' {{.*}} [threadpool-unguarded-rearm]
}

void prepareShared(Shared *Self) {
  Self->Environment = &Self->Own;
  Self->Group = CreateThreadpoolCleanupGroup();
  joinGroup(Self->Environment, Self->Group);
}

void startShared(Shared *Self) {
  Self->Data = new Table();
  Self->Timer = CreateThreadpoolTimer(onShared, Self, Self->Environment);
  if (Self->Timer)
    SetThreadpoolTimer(Self->Timer, &Self->Due, 0, 0);
}

void bad_end_shared(Shared *Self) {
  CloseThreadpoolCleanupGroupMembers(Self->Group, TRUE, nullptr);
  CloseThreadpoolCleanupGroup(Self->Group);
  delete Self->Data;
}

//===--- A callback ends its own group ------------------------------------===//

class EndsItself {
public:
  void start() {
    Group = CreateThreadpoolCleanupGroup();
    prepare(Group);
    Timer = CreateThreadpoolTimer(&EndsItself::bad_due, this, &Environment);
    if (Timer)
      SetThreadpoolTimer(Timer, &Due, 0, 0);
  }

private:
  void prepare(PTP_CLEANUP_GROUP In) { joinGroup(&Environment, In); }
  void end() {
    CloseThreadpoolCleanupGroupMembers(Group, TRUE, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} waits for itself {{.*}} [threadpool-self-wait]
  }
  static VOID CALLBACK bad_due(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    static_cast<EndsItself *>(Context)->end();
  }
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group;
  PTP_TIMER Timer;
  FILETIME Due;
};

//===--- What is not known ------------------------------------------------===//

void configure(PTP_CALLBACK_ENVIRON Environment);

class Unknown {
public:
  void start() {
    Data = new Table();
    InitializeThreadpoolEnvironment(&Environment);
    configure(&Environment);
    Timer = CreateThreadpoolTimer(onTick, this, &Environment);
    if (Timer)
      SetThreadpoolTimer(Timer, &Due, 500, 0);
  }
  void good_may_be_the_group() {
    CloseThreadpoolCleanupGroupMembers(Group, TRUE, nullptr);
    delete Data;
  }

private:
  static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
    ++static_cast<Unknown *>(Context)->Data->Count;
  }
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group;
  PTP_TIMER Timer;
  FILETIME Due;
  Table *Data;
};

void useAll(Unknown *U, EndsItself *E, ByHelper *H) {
  U->start();
  E->start();
  ByClass *C = new ByClass;
  C->start();
  H->start();
}
