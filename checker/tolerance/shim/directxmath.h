/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands before MinGW-w64's directxmath.h and adds what that one lacks of
 * DirectXMath: vectors, matrices, calling convention. Functions are declared
 * only. */

#ifndef THREADPOOL_TIDY_DIRECTXMATH_H
#define THREADPOOL_TIDY_DIRECTXMATH_H

#include_next <directxmath.h>

/* Of MinGW-w64's header alone. */
#ifdef DIRECTXMATH_H

#include <float.h>

#define XM_CALLCONV
#define XM_DEPRECATED
#define XMGLOBALCONST extern const __attribute__((selectany))

namespace DirectX {

typedef float XMVECTOR __attribute__((__vector_size__(16)));
typedef const XMVECTOR FXMVECTOR;
typedef const XMVECTOR GXMVECTOR;
typedef const XMVECTOR HXMVECTOR;
typedef const XMVECTOR &CXMVECTOR;

struct XMVECTORF32 {
  union {
    float f[4];
    XMVECTOR v;
  };
  operator XMVECTOR() const { return v; }
  operator const float *() const { return f; }
};

struct XMVECTORI32 {
  union {
    int32_t i[4];
    XMVECTOR v;
  };
  operator XMVECTOR() const { return v; }
};

struct XMVECTORU32 {
  union {
    uint32_t u[4];
    XMVECTOR v;
  };
  operator XMVECTOR() const { return v; }
};

struct XMMATRIX {
  XMVECTOR r[4];
  XMMATRIX() = default;
  XMMATRIX(FXMVECTOR, FXMVECTOR, FXMVECTOR, CXMVECTOR);
  XMMATRIX(float, float, float, float, float, float, float, float, float, float,
           float, float, float, float, float, float);
  explicit XMMATRIX(const float *);
  XMMATRIX operator+() const;
  XMMATRIX operator-() const;
  XMMATRIX &operator+=(const XMMATRIX &);
  XMMATRIX &operator-=(const XMMATRIX &);
  XMMATRIX &operator*=(const XMMATRIX &);
  XMMATRIX &operator*=(float);
  XMMATRIX operator+(const XMMATRIX &) const;
  XMMATRIX operator-(const XMMATRIX &) const;
  XMMATRIX operator*(const XMMATRIX &) const;
  XMMATRIX operator*(float) const;
};
typedef const XMMATRIX FXMMATRIX;
typedef const XMMATRIX &CXMMATRIX;

const float XM_PI = 3.141592654f;
const float XM_2PI = 6.283185307f;
const float XM_1DIVPI = 0.318309886f;
const float XM_1DIV2PI = 0.159154943f;
const float XM_PIDIV2 = 1.570796327f;
const float XM_PIDIV4 = 0.785398163f;

float XMConvertToRadians(float Degrees);
float XMConvertToDegrees(float Radians);
float XMScalarSin(float);
float XMScalarCos(float);
void XMScalarSinCos(float *Sin, float *Cos, float Angle);
template <class T> T XMMin(T A, T B) { return B < A ? B : A; }
template <class T> T XMMax(T A, T B) { return A < B ? B : A; }

XMVECTOR XMLoadFloat(const float *);
XMVECTOR XMLoadFloat2(const XMFLOAT2 *);
XMVECTOR XMLoadFloat3(const XMFLOAT3 *);
XMVECTOR XMLoadFloat4(const XMFLOAT4 *);
XMMATRIX XMLoadFloat3x3(const XMFLOAT3X3 *);
XMMATRIX XMLoadFloat4x3(const XMFLOAT4X3 *);
XMMATRIX XMLoadFloat4x4(const XMFLOAT4X4 *);
void XMStoreFloat(float *, FXMVECTOR);
void XMStoreFloat2(XMFLOAT2 *, FXMVECTOR);
void XMStoreFloat3(XMFLOAT3 *, FXMVECTOR);
void XMStoreFloat4(XMFLOAT4 *, FXMVECTOR);
void XMStoreFloat3x3(XMFLOAT3X3 *, FXMMATRIX);
void XMStoreFloat4x3(XMFLOAT4X3 *, FXMMATRIX);
void XMStoreFloat4x4(XMFLOAT4X4 *, FXMMATRIX);

XMVECTOR XMVectorZero();
XMVECTOR XMVectorSet(float X, float Y, float Z, float W);
XMVECTOR XMVectorReplicate(float);
XMVECTOR XMVectorSplatX(FXMVECTOR);
XMVECTOR XMVectorSplatY(FXMVECTOR);
XMVECTOR XMVectorSplatZ(FXMVECTOR);
XMVECTOR XMVectorSplatW(FXMVECTOR);
XMVECTOR XMVectorSplatOne();
XMVECTOR XMVectorSelect(FXMVECTOR, FXMVECTOR, FXMVECTOR Control);
float XMVectorGetX(FXMVECTOR);
float XMVectorGetY(FXMVECTOR);
float XMVectorGetZ(FXMVECTOR);
float XMVectorGetW(FXMVECTOR);
XMVECTOR XMVectorSetX(FXMVECTOR, float);
XMVECTOR XMVectorSetY(FXMVECTOR, float);
XMVECTOR XMVectorSetZ(FXMVECTOR, float);
XMVECTOR XMVectorSetW(FXMVECTOR, float);
XMVECTOR XMVectorNegate(FXMVECTOR);
XMVECTOR XMVectorAbs(FXMVECTOR);
XMVECTOR XMVectorAdd(FXMVECTOR, FXMVECTOR);
XMVECTOR XMVectorSubtract(FXMVECTOR, FXMVECTOR);
XMVECTOR XMVectorMultiply(FXMVECTOR, FXMVECTOR);
XMVECTOR XMVectorMultiplyAdd(FXMVECTOR, FXMVECTOR, FXMVECTOR);
XMVECTOR XMVectorDivide(FXMVECTOR, FXMVECTOR);
XMVECTOR XMVectorScale(FXMVECTOR, float);
XMVECTOR XMVectorLerp(FXMVECTOR, FXMVECTOR, float);
XMVECTOR XMVectorMin(FXMVECTOR, FXMVECTOR);
XMVECTOR XMVectorMax(FXMVECTOR, FXMVECTOR);
XMVECTOR XMVectorClamp(FXMVECTOR, FXMVECTOR, FXMVECTOR);
XMVECTOR XMVectorSaturate(FXMVECTOR);
XMVECTOR XMVectorSqrt(FXMVECTOR);
XMVECTOR XMVector2Length(FXMVECTOR);
XMVECTOR XMVector2Normalize(FXMVECTOR);
XMVECTOR XMVector2Transform(FXMVECTOR, FXMMATRIX);
bool XMVector3Equal(FXMVECTOR, FXMVECTOR);
XMVECTOR XMVector3Cross(FXMVECTOR, FXMVECTOR);
XMVECTOR XMVector3Dot(FXMVECTOR, FXMVECTOR);
XMVECTOR XMVector3Length(FXMVECTOR);
XMVECTOR XMVector3LengthSq(FXMVECTOR);
XMVECTOR XMVector3Normalize(FXMVECTOR);
XMVECTOR XMVector3Rotate(FXMVECTOR, FXMVECTOR Quaternion);
XMVECTOR XMVector3Transform(FXMVECTOR, FXMMATRIX);
XMVECTOR XMVector3TransformCoord(FXMVECTOR, FXMMATRIX);
XMVECTOR XMVector3TransformNormal(FXMVECTOR, FXMMATRIX);
XMVECTOR XMVector4Transform(FXMVECTOR, FXMMATRIX);

XMMATRIX XMMatrixIdentity();
XMMATRIX XMMatrixInverse(XMVECTOR *Determinant, FXMMATRIX);
XMMATRIX XMMatrixTranspose(FXMMATRIX);
XMMATRIX XMMatrixMultiply(FXMMATRIX, CXMMATRIX);
XMMATRIX XMMatrixMultiplyTranspose(FXMMATRIX, CXMMATRIX);
XMMATRIX XMMatrixScaling(float, float, float);
XMMATRIX XMMatrixScalingFromVector(FXMVECTOR);
XMMATRIX XMMatrixTranslation(float, float, float);
XMMATRIX XMMatrixTranslationFromVector(FXMVECTOR);
XMMATRIX XMMatrixRotationX(float);
XMMATRIX XMMatrixRotationY(float);
XMMATRIX XMMatrixRotationZ(float);
XMMATRIX XMMatrixRotationAxis(FXMVECTOR, float);
XMMATRIX XMMatrixRotationQuaternion(FXMVECTOR);
XMMATRIX XMMatrixRotationRollPitchYaw(float, float, float);
XMMATRIX XMMatrixTransformation(FXMVECTOR, FXMVECTOR, FXMVECTOR, GXMVECTOR,
                                HXMVECTOR, HXMVECTOR);
XMMATRIX XMMatrixTransformation2D(FXMVECTOR, float, FXMVECTOR, FXMVECTOR, float,
                                  GXMVECTOR);
XMMATRIX XMMatrixAffineTransformation(FXMVECTOR, FXMVECTOR, FXMVECTOR,
                                      GXMVECTOR);
XMMATRIX XMMatrixAffineTransformation2D(FXMVECTOR, FXMVECTOR, float, FXMVECTOR);
XMMATRIX XMMatrixLookAtLH(FXMVECTOR Eye, FXMVECTOR Focus, FXMVECTOR Up);
XMMATRIX XMMatrixLookAtRH(FXMVECTOR Eye, FXMVECTOR Focus, FXMVECTOR Up);
XMMATRIX XMMatrixLookToLH(FXMVECTOR Eye, FXMVECTOR Direction, FXMVECTOR Up);
XMMATRIX XMMatrixLookToRH(FXMVECTOR Eye, FXMVECTOR Direction, FXMVECTOR Up);
XMMATRIX XMMatrixPerspectiveFovLH(float, float, float, float);
XMMATRIX XMMatrixPerspectiveFovRH(float, float, float, float);
XMMATRIX XMMatrixOrthographicLH(float, float, float, float);
XMMATRIX XMMatrixOrthographicRH(float, float, float, float);
XMMATRIX XMMatrixOrthographicOffCenterLH(float, float, float, float, float,
                                         float);
XMMATRIX XMMatrixOrthographicOffCenterRH(float, float, float, float, float,
                                         float);

XMVECTOR XMQuaternionIdentity();
XMVECTOR XMQuaternionMultiply(FXMVECTOR, FXMVECTOR);
XMVECTOR XMQuaternionNormalize(FXMVECTOR);
XMVECTOR XMQuaternionSlerp(FXMVECTOR, FXMVECTOR, float);
XMVECTOR XMQuaternionRotationAxis(FXMVECTOR, float);
XMVECTOR XMQuaternionRotationMatrix(FXMMATRIX);
XMVECTOR XMQuaternionRotationRollPitchYaw(float, float, float);

extern const XMVECTORF32 g_XMZero, g_XMOne, g_XMOne3, g_XMOneHalf;
extern const XMVECTORF32 g_XMIdentityR0, g_XMIdentityR1, g_XMIdentityR2,
    g_XMIdentityR3;
extern const XMVECTORF32 g_XMNegIdentityR0, g_XMNegIdentityR1,
    g_XMNegIdentityR2, g_XMNegIdentityR3;
extern const XMVECTORF32 g_XMEpsilon;
extern const XMVECTORU32 g_XMSelect1000, g_XMSelect1100, g_XMSelect1110;

} // namespace DirectX

#endif

#endif
