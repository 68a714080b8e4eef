// RUN: %check_rule io-buffer-lifetime %s --real
//
// Owning pointers, helpers and completions that free what an operation uses.

#include <windows.h>

#include <memory>
#include <utility>
#include <vector>

struct Request : OVERLAPPED {
  Request() : OVERLAPPED() {}
  std::unique_ptr<char[]> Text = std::make_unique<char[]>(64);
};

struct Pipe {
  PTP_IO Io;
  HANDLE File;
  std::vector<std::unique_ptr<Request>> Open;
  DWORD Size;
};

//===--- std::unique_ptr --------------------------------------------------===//

bool bad_forgotten(Pipe &P) {
  auto R = std::make_unique<Request>();
  StartThreadpoolIo(P.Io);
  BOOL IsDone = ReadFile(P.File, P.Open.data(), 64, nullptr, R.get());
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'bad_forgotten' frees the OVERLAPPED of 'ReadFile' while the operation may be pending: what completes it writes to memory that is gone [threadpool-io-buffer-lifetime]
  if (!IsDone && GetLastError() == ERROR_IO_PENDING)
    return true;
  CancelThreadpoolIo(P.Io);
  return false;
}

bool good_released(Pipe &P) {
  auto R = std::make_unique<Request>();
  StartThreadpoolIo(P.Io);
  BOOL IsDone = ReadFile(P.File, P.Open.data(), 64, nullptr, R.get());
  if (!IsDone && GetLastError() == ERROR_IO_PENDING) {
    R.release();
    return true;
  }
  CancelThreadpoolIo(P.Io);
  return false;
}

// In an inner scope, with nothing asked.
void bad_scope(Pipe &P, bool GoesOn) {
  if (GoesOn) {
    auto R = std::make_unique<Request>();
    StartThreadpoolIo(P.Io);
    ReadFile(P.File, R->Text.get(), 64, nullptr, R.get());
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_scope' frees the buffer of 'ReadFile' while the operation may be pending: what completes it writes to memory that is gone [threadpool-io-buffer-lifetime]
  }
  P.Size = 0;
}

void good_kept(Pipe &P) {
  auto R = std::make_unique<Request>();
  StartThreadpoolIo(P.Io);
  if (!ReadFile(P.File, R->Text.get(), 64, nullptr, R.get()) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(P.Io);
  P.Open.push_back(std::move(R));
}

void keep(std::unique_ptr<Request> R);

void good_handed_over(Pipe &P) {
  auto R = std::make_unique<Request>();
  StartThreadpoolIo(P.Io);
  if (!ReadFile(P.File, R->Text.get(), 64, nullptr, R.get()) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(P.Io);
  else
    keep(std::move(R));
}

std::unique_ptr<Request> good_returned(Pipe &P) {
  auto R = std::make_unique<Request>();
  StartThreadpoolIo(P.Io);
  if (!ReadFile(P.File, R->Text.get(), 64, nullptr, R.get()) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(P.Io);
  return R;
}

// Somebody else may have a share in it.
void share(std::shared_ptr<Request> R);

void good_shared(Pipe &P) {
  auto R = std::make_shared<Request>();
  share(R);
  StartThreadpoolIo(P.Io);
  if (!ReadFile(P.File, R->Text.get(), 64, nullptr, R.get()) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(P.Io);
}

//===--- Helpers ----------------------------------------------------------===//

static bool post(Pipe &P, Request *R) {
  StartThreadpoolIo(P.Io);
  if (ReadFile(P.File, R->Text.get(), 64, nullptr, R) ||
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'bad_helper' frees the buffer of 'ReadFile' while the operation may be pending: what completes it writes to memory that is gone [threadpool-io-buffer-lifetime]
      GetLastError() == ERROR_IO_PENDING)
    return true;
  CancelThreadpoolIo(P.Io);
  return false;
}

void bad_helper(Pipe &P) {
  auto *R = new Request;
  post(P, R);
  delete R;
}

void good_helper(Pipe &P) {
  auto *R = new Request;
  if (!post(P, R))
    delete R;
}

//===--- Completions ------------------------------------------------------===//

VOID CALLBACK bad_completion(PTP_CALLBACK_INSTANCE, PVOID Context,
                             PVOID Overlapped, ULONG, ULONG_PTR, PTP_IO Io) {
  auto *P = static_cast<Pipe *>(Context);
  auto *R = static_cast<Request *>(Overlapped);
  StartThreadpoolIo(Io);
  if (!ReadFile(P->File, R->Text.get(), 64, nullptr, R) &&
      // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'bad_completion' frees the buffer of 'ReadFile' while the operation may be pending: what completes it writes to memory that is gone [threadpool-io-buffer-lifetime]
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Io);
  delete R;
}

VOID CALLBACK good_completion(PTP_CALLBACK_INSTANCE, PVOID Context,
                              PVOID Overlapped, ULONG, ULONG_PTR, PTP_IO Io) {
  auto *P = static_cast<Pipe *>(Context);
  auto *Done = static_cast<Request *>(Overlapped);
  auto *R = new Request;
  StartThreadpoolIo(Io);
  if (!ReadFile(P->File, R->Text.get(), 64, nullptr, R) &&
      GetLastError() != ERROR_IO_PENDING) {
    CancelThreadpoolIo(Io);
    delete R;
  }
  delete Done;
}

void use(Pipe *P) {
  P->Io = CreateThreadpoolIo(P->File, bad_completion, P, nullptr);
  P->Io = CreateThreadpoolIo(P->File, good_completion, P, nullptr);
}
