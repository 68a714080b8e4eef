/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands in for Function Discovery's header for providers where there is none,
 * so that a class which implements one is complete. */

#ifndef THREADPOOL_TIDY_FUNCTIONDISCOVERYPROVIDER_H
#define THREADPOOL_TIDY_FUNCTIONDISCOVERYPROVIDER_H

#include <functiondiscovery.h>

#ifdef __cplusplus

struct IFunctionDiscoveryProvider;

struct IProviderPropertyConstraintCollection : public IUnknown {
  STDMETHOD(GetCount)(DWORD *Count) = 0;
  STDMETHOD(Get)(REFPROPERTYKEY Key, PROPVARIANT *Value, DWORD *Constraint) = 0;
  STDMETHOD(Item)
  (DWORD Index, PROPERTYKEY *Key, PROPVARIANT *Value, DWORD *Constraint) = 0;
  STDMETHOD(Next)
  (PROPERTYKEY *Key, PROPVARIANT *Value, DWORD *Constraint) = 0;
  STDMETHOD(Skip)() = 0;
  STDMETHOD(Reset)() = 0;
};

struct IProviderQueryConstraintCollection : public IUnknown {
  STDMETHOD(GetCount)(DWORD *Count) = 0;
  STDMETHOD(Get)(LPCWSTR Name, LPWSTR *Value) = 0;
  STDMETHOD(Item)(DWORD Index, LPWSTR *Name, LPWSTR *Value) = 0;
  STDMETHOD(Next)(LPWSTR *Name, LPWSTR *Value) = 0;
  STDMETHOD(Skip)() = 0;
  STDMETHOD(Reset)() = 0;
};

struct IFunctionDiscoveryProviderQuery : public IUnknown {
  STDMETHOD(IsInstanceQuery)(BOOL *IsInstance, LPWSTR *Id) = 0;
  STDMETHOD(IsSubcategoryQuery)(BOOL *IsSubcategory, LPWSTR *Name) = 0;
  STDMETHOD(GetQueryConstraints)(IProviderQueryConstraintCollection **) = 0;
  STDMETHOD(GetPropertyConstraints)
  (IProviderPropertyConstraintCollection **) = 0;
};

struct IFunctionDiscoveryProviderFactory : public IUnknown {
  STDMETHOD(CreatePropertyStore)(IPropertyStore **) = 0;
  STDMETHOD(CreateInstance)
  (LPCWSTR Subcategory, LPCWSTR Id, INT_PTR Context, IPropertyStore *,
   IFunctionDiscoveryProvider *, IFunctionInstance **) = 0;
  STDMETHOD(CreateFunctionInstanceCollection)
  (IFunctionInstanceCollection **) = 0;
};

struct IFunctionDiscoveryProvider : public IUnknown {
  STDMETHOD(Initialize)
  (IFunctionDiscoveryProviderFactory *, IFunctionDiscoveryNotification *,
   LCID UserDefault, DWORD *AccessCapabilities) = 0;
  STDMETHOD(Query)
  (IFunctionDiscoveryProviderQuery *, IFunctionInstanceCollection **) = 0;
  STDMETHOD(EndQuery)() = 0;
  STDMETHOD(InstancePropertyStoreValidateAccess)
  (IFunctionInstance *, INT_PTR Context, const DWORD Access) = 0;
  STDMETHOD(InstancePropertyStoreOpen)
  (IFunctionInstance *, INT_PTR Context, const DWORD Access,
   IPropertyStore **) = 0;
  STDMETHOD(InstancePropertyStoreFlush)
  (IFunctionInstance *, INT_PTR Context) = 0;
  STDMETHOD(InstanceQueryService)
  (IFunctionInstance *, INT_PTR Context, REFGUID Service, REFIID Interface,
   IUnknown **) = 0;
  STDMETHOD(InstanceReleased)(IFunctionInstance *, INT_PTR Context) = 0;
};

EXTERN_C const GUID SID_PNPXServiceCollection;

#endif /* __cplusplus */

#endif /* THREADPOOL_TIDY_FUNCTIONDISCOVERYPROVIDER_H */
