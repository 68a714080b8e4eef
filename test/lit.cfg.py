# -*- Python -*-
# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The lit suites rules/, e2e/ and host/. Run them through ctest, or one file
# with: lit -v build/test/rules/FILE

import os
import shlex
import shutil
import subprocess
import sys

import lit.formats

config.name = "threadpool-tidy"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".cpp", ".test"]
config.excludes = [
    "Inputs", "bench", "extract", "facts", "fuzz", "link", "protocol", "reports", "tolerance",
    "wrappers"
]
config.test_source_root = os.path.join(config.source_dir, "test")
config.test_exec_root = os.path.join(config.build_dir, "test")
config.environment["PATH"] = os.pathsep.join(
    [config.llvm_tools, config.environment["PATH"]]
)
config.environment["TP_BUILD_DIR"] = config.build_dir
# Scripts of the tests import each other; sources stay as they are.
config.environment["PYTHONDONTWRITEBYTECODE"] = "1"

plugin = os.path.join(config.build_dir, "lib", "threadpool-tidy.so")
threadpool_tidy = os.path.join(config.build_dir, "bin", "threadpool-tidy")
mock = os.path.join(config.test_source_root, "mock")
mock_flags = [
    "--target=x86_64-w64-mingw32",
    "-Qunused-arguments",
    "-nostdlibinc",
    "-nostdinc++",
    "-isystem",
    mock,
]
with open(os.path.join(config.build_dir, "mingw-flags")) as lines:
    mingw_flags = lines.read().split("\n")[:-1]

check_rule = [
    sys.executable,
    os.path.join(config.test_source_root, "check_rule.py"),
    "--tool=" + threadpool_tidy,
    "--mock-flags=" + shlex.join(mock_flags),
    "--mingw-flags=" + shlex.join(mingw_flags),
    "--temp=%t",
]

# With -D through_facts=1, rules look at what a file of facts gives back.
if lit_config.params.get("through_facts"):
    check_rule.append("--through-facts")
    threadpool_tidy += " --through-facts"

config.substitutions += [
    ("%threadpool_tidy", threadpool_tidy),
    ("%threadpool_scan", os.path.join(config.build_dir, "bin", "threadpool-scan")),
    ("%check_rule", shlex.join(check_rule)),
    ("%clang_tidy", config.clang_tidy),
    ("%plugin", plugin),
    ("%mock_flags", shlex.join(mock_flags)),
    ("%mock", mock),
    ("%mingw_flags", shlex.join(mingw_flags)),
    ("%build", config.build_dir),
    ("%source", config.source_dir),
    ("%cmake", config.cmake),
    ("%cpack", os.path.join(os.path.dirname(config.cmake), "cpack")),
    ("%clang", os.path.join(config.llvm_tools, "clang")),
    ("%python", sys.executable),
    ("%{path}", config.environment["PATH"]),
    ("%llvm_major", config.llvm_major),
]

# Only a stock clang-tidy can load the plugin, and not one built with sanitizers.
if os.path.exists(config.clang_tidy) and not config.sanitized:
    config.available_features.add("plugin")
# For what depends on how a version of Clang goes on behind an error.
config.available_features.add("llvm-" + config.llvm_major)
# For tests of the tree itself, which say the same in every build.
if config.llvm_major == "22":
    config.available_features.add("newest-llvm")
for version in ("14", "19", "22"):
    if version != config.llvm_major and shutil.which("clang-tidy-" + version):
        config.available_features.add("clang-tidy-" + version)



def works(command):
    return shutil.which(command[0]) and not subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ).returncode


# A small file system of one's own.
tmpfs = ["unshare", "--map-root-user", "--mount"]
if works(tmpfs + ["sh", "-c", "mount -t tmpfs none /mnt"]):
    config.available_features.add("tmpfs")
config.substitutions.append(("%tmpfs", shlex.join(tmpfs)))
# A user whom permissions mean something to.
nobody = []
if os.geteuid() == 0:
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
if works(nobody + [os.path.join(config.build_dir, "bin", "threadpool-scan"), "--version"]):
    config.available_features.add("permissions")
config.substitutions.append(("%nobody", shlex.join(nobody)))

# Microsoft's validator of SARIF, which tools/test installs. It wants texts of
# the user's language otherwise, from a library that may not be there.
multitool = os.path.join(
    config.build_dir,
    "npm/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool",
)
config.environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1"
if works(["env", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1", multitool, "--version"]):
    config.available_features.add("multitool")
config.substitutions.append(("%multitool", multitool))
# Debian's Python, whatever other one comes first.
if works(["/usr/bin/python3", "-c", "import jsonschema"]):
    config.available_features.add("jsonschema")

# Debian's Python has Debian's client of browsers.
if shutil.which("chromedriver") and works(["/usr/bin/python3", "-c", "import selenium"]):
    config.available_features.add("browser")

# Debian's Sphinx is for Debian's Python.
if works(["/usr/bin/python3", "-c", "import furo, myst_parser, sphinx"]):
    config.available_features.add("sphinx")

# It is built where its wraps can be.
if os.path.exists(os.path.join(config.build_dir, "bin", "threadpool-clangd")):
    config.available_features.add("clangd")

# Where a minimal Debian can be made.
if os.geteuid() == 0 and shutil.which("debootstrap") and works(["unshare", "--mount", "true"]):
    config.available_features.add("clean-root")

if shutil.which("help2man") and shutil.which("groff"):
    config.available_features.add("man-pages")

if shutil.which("pre-commit"):
    config.available_features.add("pre-commit")
if shutil.which("nvim"):
    config.available_features.add("neovim")

if shutil.which("bazel"):
    config.available_features.add("bazel")

if shutil.which("clang-format-22"):
    config.available_features.add("clang-format-22")

if config.sanitized:
    config.available_features.add("sanitized")
    # Clang's own libraries are not instrumented: containers that cross the
    # border look overflown, and what an allocator hands out there locked.
    config.environment["ASAN_OPTIONS"] = "detect_container_overflow=0:allow_user_poisoning=0"
