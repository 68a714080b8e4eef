// RUN: %check_rule free-before-drain %s
//
// The context of a submitted function, which nothing can wait for.

#include <stdlib.h>
#include <windows.h>

DWORD CALLBACK append(void *Context) {
  auto *Text = static_cast<char *>(Context);
  Text[0] = 'a';
  delete[] Text;
  return 0;
}

int format(char *Text);

// A return is missing behind the delete.
bool bad_missingReturn() {
  char *Text = new char[80];
  int Length = format(Text);
  if (Length == -1) {
    delete[] Text;
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'bad_missingReturn' frees the context and then submits 'append' with it [threadpool-free-before-drain]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: 1. 'bad_missingReturn' frees the context
    // CHECK-NOTES: :[[@LINE+5]]:3: note: 2. 'bad_missingReturn' submits 'append'
    // CHECK-NOTES: :[[@LINE-18]]:16: note: 3. the pool starts callback 1, 'append'
    // CHECK-NOTES: :[[@LINE-17]]:{{[0-9]+}}: note: 4. callback 1 ('append') uses its context, which is gone
    // CHECK-NOTES: :[[@LINE-6]]:5: note: to repair: do not submit it on this way
  }
  QueueUserWorkItem(append, Text, WT_EXECUTEDEFAULT);
  return true;
}

struct Job {
  int Number;
};

void CALLBACK run(PTP_CALLBACK_INSTANCE, void *Context) {
  ++static_cast<Job *>(Context)->Number;
}

void bad_freedAtOnce() {
  auto *Mine = static_cast<Job *>(malloc(sizeof(Job)));
  TrySubmitThreadpoolCallback(run, Mine, nullptr);
  free(Mine);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_freedAtOnce' frees the context of 'run', which it has submitted: the callback may still use it [threadpool-free-before-drain]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 1. 'bad_freedAtOnce' submits 'run'
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 2. 'bad_freedAtOnce' frees the context
  // CHECK-NOTES: :[[@LINE-11]]:15: note: 3. the pool starts callback 1, 'run'
  // CHECK-NOTES: :[[@LINE-11]]:{{[0-9]+}}: note: 4. callback 1 ('run') uses its context, which is gone
  // CHECK-NOTES: :[[@LINE-6]]:3: note: to repair: let the callback free it
}

// The submission failed, so nobody else will free it.
bool good_failed() {
  auto *Mine = new Job;
  if (TrySubmitThreadpoolCallback(run, Mine, nullptr))
    return true;
  delete Mine;
  return false;
}

bool good_failedByVariable() {
  auto *Mine = new Job;
  BOOL Submitted = QueueUserWorkItem(append, Mine, WT_EXECUTEDEFAULT);
  if (!Submitted)
    delete Mine;
  return Submitted;
}

// Each has its own, and the early return has no submission.
void good_loop(int Count) {
  for (int I = 0; I < Count; ++I) {
    auto *Mine = new Job;
    if (I == 3) {
      delete Mine;
      continue;
    }
    TrySubmitThreadpoolCallback(run, Mine, nullptr);
  }
}

bool good_return() {
  char *Text = new char[80];
  if (format(Text) == -1) {
    delete[] Text;
    return false;
  }
  return QueueUserWorkItem(append, Text, WT_EXECUTEDEFAULT);
}

// The callback says when it is done.
HANDLE Done;

void CALLBACK runAndSignal(PTP_CALLBACK_INSTANCE, void *Context) {
  ++static_cast<Job *>(Context)->Number;
  SetEvent(Done);
}

void good_awaited() {
  auto *Mine = new Job;
  TrySubmitThreadpoolCallback(runAndSignal, Mine, nullptr);
  WaitForSingleObject(Done, INFINITE);
  delete Mine;
}

void waitForAll();

void good_awaitedElsewhere() {
  auto *Mine = new Job;
  TrySubmitThreadpoolCallback(run, Mine, nullptr);
  waitForAll();
  delete Mine;
}

// One condition decides both, in a way that only a reader sees.
void good_eitherOr(int Mode) {
  auto *Mine = new Job;
  if (Mode > 3)
    delete Mine;
  if (Mode <= 3)
    TrySubmitThreadpoolCallback(run, Mine, nullptr);
}

// Nothing is used.
DWORD CALLBACK wake(void *) { return 0; }

void good_unused() {
  auto *Mine = new Job;
  QueueUserWorkItem(wake, Mine, WT_EXECUTEDEFAULT);
  delete Mine;
}
