# -DTP_SANITIZE=ON: AddressSanitizer and UndefinedBehaviorSanitizer for our own
# code. The vptr check is left out because it asks for type information of
# classes inside the uninstrumented Clang libraries.

option(TP_SANITIZE "Build with ASan and UBSan" OFF)

if(TP_SANITIZE)
  set(Flags -fsanitize=address,undefined -fno-sanitize=vptr
      -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_compile_options(${Flags})
  add_link_options(${Flags})
endif()
