//===- HostSettings.h - What a host sets for all units ----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TIDY_HOSTSETTINGS_H
#define THREADPOOL_TIDY_TIDY_HOSTSETTINGS_H

namespace threadpool::tidy {

/// What an executable with the checks linked in decides before the first unit.
struct HostSettings {
  /// Units are tolerant unless their configuration says otherwise.
  bool IsTolerant = false;
  /// Each unit reports how many API names are in its text and how many
  /// references are left of them.
  bool CountsApiReferences = false;
  /// What is found in a unit is found in its facts as a file has them.
  bool GoesThroughFacts = false;
};

/// Those of this process.
HostSettings &hostSettings();

} // namespace threadpool::tidy

#endif // THREADPOOL_TIDY_TIDY_HOSTSETTINGS_H
