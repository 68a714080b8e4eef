// RUN: %check_rule dll-cleanup-group %s
//
// Environments that are members, parameters, or known by a pointer, and what
// helpers do with them.

#include <windows.h>

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {}

//===--- Members ----------------------------------------------------------===//

class PoolMember {
public:
  PoolMember(PTP_POOL Pool) {
    InitializeThreadpoolEnvironment(&Environment);
    SetThreadpoolCallbackPool(&Environment, Pool);
  }
  void bad_start() {
    Work = CreateThreadpoolWork(onWork, this, &Environment);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this DLL creates a callback object with an environment that has a pool, but neither a cleanup group nor a callback library{{.*}} [threadpool-dll-cleanup-group]
    SubmitThreadpoolWork(Work);
  }

private:
  TP_CALLBACK_ENVIRON Environment;
  PTP_WORK Work = nullptr;
};

class GroupMember {
public:
  void prepare() { InitializeThreadpoolEnvironment(&Environment); }
  void join(PTP_CLEANUP_GROUP Group) {
    SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
  }
  void good_start() {
    Work = CreateThreadpoolWork(onWork, this, &Environment);
    SubmitThreadpoolWork(Work);
  }

private:
  TP_CALLBACK_ENVIRON Environment;
  PTP_WORK Work = nullptr;
};

class Copied {
public:
  void prepare(const TP_CALLBACK_ENVIRON *From) {
    InitializeThreadpoolEnvironment(&Environment);
    if (From)
      Environment = *From;
  }
  void good_start() {
    Work = CreateThreadpoolWork(onWork, this, &Environment);
    SubmitThreadpoolWork(Work);
  }

private:
  TP_CALLBACK_ENVIRON Environment;
  PTP_WORK Work = nullptr;
};

class Handmade {
public:
  void prepare(PTP_CLEANUP_GROUP Group) {
    InitializeThreadpoolEnvironment(&Environment);
    Environment.CleanupGroup = Group;
  }
  void good_start() {
    Work = CreateThreadpoolWork(onWork, this, &Environment);
    SubmitThreadpoolWork(Work);
  }

private:
  TP_CALLBACK_ENVIRON Environment;
  PTP_WORK Work = nullptr;
};

void good_handmade(PTP_CLEANUP_GROUP Group) {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  Environment.CleanupGroup = Group;
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, nullptr, &Environment));
}

void bad_cleared_by_hand() {
  TP_CALLBACK_ENVIRON Environment = {};
  InitializeThreadpoolEnvironment(&Environment);
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, nullptr, &Environment));
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: this DLL creates a callback object with an environment that has neither a cleanup group nor a callback library{{.*}} [threadpool-dll-cleanup-group]
}

//===--- Given to others --------------------------------------------------===//

void configure(PTP_CALLBACK_ENVIRON Environment);

class Configured {
public:
  Configured() { configure(&Environment); }
  void reset() {
    InitializeThreadpoolEnvironment(&Environment);
    SetThreadpoolCallbackRunsLong(&Environment);
  }
  void good_start() {
    Work = CreateThreadpoolWork(onWork, this, &Environment);
    SubmitThreadpoolWork(Work);
  }

private:
  TP_CALLBACK_ENVIRON Environment;
  PTP_WORK Work = nullptr;
};

//===--- Known by a pointer -----------------------------------------------===//

struct Pointed {
  PTP_CALLBACK_ENVIRON Environment;
  TP_CALLBACK_ENVIRON Own;
  PTP_WORK Work;
};

void preparePointed(Pointed *P, PTP_POOL Pool) {
  P->Environment = &P->Own;
  InitializeThreadpoolEnvironment(P->Environment);
  SetThreadpoolCallbackPool(P->Environment, Pool);
}

void bad_pointed(Pointed *Self) {
  Self->Work = CreateThreadpoolWork(onWork, nullptr, Self->Environment);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: this DLL creates a callback object with an environment that has a pool, but neither {{.*}} [threadpool-dll-cleanup-group]
  SubmitThreadpoolWork(Self->Work);
}

struct Joined {
  PTP_CALLBACK_ENVIRON Environment;
  TP_CALLBACK_ENVIRON Own;
  PTP_WORK Work;
};

void prepareJoined(Joined *J) {
  J->Environment = &J->Own;
  InitializeThreadpoolEnvironment(&J->Own);
}

void join(Joined *Other, PTP_CLEANUP_GROUP Group) {
  SetThreadpoolCallbackCleanupGroup(Other->Environment, Group, nullptr);
}

void good_joined(Joined *Self) {
  Self->Work = CreateThreadpoolWork(onWork, nullptr, &Self->Own);
  SubmitThreadpoolWork(Self->Work);
}

