# How a file is compiled for Windows where no Windows SDK is: with the headers of
# MinGW-w64, and libc++'s for the C++ library. Written to mingw-flags in the
# build directory, one argument a line, for the tests and benchmarks.

find_path(TP_MINGW_INCLUDE windows.h
  PATHS /usr/x86_64-w64-mingw32/include NO_DEFAULT_PATH)
mark_as_advanced(TP_MINGW_INCLUDE TP_LIBCXX_INCLUDE)

set(Flags --target=x86_64-w64-mingw32 -Qunused-arguments)
if(TP_MINGW_INCLUDE)
  get_filename_component(Sysroot "${TP_MINGW_INCLUDE}" DIRECTORY)
  list(APPEND Flags "--sysroot=${Sysroot}")
else()
  message(STATUS "No MinGW-w64 headers (Debian: mingw-w64-x86-64-dev)")
endif()
# Debian installs one version of libc++ at a time; either serves either Clang.
find_path(TP_LIBCXX_INCLUDE c++/v1/vector NO_DEFAULT_PATH
  PATHS ${LLVM_INCLUDE_DIRS} /usr/lib/llvm-22/include /usr/lib/llvm-19/include)
if(TP_LIBCXX_INCLUDE)
  list(APPEND Flags -stdlib++-isystem "${TP_LIBCXX_INCLUDE}/c++/v1")
else()
  message(STATUS "No libc++ headers (Debian: libc++-22-dev)")
endif()
list(JOIN Flags "\n" Lines)
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/mingw-flags" CONTENT "${Lines}\n"
  @ONLY)
