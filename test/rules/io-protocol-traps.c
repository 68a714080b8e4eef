// RUN: %check_rule io-protocol %s
//
// What looks like a missing or a wrong call, and is none or cannot be known.

#include <windows.h>

struct Reader {
  PTP_IO Io;
  HANDLE File;
  OVERLAPPED Overlapped;
  BOOL IsPending, UsesPool;
  DWORD Error;
  char Buffer[64];
};

BOOL hasStarted(BOOL IsDone);
void announce(struct Reader *Self);
void giveUp(struct Reader *Self);
void note(const char *Text);

VOID CALLBACK onRead(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                     PTP_IO Io) {}

void openReader(struct Reader *Self, LPCWSTR Name) {
  Self->File = CreateFileW(Name, GENERIC_READ, 0, NULL, OPEN_EXISTING,
                           FILE_FLAG_OVERLAPPED, NULL);
  // The pool does not have the file yet.
  ReadFile(Self->File, Self->Buffer, 4, NULL, &Self->Overlapped);
  Self->Io = CreateThreadpoolIo(Self->File, onRead, Self, NULL);
}

//===--- Announcements ----------------------------------------------------===//

// Synchronous.
void good_no_overlapped(struct Reader *Self) {
  ReadFile(Self->File, Self->Buffer, 64, NULL, NULL);
}

// Of the file nothing is known.
void good_other_file(struct Reader *Self, HANDLE File) {
  ReadFile(File, Self->Buffer, 64, NULL, &Self->Overlapped);
}

void good_announced_elsewhere(struct Reader *Self) {
  announce(Self);
  ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
}

void good_without_pool(struct Reader *Self) {
  if (Self->Io)
    StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING && Self->Io)
    CancelThreadpoolIo(Self->Io);
}

void good_by_flag(struct Reader *Self) {
  if (Self->UsesPool)
    StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING && Self->UsesPool)
    CancelThreadpoolIo(Self->Io);
}

// The operation is somewhere else.
void good_not_here(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  note("started");
}

// The announcement that nobody needed.
void good_unused(struct Reader *Self, BOOL IsWanted) {
  StartThreadpoolIo(Self->Io);
  if (!IsWanted) {
    CancelThreadpoolIo(Self->Io);
    return;
  }
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
}

//===--- Who takes it back ------------------------------------------------===//

// The caller knows what became of it.
BOOL good_returned(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  return ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
}

BOOL good_returned_local(struct Reader *Self) {
  BOOL IsDone;
  StartThreadpoolIo(Self->Io);
  IsDone = ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
  note("read");
  return IsDone;
}

// Whoever looks at the member.
void good_kept(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  Self->IsPending =
      ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
}

void good_handed_on(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped))
    giveUp(Self);
}

void good_asked_elsewhere(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (!hasStarted(
          ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped)))
    CancelThreadpoolIo(Self->Io);
}

// The caller has the object.
BOOL good_callers_object(PTP_IO Io, HANDLE File, OVERLAPPED *Overlapped,
                         void *Buffer) {
  StartThreadpoolIo(Io);
  if (!ReadFile(File, Buffer, 64, NULL, Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    return FALSE;
  return TRUE;
}

static BOOL tryToRead(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  return ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'tryToRead' does not call CancelThreadpoolIo where 'ReadFile' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
}

void good_caller(struct Reader *Self) {
  if (!tryToRead(Self) && GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
}

void bad_caller(struct Reader *Self) {
  tryToRead(Self);
}

//===--- What is not understood -------------------------------------------===//

void good_opaque_condition(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped))
    Self->Error = GetLastError();
  if (Self->Error % 1000 != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
}

// Who has ended the I/O knows of its completion.
void good_ended(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
  CancelIoEx(Self->File, &Self->Overlapped);
  CancelThreadpoolIo(Self->Io);
}

// Two readers in one routine.
void good_two(struct Reader *From, struct Reader *To) {
  BOOL IsRead, IsWritten;
  StartThreadpoolIo(From->Io);
  IsRead = ReadFile(From->File, From->Buffer, 64, NULL, &From->Overlapped);
  if (!IsRead && GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(From->Io);
  StartThreadpoolIo(To->Io);
  IsWritten = WriteFile(To->File, To->Buffer, 64, NULL, &To->Overlapped);
  if (!IsWritten && GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(To->Io);
}

void bad_second(struct Reader *From, struct Reader *To) {
  StartThreadpoolIo(From->Io);
  if (!ReadFile(From->File, From->Buffer, 64, NULL, &From->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(From->Io);
  StartThreadpoolIo(To->Io);
  if (!WriteFile(To->File, To->Buffer, 64, NULL, &To->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(From->Io);
    // CHECK-MESSAGES: :[[@LINE-3]]:8: warning: 'bad_second' does not call CancelThreadpoolIo where 'WriteFile' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
    // CHECK-MESSAGES: :[[@LINE-2]]:5: warning: 'bad_second' calls CancelThreadpoolIo twice for one StartThreadpoolIo [threadpool-io-protocol]
}

// The program ends.
int main(void) {
  struct Reader Self;
  openReader(&Self, L"file");
  StartThreadpoolIo(Self.Io);
  if (!ReadFile(Self.File, Self.Buffer, 64, NULL, &Self.Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    return 1;
  WaitForThreadpoolIoCallbacks(Self.Io, FALSE);
  return 0;
}
