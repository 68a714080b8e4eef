// Owners of thread-pool objects, as libraries have them: a storage class over a
// policy that names the function to close with.

#ifndef HANDLES_H
#define HANDLES_H

#include <windows.h>

namespace handles {

enum class Pending { Cancel, Wait, NoWait };

template <Pending How> struct DestroyWait {
  static void Destroy(PTP_WAIT Wait) {
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, How == Pending::Cancel);
    CloseThreadpoolWait(Wait);
  }
};
template <> struct DestroyWait<Pending::NoWait> {
  static void Destroy(PTP_WAIT Wait) { CloseThreadpoolWait(Wait); }
};

template <class T, void (*CloseWith)(T)> struct Policy {
  using pointer = T;
  static void close(T Value) { CloseWith(Value); }
  static bool isValid(T Value) { return Value != nullptr; }
};

template <class PolicyT> class Storage {
public:
  using pointer = typename PolicyT::pointer;
  Storage() = default;
  explicit Storage(pointer Value) : Value(Value) {}
  Storage(Storage &&Other) : Value(Other.release()) {}
  Storage(const Storage &) = delete;
  ~Storage() {
    if (PolicyT::isValid(Value))
      PolicyT::close(Value);
  }

  pointer get() const { return Value; }
  pointer release() {
    pointer Old = Value;
    Value = nullptr;
    return Old;
  }
  void reset(pointer Next = nullptr) {
    if (PolicyT::isValid(Value))
      PolicyT::close(Value);
    Value = Next;
  }

private:
  pointer Value = nullptr;
};

template <class StorageT> class Unique : public StorageT {
public:
  using StorageT::StorageT;
  explicit operator bool() const { return StorageT::get() != nullptr; }
};

using UniqueWait =
    Unique<Storage<Policy<PTP_WAIT, &DestroyWait<Pending::Cancel>::Destroy>>>;
using UniqueWaitNoCancel =
    Unique<Storage<Policy<PTP_WAIT, &DestroyWait<Pending::Wait>::Destroy>>>;
using UniqueWaitNoWait =
    Unique<Storage<Policy<PTP_WAIT, &DestroyWait<Pending::NoWait>::Destroy>>>;

} // namespace handles

#endif // HANDLES_H
