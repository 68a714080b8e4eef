//===- HostSettings.cpp - What a host sets for all units ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/HostSettings.h"

threadpool::tidy::HostSettings &threadpool::tidy::hostSettings() {
  static HostSettings Settings;
  return Settings;
}
