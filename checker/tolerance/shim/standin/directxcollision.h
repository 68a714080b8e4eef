/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands in for the header of DirectXMath's bounding volumes. */

#ifndef THREADPOOL_TIDY_DIRECTXCOLLISION_H
#define THREADPOOL_TIDY_DIRECTXCOLLISION_H

#include <directxmath.h>

namespace DirectX {

enum ContainmentType { DISJOINT, INTERSECTS, CONTAINS };

struct BoundingSphere;
struct BoundingBox;
struct BoundingOrientedBox;
struct BoundingFrustum;

/* What all of them can be asked. */
struct ThreadpoolTidyBounds {
  bool Intersects(const BoundingSphere &) const;
  bool Intersects(const BoundingBox &) const;
  bool Intersects(const BoundingOrientedBox &) const;
  bool Intersects(const BoundingFrustum &) const;
  bool Intersects(FXMVECTOR Origin, FXMVECTOR Direction, float &Distance) const;
  ContainmentType Contains(FXMVECTOR Point) const;
  ContainmentType Contains(const BoundingSphere &) const;
  ContainmentType Contains(const BoundingBox &) const;
};

struct BoundingSphere : ThreadpoolTidyBounds {
  XMFLOAT3 Center;
  float Radius;
  BoundingSphere() = default;
  BoundingSphere(const XMFLOAT3 &, float);
};

struct BoundingBox : ThreadpoolTidyBounds {
  XMFLOAT3 Center;
  XMFLOAT3 Extents;
  BoundingBox() = default;
  BoundingBox(const XMFLOAT3 &, const XMFLOAT3 &);
};

struct BoundingOrientedBox : ThreadpoolTidyBounds {
  XMFLOAT3 Center;
  XMFLOAT3 Extents;
  XMFLOAT4 Orientation;
  BoundingOrientedBox() = default;
  BoundingOrientedBox(const XMFLOAT3 &, const XMFLOAT3 &, const XMFLOAT4 &);
};

struct BoundingFrustum : ThreadpoolTidyBounds {
  XMFLOAT3 Origin;
  XMFLOAT4 Orientation;
  float RightSlope, LeftSlope, TopSlope, BottomSlope, Near, Far;
  BoundingFrustum() = default;
};

} // namespace DirectX

#endif
