/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands in for WRL's header of delegates and events. */

#ifndef THREADPOOL_TIDY_WRL_EVENT_H
#define THREADPOOL_TIDY_WRL_EVENT_H

#include <eventtoken.h>
#include <wrl/implements.h>

namespace Microsoft {
namespace WRL {

template <class Delegate, class Callee> ComPtr<Delegate> Callback(Callee &&);
template <class Delegate, class Class, class... Args>
ComPtr<Delegate> Callback(Class *, HRESULT (Class::*)(Args...));

template <class Delegate> class EventSource {
public:
  EventSource();
  HRESULT Add(Delegate *, EventRegistrationToken *);
  HRESULT Remove(EventRegistrationToken);
  template <class... Args> HRESULT InvokeAll(Args...);
  size_t GetSize() const;
};

} // namespace WRL
} // namespace Microsoft

#endif
