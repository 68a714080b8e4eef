// Classes whose functions are defined elsewhere, where that header is included.

#include <windows.h>

class Closed {
public:
  void start();
  void bad_stop();

private:
  static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER T);

  PTP_TIMER Timer = nullptr;
  FILETIME *Due = nullptr;
  int Level = 0;
  bool Paused = false;
};

class Extended {
public:
  void start();
  void good_stop();
  void pause();

private:
  static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER T);

  PTP_TIMER Timer = nullptr;
  FILETIME *Due = nullptr;
  int Level = 0;
  bool Paused = false;
};

class Befriended {
  friend class Stranger;

public:
  void start();
  void good_stop();

private:
  static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER T);

  PTP_TIMER Timer = nullptr;
  FILETIME *Due = nullptr;
  int Level = 0;
  bool Paused = false;
};
