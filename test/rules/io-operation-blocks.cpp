// RUN: %check_rule "*" %s
//
// A chain of operations that ends by what the block of each operation says, a
// block that who starts it makes anew. That is no guard: no owner decides it.

#include <stdlib.h>
#include <windows.h>

struct Block : OVERLAPPED {
  ULONG_PTR Size;
  char Data[512];
};

union Position {
  struct {
    DWORD Low, High;
  } Parts;
  ULONG_PTR Whole;
};

struct Copy {
  PTP_IO Io;
  HANDLE File;
  int Rounds;
};

VOID CALLBACK onRead(PTP_CALLBACK_INSTANCE, PVOID Context, PVOID Overlapped,
                     ULONG, ULONG_PTR, PTP_IO Io) {
  auto *Done = static_cast<Block *>(Overlapped);
  auto *Self = static_cast<Copy *>(Context);
  ++Self->Rounds;
  Position Next = {{Done->Offset, Done->OffsetHigh}};
  Next.Whole += 512;
  if (Next.Whole < Done->Size) {
    auto *More = new Block;
    More->Size = Done->Size;
    More->Offset = Next.Parts.Low;
    More->OffsetHigh = Next.Parts.High;
    StartThreadpoolIo(Io);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'onRead' starts its next operation and reads nothing that 'bad_stop' writes before it stops: a callback can come after 'bad_stop' has closed 'C->Io' [threadpool-unguarded-rearm]
    if (!ReadFile(Self->File, More->Data, 512, nullptr, More) &&
        GetLastError() != ERROR_IO_PENDING)
      CancelThreadpoolIo(Io);
  }
}

void begin(Copy *C, ULONG_PTR Size) {
  C->Io = CreateThreadpoolIo(C->File, onRead, C, nullptr);
  auto *First = new Block;
  First->Size = Size;
  First->Offset = First->OffsetHigh = 0;
  StartThreadpoolIo(C->Io);
  if (!ReadFile(C->File, First->Data, 512, nullptr, First) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(C->Io);
}

void bad_stop(Copy *C) {
  WaitForThreadpoolIoCallbacks(C->Io, TRUE);
  CloseThreadpoolIo(C->Io);
  free(C);
}

//===--- A block that its maker can still reach may be told to end --------===//

struct Feed {
  PTP_IO Io;
  HANDLE File;
  struct FeedBlock *Current;
  int Rounds;
};

struct FeedBlock : OVERLAPPED {
  ULONG_PTR Left;
  ULONG_PTR Least;
  char Data[512];
};

VOID CALLBACK onFeed(PTP_CALLBACK_INSTANCE, PVOID Context, PVOID Overlapped,
                     ULONG, ULONG_PTR Bytes, PTP_IO Io) {
  auto *Done = static_cast<FeedBlock *>(Overlapped);
  auto *Self = static_cast<Feed *>(Context);
  ++Self->Rounds;
  if (Done->Left > Done->Least) {
    StartThreadpoolIo(Io);
    if (!ReadFile(Self->File, Done->Data, 512, nullptr, Done) &&
        GetLastError() != ERROR_IO_PENDING)
      CancelThreadpoolIo(Io);
  }
}

void begin(Feed *F, ULONG_PTR Size) {
  F->Io = CreateThreadpoolIo(F->File, onFeed, F, nullptr);
  auto *First = new FeedBlock;
  First->Least = 0;
  F->Current = First;
  StartThreadpoolIo(F->Io);
  First->Left = Size;
  if (!ReadFile(F->File, First->Data, 512, nullptr, First) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(F->Io);
}

void good_stop(Feed *F) {
  F->Current->Left = 0;
  WaitForThreadpoolIoCallbacks(F->Io, TRUE);
  CloseThreadpoolIo(F->Io);
  free(F);
}
