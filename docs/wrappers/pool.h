// A wrapper of the thread pool, as a library's header declares it.
namespace pool {

typedef void (*Callback)(void *Context);

class Timer {
public:
  Timer(Callback Callback, void *Context);
  ~Timer();
  void Start(unsigned Milliseconds);
  void Cancel();

private:
  void *Impl;
};

class Flag {
public:
  void Set();
  bool IsSet() const;

private:
  int Impl;
};

} // namespace pool
