// Written for Function Discovery's headers, which bring COM to a lean
// windows.h.
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <functiondiscovery.h>
#include <functiondiscoveryprovider.h>

class Provider : public IFunctionDiscoveryProvider {
public:
  STDMETHOD(QueryInterface)(REFIID Interface, void **Result) {
    if (Interface != __uuidof(IUnknown))
      return E_NOINTERFACE;
    *Result = static_cast<IFunctionDiscoveryProvider *>(this);
    AddRef();
    return S_OK;
  }
  STDMETHOD_(ULONG, AddRef)() { return InterlockedIncrement(&References); }
  STDMETHOD_(ULONG, Release)() {
    const LONG Left = InterlockedDecrement(&References);
    if (Left == 0)
      delete this;
    return Left;
  }

  STDMETHOD(Initialize)
  (IFunctionDiscoveryProviderFactory *Maker,
   IFunctionDiscoveryNotification *Receiver, LCID, DWORD *Access) {
    Factory = Maker;
    Client = Receiver;
    *Access = STGM_READ;
    return Factory->CreatePropertyStore(&Properties);
  }

  STDMETHOD(Query)
  (IFunctionDiscoveryProviderQuery *Wanted, IFunctionInstanceCollection **) {
    IProviderQueryConstraintCollection *Constraints = nullptr;
    PWSTR Value = nullptr;
    if (FAILED(Wanted->GetQueryConstraints(&Constraints)))
      return E_FAIL;
    Constraints->Get(L"Scope", &Value);
    Constraints->Release();
    CoTaskMemFree(Value);
    Work = CreateThreadpoolWork(OnWork, this, nullptr);
    if (Work == nullptr)
      return E_OUTOFMEMORY;
    SubmitThreadpoolWork(Work);
    return E_PENDING;
  }

  STDMETHOD(EndQuery)() { return S_OK; }
  STDMETHOD(InstancePropertyStoreValidateAccess)
  (IFunctionInstance *, INT_PTR, const DWORD) { return S_OK; }
  STDMETHOD(InstancePropertyStoreOpen)
  (IFunctionInstance *, INT_PTR, const DWORD, IPropertyStore **) {
    return E_NOTIMPL;
  }
  STDMETHOD(InstancePropertyStoreFlush)(IFunctionInstance *, INT_PTR) {
    return E_NOTIMPL;
  }
  STDMETHOD(InstanceQueryService)
  (IFunctionInstance *, INT_PTR, REFGUID Service, REFIID, IUnknown **) {
    return Service == SID_PNPXServiceCollection ? E_NOTIMPL : E_NOINTERFACE;
  }
  STDMETHOD(InstanceReleased)(IFunctionInstance *, INT_PTR) { return S_OK; }

private:
  ~Provider() {
    if (Work != nullptr)
      CloseThreadpoolWork(Work);
  }

  static void CALLBACK OnWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    Provider *Self = static_cast<Provider *>(Context);
    Self->Found = Self->Client->OnUpdate(QUA_ADD, 0, nullptr);
  }

  LONG References = 1;
  HRESULT Found = S_OK;
  PTP_WORK Work = nullptr;
  IPropertyStore *Properties = nullptr;
  IFunctionDiscoveryProviderFactory *Factory = nullptr;
  IFunctionDiscoveryNotification *Client = nullptr;
};

IUnknown *makeProvider() { return new Provider; }
