// RUN: %check_rule cleanup-group-order %s
//
// Members, owners, templates and macros.

#include <windows.h>

VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK);

#define CLOSE_GROUP(GROUP) CloseThreadpoolCleanupGroup(GROUP)

class Service {
public:
  void bad_restart() {
    InitializeThreadpoolEnvironment(&Environment);
    SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
    Work = CreateThreadpoolWork(onWork, this, &Environment);
    CLOSE_GROUP(Group);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Service::bad_restart' closes the cleanup group while it still has members [threadpool-cleanup-group-order]
  }

  // Some other method closes it.
  void good_two_works() {
    InitializeThreadpoolEnvironment(&Environment);
    Early = CreateThreadpoolWork(onWork, this, &Environment);
    SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
    CloseThreadpoolCleanupGroupMembers(Group, TRUE, nullptr);
  }

  ~Service() {
    CloseThreadpoolWork(Early);
    CloseThreadpoolCleanupGroupMembers(Group, TRUE, nullptr);
    CloseThreadpoolCleanupGroup(Group);
  }

private:
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group = CreateThreadpoolCleanupGroup();
  PTP_WORK Work = nullptr, Early = nullptr;
};

template <typename T> void bad_template(T Group) {
  TP_CALLBACK_ENVIRON Environment;
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the environment is used before it is initialised [threadpool-cleanup-group-order]
}
template void bad_template(PTP_CLEANUP_GROUP);

struct ReadyEnvironment : TP_CALLBACK_ENVIRON {
  ReadyEnvironment() { InitializeThreadpoolEnvironment(this); }
  ~ReadyEnvironment() { DestroyThreadpoolEnvironment(this); }
};

void good_owner(PTP_POOL Pool) {
  ReadyEnvironment Environment;
  SetThreadpoolCallbackPool(&Environment, Pool);
}
