// RUN: %check_rule early-arm %s
//
// What a callback tests may be a flag, which is meant to change. It is none in
// memory that the callback frees, and tells nothing if nobody changes it.

#include <stdlib.h>
#include <windows.h>

struct Job {
  LONG Count;
  int Code, Ready, Stopped;
  const char *Path;
};

void use(const char *Path);
void send(int Code);
void release(struct Job *Self);

//===--- Memory that the callback frees -----------------------------------===//

static VOID CALLBACK onCode(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  struct Job *Self = Context;
  switch (Self->Code) {
  case 0:
    break;
  case 1:
    send(1);
    break;
  default:
    send(Self->Code);
  }
  free(Self);
}
static VOID CALLBACK onKept(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  struct Job *Self = Context;
  if (Self->Code)
    send(Self->Code);
}
static VOID CALLBACK onCounted(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  struct Job *Self = Context;
  if (Self->Code)
    send(Self->Code);
  if (InterlockedDecrement(&Self->Count) == 0)
    free(Self);
}
static VOID CALLBACK onWaited(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  struct Job *Self = Context;
  if (Self->Code)
    send(Self->Code);
  while (!Self->Stopped)
    Sleep(1);
  free(Self);
}
static VOID CALLBACK onReleased(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  struct Job *Self = Context;
  if (Self->Code)
    send(Self->Code);
  release(Self);
}

void bad_code(int Code) {
  struct Job *Self = calloc(1, sizeof *Self);
  if (!TrySubmitThreadpoolCallback(onCode, Self, NULL))
    return;
  // CHECK-MESSAGES: :[[@LINE-2]]:8: warning: 'bad_code' submits the callback before 'Code', which 'onCode' reads, is written [threadpool-early-arm]
  Self->Code = Code;
}

static void post(int Code) {
  struct Job *Self = calloc(1, sizeof *Self);
  if (!TrySubmitThreadpoolCallback(onCode, Self, NULL))
    return;
  // CHECK-MESSAGES: :[[@LINE-2]]:8: warning: 'post' submits the callback before 'Code', {{.*}}
  Self->Code = Code;
}
void bad_code_of_caller(void) { post(3); }

void good_kept(int Code) {
  struct Job *Self = calloc(1, sizeof *Self);
  TrySubmitThreadpoolCallback(onKept, Self, NULL);
  Self->Code = Code;
}
void good_counted(int Code) {
  struct Job *Self = calloc(1, sizeof *Self);
  Self->Count = 2;
  TrySubmitThreadpoolCallback(onCounted, Self, NULL);
  Self->Code = Code;
  if (InterlockedDecrement(&Self->Count) == 0)
    free(Self);
}
void good_waited(int Code) {
  struct Job *Self = calloc(1, sizeof *Self);
  TrySubmitThreadpoolCallback(onWaited, Self, NULL);
  Self->Code = Code;
  Self->Stopped = 1;
}
void good_released(int Code) {
  struct Job *Self = calloc(1, sizeof *Self);
  TrySubmitThreadpoolCallback(onReleased, Self, NULL);
  Self->Code = Code;
}
// Only a flag is set to what the text says.
void good_flag(void) {
  struct Job *Self = calloc(1, sizeof *Self);
  TrySubmitThreadpoolCallback(onCode, Self, NULL);
  Self->Code = 1;
}

//===--- Tests that tell nothing ------------------------------------------===//

struct Task {
  int Kind, Ready, Progress;
  const char *Path;
};

static VOID CALLBACK onKind(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  struct Task *Self = Context;
  if (Self->Kind == 2)
    use(Self->Path);
}
static VOID CALLBACK onReady(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  struct Task *Self = Context;
  if (Self->Ready)
    use(Self->Path);
}
static VOID CALLBACK onProgress(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  struct Task *Self = Context;
  if (Self->Progress > 1)
    use(Self->Path);
}

void bad_kind(int Kind, const char *Path) {
  struct Task *Self = calloc(1, sizeof *Self);
  Self->Kind = Kind;
  if (!TrySubmitThreadpoolCallback(onKind, Self, NULL))
    return;
  // CHECK-MESSAGES: :[[@LINE-2]]:8: warning: 'bad_kind' submits the callback before 'Path', which 'onKind' reads, is written
  Self->Path = Path;
}

// Whoever sees the flag sees the path.
void good_ready(const char *Path) {
  struct Task *Self = calloc(1, sizeof *Self);
  TrySubmitThreadpoolCallback(onReady, Self, NULL);
  Self->Path = Path;
  Self->Ready = 1;
}
void good_ready_elsewhere(struct Task **Out, const char *Path) {
  struct Task *Self = calloc(1, sizeof *Self);
  Self->Progress = 1;
  TrySubmitThreadpoolCallback(onProgress, Self, NULL);
  Self->Path = Path;
  *Out = Self;
}
void advance(struct Task *Self) { Self->Progress++; }

// Whoever is given a pointer to the flag looks at it again and again.
BOOL copyUntil(const char *Path, BOOL *IsCancelled);
struct Copy {
  const char *Path;
  BOOL IsCancelled;
};
static VOID CALLBACK onCopy(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  struct Copy *Self = Context;
  copyUntil(Self->Path, &Self->IsCancelled);
}
void good_cancelled(const char *Path) {
  struct Copy *Self = calloc(1, sizeof *Self);
  Self->Path = Path;
  Self->IsCancelled = FALSE;
  TrySubmitThreadpoolCallback(onCopy, Self, NULL);
  Self->IsCancelled = TRUE;
}