class Given {
public:
  void set(PTP_CALLBACK_ENVIRON Other) { Environment = Other; }
  void good_start() {
    Work = CreateThreadpoolWork(onWork, this, Environment);
    SubmitThreadpoolWork(Work);
  }

private:
  PTP_CALLBACK_ENVIRON Environment = nullptr;
  PTP_WORK Work = nullptr;
};

//===--- A class of its own -----------------------------------------------===//

class Environ {
public:
  Environ() { InitializeThreadpoolEnvironment(&Inner); }
  ~Environ() { DestroyThreadpoolEnvironment(&Inner); }
  void setPool(PTP_POOL Pool) { SetThreadpoolCallbackPool(&Inner, Pool); }
  void setGroup(PTP_CLEANUP_GROUP Group) {
    SetThreadpoolCallbackCleanupGroup(&Inner, Group, nullptr);
  }
  PTP_CALLBACK_ENVIRON get() { return &Inner; }

private:
  TP_CALLBACK_ENVIRON Inner;
};

void bad_class(PTP_POOL Pool) {
  Environ E;
  E.setPool(Pool);
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, nullptr, E.get()));
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: this DLL creates a callback object with an environment that has a pool, but neither {{.*}} [threadpool-dll-cleanup-group]
}

void good_class(PTP_CLEANUP_GROUP Group) {
  Environ E;
  E.setGroup(Group);
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, nullptr, E.get()));
}

//===--- Parameters -------------------------------------------------------===//

static PTP_WORK makePooled(PTP_CALLBACK_ENVIRON Environment) {
  return CreateThreadpoolWork(onWork, nullptr, Environment);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: this DLL creates a callback object with an environment that has a pool, but neither {{.*}} [threadpool-dll-cleanup-group]
}

void bad_parameter(PTP_POOL Pool) {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackPool(&Environment, Pool);
  SubmitThreadpoolWork(makePooled(&Environment));
}

static PTP_WORK makeGrouped(PTP_CALLBACK_ENVIRON Environment) {
  return CreateThreadpoolWork(onWork, nullptr, Environment);
}

void good_parameter(PTP_CLEANUP_GROUP Group) {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
  SubmitThreadpoolWork(makeGrouped(&Environment));
}

static PTP_WORK makePlain(PTP_CALLBACK_ENVIRON Environment = nullptr) {
  return CreateThreadpoolWork(onWork, nullptr, Environment);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: this DLL creates a callback object without an environment{{.*}} [threadpool-dll-cleanup-group]
}

void bad_default_argument() { SubmitThreadpoolWork(makePlain()); }

//===--- Helpers ----------------------------------------------------------===//

static void prepare(PTP_CALLBACK_ENVIRON Environment) {
  InitializeThreadpoolEnvironment(Environment);
}
static void addPool(PTP_CALLBACK_ENVIRON Environment, PTP_POOL Pool) {
  SetThreadpoolCallbackPool(Environment, Pool);
}
static void addLibrary(PTP_CALLBACK_ENVIRON Environment, HMODULE Self) {
  SetThreadpoolCallbackLibrary(Environment, Self);
}

void bad_helper(PTP_POOL Pool) {
  TP_CALLBACK_ENVIRON Environment;
  prepare(&Environment);
  addPool(&Environment, Pool);
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, nullptr, &Environment));
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: this DLL creates a callback object with an environment that has a pool, but neither {{.*}} [threadpool-dll-cleanup-group]
}

void good_helper(PTP_POOL Pool, HMODULE Self) {
  TP_CALLBACK_ENVIRON Environment;
  prepare(&Environment);
  addPool(&Environment, Pool);
  addLibrary(&Environment, Self);
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, nullptr, &Environment));
}

void good_one_of_two(bool Groups, PTP_CLEANUP_GROUP Group) {
  TP_CALLBACK_ENVIRON Environment;
  prepare(&Environment);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
  PTP_CALLBACK_ENVIRON Chosen = Groups ? &Environment : nullptr;
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, nullptr, Chosen));
}

extern "C" __declspec(dllexport) void start(PTP_POOL Pool,
                                            PTP_CLEANUP_GROUP Group,
                                            PTP_CALLBACK_ENVIRON Other) {
  static PoolMember P(Pool);
  P.bad_start();
  static GroupMember G;
  G.prepare();
  G.join(Group);
  G.good_start();
  static Copied C;
  C.prepare(Other);
  C.good_start();
  static Handmade H;
  H.prepare(Group);
  H.good_start();
  static Given V;
  V.set(Other);
  V.good_start();
}
