// An owner of a timer that waits for its callbacks.
class DrainedTimer {
public:
  ~DrainedTimer() { reset(); }
  void reset() {
    if (!Held)
      return;
    SetThreadpoolTimer(Held, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Held, TRUE);
    CloseThreadpoolTimer(Held);
    Held = nullptr;
  }

private:
  PTP_TIMER Held = nullptr;
};
