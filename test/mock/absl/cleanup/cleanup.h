//===- cleanup.h - The part of absl's cleanup that is used ------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_MOCK_ABSL_CLEANUP_H
#define THREADPOOL_TIDY_TEST_MOCK_ABSL_CLEANUP_H

#include <utility>

inline void *operator new(std::size_t, void *Place) noexcept { return Place; }

namespace absl {

/// As the real one does, this keeps the callback in raw storage.
template <class Fn> class Cleanup {
public:
  Cleanup(Fn F) : Engaged(true) { ::new (Buffer) Fn(std::move(F)); }
  Cleanup(const Cleanup &) = delete;
  ~Cleanup() {
    if (Engaged)
      callback()();
  }

  void Cancel() && { Engaged = false; }
  void Invoke() && {
    Engaged = false;
    callback()();
  }

private:
  Fn &callback() { return *reinterpret_cast<Fn *>(Buffer); }

  bool Engaged;
  alignas(Fn) unsigned char Buffer[sizeof(Fn)];
};
template <class Fn> Cleanup(Fn) -> Cleanup<Fn>;

} // namespace absl

#endif // THREADPOOL_TIDY_TEST_MOCK_ABSL_CLEANUP_H
