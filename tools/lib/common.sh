# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What tools/analyze and tools/test share: the packages, the build. To be
# sourced by bash. Exit status 2 means that nothing could be done.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=${TP_BUILD_DIR:-$root/build}

die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 2
}

# Runs a command; its output is shown only if it fails.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || status=$?
  ((status == 0)) || cat "$log" >&2
  rm -f "$log"
  return "$status"
}

# Prints the packages of the given groups that are not installed.
missing_packages() {
  local group package
  while read -r group package; do
    [[ " $* " == *" $group "* ]] || continue
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == \
      installed ]] || printf '%s\n' "$package"
  done < <(grep -v '^#' "$root/tools/lib/packages")
}

# Prints the packages that the given apt-get command would remove.
removed_by() {
  apt-get --simulate "$@" 2>/dev/null | awk '$1 == "Remv" { print $2 }' | sort
}

# Installs the given packages. What may be removed for them is what apt itself
# calls unneeded, such as the libraries of an older libc++.
install_packages() {
  local needed
  local -a keep=()
  needed=$(comm -23 <(removed_by install --no-install-recommends "$@") \
    <(removed_by autoremove))
  [[ -z $needed ]] || keep=(--no-remove)
  quietly env DEBIAN_FRONTEND=noninteractive apt-get install -y "${keep[@]}" \
    --no-install-recommends -o DPkg::Lock::Timeout=600 "$@"
}

# Installs what is missing of the given groups, or says exactly what to do.
ensure_packages() {
  local package
  local -a missing without_candidate=()
  if ! command -v dpkg-query >/dev/null; then
    echo "note: not a Debian system; tools/lib/packages names what is needed" >&2
    return
  fi
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  if [[ $(id -u) != 0 ]]; then
    die "packages are missing; as root:
  apt-get update && apt-get install --no-install-recommends ${missing[*]}"
  fi
  echo "Installing ${missing[*]}" >&2
  # A foreign repository that does not answer is no reason to stop.
  quietly apt-get update || true
  for package in "${missing[@]}"; do
    [[ $(apt-cache policy "$package") == *"Candidate: "[0-9]* ]] ||
      without_candidate+=("$package")
  done
  if ((${#without_candidate[@]})); then
    die "no package source offers: ${without_candidate[*]}
  Debian 12 has them in its standard and its security repository."
  fi
  install_packages "${missing[@]}" || die "apt-get install failed"
}

# Configures with preset "dev" unless that was done. The arguments, such as
# -DBUILD_TESTING=ON, hold in any case.
configure() {
  if [[ ! -f $build/build.ninja ]]; then
    (cd "$root" && quietly cmake --fresh --preset dev -B "$build" "$@") ||
      die "cannot configure"
  elif (($#)); then
    quietly cmake "$@" "$build" || die "cannot configure"
  fi
}

# Builds the given targets.
build() {
  quietly cmake --build "$build" --target "$@" || die "cannot build"
}
