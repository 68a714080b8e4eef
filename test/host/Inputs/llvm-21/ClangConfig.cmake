# Stands for an installed LLVM that is not supported.
set(LLVM_PACKAGE_VERSION 21.1.0)
set(LLVM_VERSION_MAJOR 21)
