// RUN: %check_rule "*" %s
//
// Code of a framework whose headers are missing: a base, members and functions
// that are not known. What stands beside them is judged.

#include <windows.h>

// CHECK-MESSAGES: :[[@LINE+1]]:29: error: expected class name{{.*}}
class NamesContext : public FrameworkDialog {
public:
  FrameworkList List;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: unknown type name 'FrameworkList'{{.*}}
  PTP_WORK Work;
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK);
  void start();
  void bad_unknown_member_uses_context();
};

VOID CALLBACK NamesContext::onWork(PTP_CALLBACK_INSTANCE, PVOID Context,
                                   PTP_WORK) {
  auto *Self = static_cast<NamesContext *>(Context);
  Self->PostMessage(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: error: no member named 'PostMessage'{{.*}}
}

void NamesContext::start() {
  CenterWindow();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'CenterWindow'{{.*}}
  Work = CreateThreadpoolWork(onWork, this, nullptr);
  SubmitThreadpoolWork(Work);
}

void NamesContext::bad_unknown_member_uses_context() {
  CloseThreadpoolWork(Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'NamesContext::bad_unknown_member_uses_context' closes 'Work' {{.*}} [threadpool-close-before-wait]
}

struct Job {
  PTP_WORK Work;
  int Rounds;
  void good_unknown_member_may_drain();
};

VOID CALLBACK onJob(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++static_cast<Job *>(Context)->Rounds;
}

void start(Job *Self) {
  Self->Work = CreateThreadpoolWork(onJob, Self, nullptr);
  SubmitThreadpoolWork(Self->Work);
}

void bad_constant_is_unknown(Job *Self, int Reason) {
  tell(UnknownConstant, Reason);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: error: use of undeclared identifier 'UnknownConstant'{{.*}}
  CloseThreadpoolWork(Self->Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_constant_is_unknown' closes 'Self->Work' {{.*}} [threadpool-close-before-wait]
  delete Self;
}

void bad_whatever_the_condition_is(Job *Self, int Reason) {
  int Code = 0;
  if (Reason == UnknownConstant)
    // CHECK-MESSAGES: :[[@LINE-1]]:17: error: use of undeclared identifier 'UnknownConstant'{{.*}}
    Code = 1;
  CloseThreadpoolWork(Self->Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_whatever_the_condition_is' closes 'Self->Work' {{.*}} [threadpool-close-before-wait]
  delete Self;
}

void good_error_is_on_another_path(Job *Self, int Reason) {
  if (Reason == 1) {
    RETURN_LATER(Reason);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: error: use of undeclared identifier 'RETURN_LATER'{{.*}}
    return;
  }
  CloseThreadpoolWork(Self->Work);
  delete Self;
}

void good_condition_guards_the_stop(Job *Self) {
  if (isGone(UnknownConstant))
    // CHECK-MESSAGES: :[[@LINE-1]]:14: error: use of undeclared identifier 'UnknownConstant'{{.*}}
    WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
  else
    WaitForThreadpoolWorkCallbacks(Self->Work, TRUE);
  CloseThreadpoolWork(Self->Work);
  delete Self;
}

void good_gets_the_object(Job *Self) {
  tell(Self);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'tell'{{.*}}
  CloseThreadpoolWork(Self->Work);
  delete Self;
}

void good_drain_has_an_unknown_argument(Job *Self) {
  WaitForThreadpoolWorkCallbacks(Self->Work, UnknownConstant);
  // CHECK-MESSAGES: :[[@LINE-1]]:46: error: use of undeclared identifier 'UnknownConstant'{{.*}}
  CloseThreadpoolWork(Self->Work);
  delete Self;
}

void good_drain_is_in_a_macro(Job *Self, int Reason) {
  FINISH(Reason);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'FINISH'{{.*}}
  CloseThreadpoolWork(Self->Work);
  delete Self;
}

void good_drain_is_dropped(Job *Self, int Reason) {
  Reason = 1;
  Missing::drain(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'Missing'{{.*}}
  CloseThreadpoolWork(Self->Work);
  delete Self;
}

void good_object_of_unknown_type_may_drain(Job *Self) {
  Drainer Drain(Self->Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: unknown type name 'Drainer'{{.*}}
  Drain.now();
  CloseThreadpoolWork(Self->Work);
  delete Self;
}

void Job::good_unknown_member_may_drain() {
  this->drain();
  // CHECK-MESSAGES: :[[@LINE-1]]:9: error: no member named 'drain'{{.*}}
  CloseThreadpoolWork(Work);
  delete this;
}

void good_loop_is_not_understood(Job *Self, int Rounds) {
  for (int I = 0; I < Rounds; ++I) {
    WaitForThreadpoolWorkCallbacks(Self->Work, UnknownConstant);
    // CHECK-MESSAGES: :[[@LINE-1]]:48: error: use of undeclared identifier 'UnknownConstant'{{.*}}
  }
  CloseThreadpoolWork(Self->Work);
  delete Self;
}

class HandlesJob {
public:
  ~HandlesJob() { CloseThreadpoolWork(Work); }
  PTP_WORK get() const { return NoSuchMember; }
  // CHECK-MESSAGES: :[[@LINE-1]]:33: error: use of undeclared identifier 'NoSuchMember'{{.*}}
  void start() {
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    SubmitThreadpoolWork(Work);
  }
  void good_drained_through_a_broken_accessor() {
    WaitForThreadpoolWorkCallbacks(get(), TRUE);
    delete this;
  }

private:
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    ++static_cast<HandlesJob *>(Context)->Rounds;
  }
  PTP_WORK Work = nullptr;
  int Rounds = 0;
};

struct Request {
  PTP_WORK Work;
  void start(FrameworkRequest *From);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: error: unknown type name 'FrameworkRequest'{{.*}}
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK);
  bool bad_made_with_an_unknown_parameter();
  int Rounds;
};

VOID CALLBACK Request::onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++static_cast<Request *>(Context)->Rounds;
}

void Request::start(FrameworkRequest *From) {
  // CHECK-MESSAGES: :[[@LINE-1]]:21: error: unknown type name 'FrameworkRequest'{{.*}}
  Work = CreateThreadpoolWork(onWork, this, nullptr);
  if (!Work)
    goto failed;
  SubmitThreadpoolWork(Work);
  return;
failed:
  Framework::fail(From);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'Framework'{{.*}}
}

bool Request::bad_made_with_an_unknown_parameter() {
  CloseThreadpoolWork(Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Request::bad_made_with_an_unknown_parameter' closes 'Work' {{.*}} [threadpool-close-before-wait]
  return true;
}
