// RUN: %check_rule cleanup-group-order %s
//
// Environments that outlive the routine, used before it initialises them.

#include <string.h>
#include <vector>
#include <windows.h>

VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK);
void logText(const char *Text);
void prepare(void *Memory);

//===--- Members ----------------------------------------------------------===//

class Queue {
public:
  explicit Queue(PTP_POOL Pool) {
    SetThreadpoolCallbackPool(&Environment, Pool);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: the environment is used before it is initialised [threadpool-cleanup-group-order]
    // CHECK-NOTES: :[[@LINE+2]]:5: note: it is initialised here, and forgets what it was told
    // CHECK-NOTES: :[[@LINE-3]]:5: note: to repair: call InitializeThreadpoolEnvironment before
    InitializeThreadpoolEnvironment(&Environment);
  }

  ~Queue() { DestroyThreadpoolEnvironment(&Environment); }

private:
  TP_CALLBACK_ENVIRON Environment;
};

// The constructor is part of a larger routine.
Queue *makeQueue(PTP_POOL Pool) {
  prepare(nullptr);
  return new Queue(Pool);
}

class Dialog : std::vector<int> {
public:
  void bad_init(PTP_POOL Pool) {
    clear();
    logText("starting");
    SetThreadpoolCallbackPool(&ForWork, Pool);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: the environment is used before it is initialised
    // CHECK-NOTES: :[[@LINE+3]]:5: note: it is initialised here
    // CHECK-NOTES: :[[@LINE-3]]:5: note: to repair
    Work = CreateThreadpoolWork(onWork, this, &ForWork);
    InitializeThreadpoolEnvironment(&ForWork);
  }

  void good_init(PTP_POOL Pool) {
    InitializeThreadpoolEnvironment(&ForTimers);
    SetThreadpoolCallbackPool(&ForTimers, Pool);
    SetThreadpoolCallbackRunsLong(&ForTimers);
  }

private:
  TP_CALLBACK_ENVIRON ForWork;
  TP_CALLBACK_ENVIRON ForTimers;
  PTP_WORK Work = nullptr;
};

//===--- What may be ready ------------------------------------------------===//

// Somebody has initialised it before, for other objects.
class Restarted {
public:
  Restarted() { InitializeThreadpoolEnvironment(&Environment); }

  void good_restart(PTP_POOL Pool) {
    Work = CreateThreadpoolWork(onWork, this, &Environment);
    InitializeThreadpoolEnvironment(&Environment);
    SetThreadpoolCallbackPool(&Environment, Pool);
  }

private:
  TP_CALLBACK_ENVIRON Environment;
  PTP_WORK Work = nullptr;
};

// It is given up in between.
class Renewed {
public:
  void good_renew() {
    Work = CreateThreadpoolWork(onWork, this, &Environment);
    DestroyThreadpoolEnvironment(&Environment);
    InitializeThreadpoolEnvironment(&Environment);
  }

private:
  TP_CALLBACK_ENVIRON Environment;
  PTP_WORK Work = nullptr;
};

class Prepared {
public:
  explicit Prepared(PTP_POOL Pool) {
    prepare(this);
    SetThreadpoolCallbackPool(&Environment, Pool);
    InitializeThreadpoolEnvironment(&Environment);
  }

private:
  TP_CALLBACK_ENVIRON Environment;
};

class Cleared {
public:
  explicit Cleared(PTP_POOL Pool) {
    memset(&Environment, 0, sizeof(Environment));
    SetThreadpoolCallbackPool(&Environment, Pool);
    InitializeThreadpoolEnvironment(&Environment);
  }

private:
  TP_CALLBACK_ENVIRON Environment;
};

// Each turn but the first one follows another.
class Looping {
public:
  void good_turns(PTP_POOL Pool, int Count) {
    for (int I = 0; I < Count; ++I) {
      if (I > 0)
        SetThreadpoolCallbackPool(&Environment, Pool);
      InitializeThreadpoolEnvironment(&Environment);
    }
  }

private:
  TP_CALLBACK_ENVIRON Environment;
};

void setUp();

class Elsewhere {
public:
  void good_set_up(PTP_POOL Pool) {
    setUp();
    SetThreadpoolCallbackPool(&Environment, Pool);
    InitializeThreadpoolEnvironment(&Environment);
  }

private:
  TP_CALLBACK_ENVIRON Environment;
};
