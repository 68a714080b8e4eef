// What the host of a mod offers it, as a checkout may hold it.

#pragma once

#include <windows.h>

extern "C" {
PCWSTR Wh_GetStringSetting(PCWSTR name, ...);
void Wh_FreeStringSetting(PCWSTR text);
size_t Wh_GetBinaryValue(PCWSTR name, void *buffer, size_t size);
}
