/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands in for WRL's header of classes that implement interfaces. They count
 * their references; where the last one goes is not said. */

#ifndef THREADPOOL_TIDY_WRL_IMPLEMENTS_H
#define THREADPOOL_TIDY_WRL_IMPLEMENTS_H

#include <windows.h>

#include <inspectable.h>
#include <wrl/client.h>

namespace Microsoft {
namespace WRL {

enum RuntimeClassType {
  WinRt = 0x1,
  ClassicCom = 0x2,
  WinRtClassicComMix = WinRt | ClassicCom,
  InhibitWeakReference = 0x4,
  Delegate = ClassicCom,
  InhibitFtmBase = 0x8,
  InhibitRoOriginateError = 0x10
};

template <unsigned Flags> struct RuntimeClassFlags {};

class FtmBase {};
class NullType {};

template <class I> struct CloakedIid : I {};
template <class I, class... Bases> struct ChainInterfaces : I {};
template <class Derived, class Mixed, bool HasImplements = false>
struct MixIn : Mixed {};
template <class... Bases> struct Implements : Bases... {};

template <class... Bases> class RuntimeClass : public Bases... {
public:
  virtual HRESULT STDMETHODCALLTYPE QueryInterface(REFIID, void **);
  virtual ULONG STDMETHODCALLTYPE AddRef();
  virtual ULONG STDMETHODCALLTYPE Release();
  virtual HRESULT STDMETHODCALLTYPE GetIids(ULONG *, IID **);
  virtual HRESULT STDMETHODCALLTYPE GetRuntimeClassName(HSTRING *);
  virtual HRESULT STDMETHODCALLTYPE GetTrustLevel(TrustLevel *);
  HRESULT RuntimeClassInitialize();

protected:
  RuntimeClass();
  virtual ~RuntimeClass();
};

template <class T, class... Args> ComPtr<T> Make(Args &&...);
template <class T, class I, class... Args>
HRESULT MakeAndInitialize(I **, Args &&...);
template <class T, class I, class... Args>
HRESULT MakeAndInitialize(Details::ComPtrRef<ComPtr<I>>, Args &&...);

} // namespace WRL
} // namespace Microsoft

#define InspectableClass(Name, Trust)
#define InspectableClassStatic(Name, Trust)
#define MixInHelper()
#define ActivatableClass(Class)
#define ActivatableClassWithFactory(Class, Factory)
#define ActivatableStaticOnlyFactory(Factory)
#define CoCreatableClass(Class)
#define CoCreatableClassWithFactory(Class, Factory)
#define CoCreatableClassWrlCreatorMapInclude(Class)

#endif
