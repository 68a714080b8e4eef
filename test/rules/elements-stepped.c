// RUN: %check_rule "*" %s --fixed-clean
//
// Elements whose index is not the variable of the loop, but is stepped in it:
// between two times at which it is set back it comes to each element once.

#include <stdlib.h>
#include <windows.h>

struct Encoder {
  PTP_WORK *Works;
  unsigned Count;
  struct Tile *Tiles;
  int Hits;
};
struct Tile {
  struct Encoder *Owner;
  int IsDirty, Result;
};

VOID CALLBACK onTile(PTP_CALLBACK_INSTANCE I, PVOID Context, PTP_WORK W) {
  struct Tile *Self = Context;
  Self->Result = 1;
}

static int submit(PTP_WORK *Work, struct Tile *T) {
  *Work = CreateThreadpoolWork(onTile, T, NULL);
  if (!*Work)
    return 0;
  SubmitThreadpoolWork(*Work);
  return 1;
}

void bad_waited_for_in_another_loop(struct Encoder *Self, unsigned NumTiles) {
  struct Tile *Tiles = calloc(NumTiles, sizeof(struct Tile));
  unsigned Used = 0;
  for (unsigned i = 0; i < NumTiles; ++i) {
    if (!Self->Tiles[i].IsDirty)
      continue;
    if (!submit(&Self->Works[Used], &Tiles[i]))
      break;
    Used++;
  }
  for (unsigned i = 0; i < Used; ++i)
    CloseThreadpoolWork(Self->Works[i]);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_waited_for_in_another_loop' closes 'Self->Works[i]' while 'onTile' may be queued or running [threadpool-close-before-wait]
  free(Tiles);
}
// CHECK-FIXES: {{^}}    WaitForThreadpoolWorkCallbacks(Self->Works[i], FALSE);
// CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWork(Self->Works[i]);
void good_waited_for_in_another_loop(struct Encoder *Self, unsigned NumTiles) {
  struct Tile *Tiles = calloc(NumTiles, sizeof(struct Tile));
  unsigned Used = 0;
  for (unsigned i = 0; i < NumTiles; ++i) {
    if (!Self->Tiles[i].IsDirty)
      continue;
    if (!submit(&Self->Works[Used], &Tiles[i]))
      break;
    Used++;
  }
  for (unsigned i = 0; i < Used; ++i) {
    WaitForThreadpoolWorkCallbacks(Self->Works[i], FALSE);
    CloseThreadpoolWork(Self->Works[i]);
  }
  free(Tiles);
}

static void drain(struct Encoder *Self, unsigned Count) {
  for (unsigned i = 0; i < Count; ++i) {
    PTP_WORK Work = Self->Works[i];
    Self->Works[i] = NULL;
    if (!Work)
      continue;
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
    CloseThreadpoolWork(Work);
  }
}
static void closeAll(struct Encoder *Self, unsigned Count) {
  for (unsigned i = 0; i < Count; ++i) {
    PTP_WORK Work = Self->Works[i];
    Self->Works[i] = NULL;
    if (!Work)
      continue;
    CloseThreadpoolWork(Work);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_when_all_are_used' closes 'Works' while 'onTile' may be queued or running [threadpool-close-before-wait]
  }
}
// CHECK-FIXES: {{^}}    WaitForThreadpoolWorkCallbacks(Work, FALSE);
// CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWork(Work);
void bad_when_all_are_used(struct Encoder *Self, unsigned NumTiles) {
  unsigned Used = 0;
  for (unsigned i = 0; i < NumTiles; ++i) {
    if (Self->Count <= Used) {
      closeAll(Self, Self->Count);
      Used = 0;
    }
    if (!submit(&Self->Works[Used], &Self->Tiles[i]))
      break;
    Used++;
  }
  closeAll(Self, Self->Count);
  free(Self->Tiles);
}
void good_when_all_are_used(struct Encoder *Self, unsigned NumTiles) {
  unsigned Used = 0;
  for (unsigned i = 0; i < NumTiles; ++i) {
    if (Self->Count <= Used) {
      drain(Self, Self->Count);
      Used = 0;
    }
    if (!submit(&Self->Works[Used], &Self->Tiles[i]))
      break;
    Used++;
  }
  drain(Self, Self->Count);
  free(Self->Tiles);
}
void good_untested(struct Encoder *Self, unsigned NumTiles) {
  unsigned Used = 0;
  for (unsigned i = 0; i < NumTiles; ++i) {
    if (Self->Count <= Used) {
      drain(Self, Self->Count);
      Used = 0;
    }
    Self->Works[Used] = CreateThreadpoolWork(onTile, &Self->Tiles[i], NULL);
    SubmitThreadpoolWork(Self->Works[Used]);
    Used++;
  }
  drain(Self, Self->Count);
  free(Self->Tiles);
}
void bad_index_of_something_else(struct Encoder *Self, int *Dirty) {
  unsigned NumDirty = 0;
  for (unsigned i = 0; i < Self->Count; ++i) {
    if (Self->Tiles[i].IsDirty)
      Dirty[NumDirty++] = 1;
    if (!submit(&Self->Works[i], &Self->Tiles[i]))
      return;
  }
  for (unsigned i = 0; i < Self->Count; ++i)
    CloseThreadpoolWork(Self->Works[i]);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_index_of_something_else' closes 'Self->Works[i]' while 'onTile' may be queued or running [threadpool-close-before-wait]
  free(Self->Tiles);
}
void unknown_stepped_by_two(struct Encoder *Self, unsigned NumTiles) {
  unsigned Used = 0;
  for (unsigned i = 0; i < NumTiles; ++i) {
    if (!submit(&Self->Works[Used], &Self->Tiles[i]))
      break;
    Used += 2;
  }
  closeAll(Self, Used);
  free(Self->Tiles);
}
