/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands in for the header of DirectXMath's colours. */

#ifndef THREADPOOL_TIDY_DIRECTXCOLORS_H
#define THREADPOOL_TIDY_DIRECTXCOLORS_H

#include <directxmath.h>

namespace DirectX {
namespace Colors {

extern const XMVECTORF32 AliceBlue, AntiqueWhite, Aqua, Aquamarine, Azure,
    Beige, Bisque, Black, BlanchedAlmond, Blue, BlueViolet, Brown, BurlyWood,
    CadetBlue, Chartreuse, Chocolate, Coral, CornflowerBlue, Cornsilk, Crimson,
    Cyan, DarkBlue, DarkCyan, DarkGoldenrod, DarkGray, DarkGreen, DarkKhaki,
    DarkMagenta, DarkOliveGreen, DarkOrange, DarkOrchid, DarkRed, DarkSalmon,
    DarkSeaGreen, DarkSlateBlue, DarkSlateGray, DarkTurquoise, DarkViolet,
    DeepPink, DeepSkyBlue, DimGray, DodgerBlue, Firebrick, FloralWhite,
    ForestGreen, Fuchsia, Gainsboro, GhostWhite, Gold, Goldenrod, Gray, Green,
    GreenYellow, Honeydew, HotPink, IndianRed, Indigo, Ivory, Khaki, Lavender,
    LavenderBlush, LawnGreen, LemonChiffon, LightBlue, LightCoral, LightCyan,
    LightGoldenrodYellow, LightGray, LightGreen, LightPink, LightSalmon,
    LightSeaGreen, LightSkyBlue, LightSlateGray, LightSteelBlue, LightYellow,
    Lime, LimeGreen, Linen, Magenta, Maroon, MediumAquamarine, MediumBlue,
    MediumOrchid, MediumPurple, MediumSeaGreen, MediumSlateBlue,
    MediumSpringGreen, MediumTurquoise, MediumVioletRed, MidnightBlue,
    MintCream, MistyRose, Moccasin, NavajoWhite, Navy, OldLace, Olive,
    OliveDrab, Orange, OrangeRed, Orchid, PaleGoldenrod, PaleGreen,
    PaleTurquoise, PaleVioletRed, PapayaWhip, PeachPuff, Peru, Pink, Plum,
    PowderBlue, Purple, Red, RosyBrown, RoyalBlue, SaddleBrown, Salmon,
    SandyBrown, SeaGreen, SeaShell, Sienna, Silver, SkyBlue, SlateBlue,
    SlateGray, Snow, SpringGreen, SteelBlue, Tan, Teal, Thistle, Tomato,
    Transparent, Turquoise, Violet, Wheat, White, WhiteSmoke, Yellow,
    YellowGreen;

} // namespace Colors
} // namespace DirectX

#endif
