// What pool.h declares is described by the file .threadpool-tidy beside this.
#include "pool.h"

class Heart {
public:
  Heart() : Timer(OnBeat, this) {}
  void Start() { Timer.Start(100); }

  ~Heart() {
    Stopping.Set();
    Timer.Cancel();
  }

private:
  static void OnBeat(void *Context) {
    Heart *Self = static_cast<Heart *>(Context);
    ++Self->Beats;
    if (!Self->Stopping.IsSet())
      Self->Timer.Start(100);
  }

  int Beats = 0;
  pool::Flag Stopping;
  pool::Timer Timer;
};
