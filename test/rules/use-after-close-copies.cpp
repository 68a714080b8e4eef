// RUN: %check_rule "*" %s
//
// A variable that a loop fills again holds another object.

#include <vector>
#include <windows.h>

struct Job {
  PTP_WORK Work;
  int Number;
};

VOID CALLBACK onJob(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {}
bool isOver();

void good_copies() {
  std::vector<Job> Jobs;
  while (true) {
    if (isOver())
      break;
    Job One;
    One.Work = CreateThreadpoolWork(onJob, nullptr, nullptr);
    if (!One.Work)
      break;
    SubmitThreadpoolWork(One.Work);
    Jobs.push_back(One);
  }
  for (auto It = Jobs.begin(); It != Jobs.end(); ++It) {
    Job One = *It;
    WaitForThreadpoolWorkCallbacks(One.Work, TRUE);
    CloseThreadpoolWork(One.Work);
  }
}
