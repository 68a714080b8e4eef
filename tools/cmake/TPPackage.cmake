# What `cpack -G DEB` and `cpack -G TGZ` make in the build directory. The archive needs
# the shared libraries of Clang and LLVM on the machine, as the Debian package says.

set(CPACK_PACKAGE_NAME threadpool-tidy)
set(CPACK_PACKAGE_VENDOR "Threadpool Tidy")
set(CPACK_PACKAGE_CONTACT "Threadpool Tidy <${PROJECT_HOMEPAGE_URL}>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
  "clang-tidy checks for the cancellation of Windows thread-pool callbacks")
set(CPACK_PACKAGE_DESCRIPTION
  "Finds code that stops a wait, timer or work object while its callback can still run, and "
  "explains each finding as the interleaving that goes wrong: clang-tidy and clangd with the "
  "rules, and a scanner for whole repositories.")
list(JOIN CPACK_PACKAGE_DESCRIPTION "" CPACK_PACKAGE_DESCRIPTION)
set(CPACK_STRIP_FILES ON)
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
# Those of the executables, by the packages that have their libraries.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Of the edges of a scan; the one of LLVM, which is not found where the development
# package has a link to it; of Windows sources on a system without Windows.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "ninja-build, libllvm${LLVM_VERSION_MAJOR}")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "mingw-w64-x86-64-dev, libc++-${LLVM_VERSION_MAJOR}-dev")

include(CPack)
