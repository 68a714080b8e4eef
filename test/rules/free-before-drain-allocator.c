// RUN: %check_rule "*" %s
//
// Memory of an allocator of another unit: it has a function that allocates, and
// one of the same family that frees.

#include <windows.h>

void *my_heap_malloc(SIZE_T Size);
void my_heap_free(void *Memory);
void other_free(void *Memory);

struct Pump {
  PTP_WORK Work;
  int *Rounds;
};

VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WORK Work) {
  ++*((struct Pump *)Context)->Rounds;
}

struct Pump *start(void) {
  struct Pump *Self = my_heap_malloc(sizeof(*Self));
  if (!Self)
    return NULL;
  Self->Rounds = my_heap_malloc(sizeof(int));
  Self->Work = CreateThreadpoolWork(onWork, Self, NULL);
  if (Self->Work)
    SubmitThreadpoolWork(Self->Work);
  return Self;
}

void bad_freed_early(struct Pump *Self) {
  my_heap_free(Self->Rounds);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_freed_early' frees {{.*}} before it has waited for the callbacks of 'Self->Work': 'onWork' may still use it [threadpool-free-before-drain]
  WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
  CloseThreadpoolWork(Self->Work);
  my_heap_free(Self);
}

void good_freed_late(struct Pump *Self) {
  WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
  CloseThreadpoolWork(Self->Work);
  my_heap_free(Self->Rounds);
  my_heap_free(Self);
}

// What this does is not known.
void good_not_of_the_family(struct Pump *Self) {
  other_free(Self->Rounds);
  WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
  CloseThreadpoolWork(Self->Work);
  my_heap_free(Self);
}
