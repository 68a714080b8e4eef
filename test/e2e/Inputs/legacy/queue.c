#include <windows.h>

static DWORD WINAPI OnItem(LPVOID Context) { return 0; }

BOOL Queue(void *Item) {
  return QueueUserWorkItem(OnItem, Item, WT_EXECUTEDEFAULT);
}
