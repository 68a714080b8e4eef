/* What the host of a plugin offers it: a system header, to the compiler. */

#ifdef __cplusplus
extern "C" {
#endif

typedef struct HOST_CLOCK {
  int Hour, Minute;
} HOST_CLOCK;

const wchar_t *HostText(const wchar_t *Name);
void FreeHostText(const wchar_t *Text);
int HostNumber(const wchar_t *Name, void *Buffer, int Size);
int HostNumberOf(void *Plugin, void *Buffer, int Size);
void HostClock(HOST_CLOCK *Clock);
void HostCopy(void *To, const void *From, int Size);
int HostReceive(void *Buffer, int Size);

#ifdef __cplusplus
}
#endif
