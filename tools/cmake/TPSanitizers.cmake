# -DTP_SANITIZE=ON: AddressSanitizer and UndefinedBehaviorSanitizer for our own
# code, and what lets the fuzzers see which ways it takes. The vptr check is left
# out because it asks for type information of classes inside the uninstrumented
# Clang libraries.

option(TP_SANITIZE "Build with ASan and UBSan" OFF)

# Debian has Clang's libFuzzer in a package of its own, libclang-rt-22-dev.
include(CheckCXXSourceCompiles)
set(CMAKE_REQUIRED_FLAGS "-fsanitize=fuzzer,address")
check_cxx_source_compiles(
  "extern \"C\" int LLVMFuzzerTestOneInput(const unsigned char *, unsigned long)
   { return 0; }"
  TP_HAS_LIBFUZZER)
unset(CMAKE_REQUIRED_FLAGS)

if(TP_SANITIZE)
  set(Flags -fsanitize=address,undefined -fno-sanitize=vptr
      -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_compile_options(${Flags} $<$<BOOL:${TP_HAS_LIBFUZZER}>:-fsanitize=fuzzer-no-link>)
  add_link_options(${Flags})
endif()
