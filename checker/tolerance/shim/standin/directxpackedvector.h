/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands in for the header of DirectXMath's packed vectors. */

#ifndef THREADPOOL_TIDY_DIRECTXPACKEDVECTOR_H
#define THREADPOOL_TIDY_DIRECTXPACKEDVECTOR_H

#include <directxmath.h>

namespace DirectX {
namespace PackedVector {

typedef uint16_t HALF;

struct XMCOLOR {
  uint32_t c;
};

struct XMBYTEN4 {
  uint32_t v;
};

struct XMUBYTEN4 {
  uint32_t v;
};

struct XMHALF2 {
  HALF x, y;
};

struct XMHALF4 {
  HALF x, y, z, w;
};

XMVECTOR XMLoadColor(const XMCOLOR *);
XMVECTOR XMLoadUByteN4(const XMUBYTEN4 *);
void XMStoreColor(XMCOLOR *, FXMVECTOR);
void XMStoreUByteN4(XMUBYTEN4 *, FXMVECTOR);

} // namespace PackedVector
} // namespace DirectX

#endif
