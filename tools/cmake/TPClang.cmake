# Finds the LLVM that TPToolchain.cmake chose, refuses versions nobody has
# tested, and defines how a target uses Clang:
#
#   tp_use_clang(<target>)   Clang's headers, flags and the shared precompiled
#                            header. Links nothing: inside clang-tidy the symbols
#                            come from the host.
#   tp_link_clang(<target>)  For executables: the shared Clang and LLVM libraries, or
#                            the static ones where there are no others.

set(Packages "clang-22 clang-tidy-22 libclang-22-dev llvm-22-dev llvm-22-tools")
find_package(Clang CONFIG QUIET)
if(NOT Clang_FOUND)
  message(FATAL_ERROR
    "Clang's development files were not found. On Debian:\n"
    "  apt-get install ${Packages}\n"
    "or give -DClang_DIR=<LLVM>/lib/cmake/clang; LLVM 22 and 19 are supported.")
endif()
if(NOT LLVM_VERSION_MAJOR IN_LIST TP_LLVM_VERSIONS)
  message(FATAL_ERROR
    "LLVM ${LLVM_PACKAGE_VERSION} (${Clang_DIR}) is not supported: only 22 and "
    "19 are. On Debian:\n"
    "  apt-get install ${Packages}\n"
    "For 19, the same packages with 19 in their names and "
    "-DClang_DIR=/usr/lib/llvm-19/lib/cmake/clang.")
endif()
message(STATUS "LLVM ${LLVM_PACKAGE_VERSION} (${Clang_DIR})")

if(NOT LLVM_ENABLE_EH)
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:$<IF:$<BOOL:${MSVC}>,/EHs-c-,-fno-exceptions>>)
endif()
if(NOT LLVM_ENABLE_RTTI)
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:$<IF:$<BOOL:${MSVC}>,/GR-,-fno-rtti>>)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # Without a time stamp the precompiled header is the same each time, which is
  # what lets ccache recognise it.
  add_compile_options(
    "$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Xclang -fno-pch-timestamp>")
endif()

# Not everybody may make links on Windows.
function(tp_link_folder From To)
  file(CREATE_LINK "${From}" "${To}" RESULT Failed SYMBOLIC)
  if(NOT Failed EQUAL 0)
    file(COPY "${From}/" DESTINATION "${To}")
  endif()
endfunction()

# LLVM's include folder can hold the headers of other packages, too: libc++abi's
# cxxabi.h does not go with libstdc++. So only LLVM's own are put on the path.
set(Headers "${CMAKE_BINARY_DIR}/llvm-include")
file(MAKE_DIRECTORY "${Headers}")
foreach(Include IN LISTS LLVM_INCLUDE_DIRS CLANG_INCLUDE_DIRS)
  foreach(Folder clang clang-c clang-tidy llvm llvm-c)
    if(EXISTS "${Include}/${Folder}")
      tp_link_folder("${Include}/${Folder}" "${Headers}/${Folder}")
    endif()
  endforeach()
endforeach()

separate_arguments(LLVM_DEFINITIONS_LIST NATIVE_COMMAND "${LLVM_DEFINITIONS}")
add_library(TPClangHeaders INTERFACE)
target_include_directories(TPClangHeaders SYSTEM INTERFACE "${Headers}")
target_compile_definitions(TPClangHeaders INTERFACE ${LLVM_DEFINITIONS_LIST})

# One precompiled header for all: building it takes longer than most files do.
set(PchSource "${CMAKE_BINARY_DIR}/TPClangPch.cpp")
file(CONFIGURE OUTPUT "${PchSource}" CONTENT "")
add_library(TPClangPch OBJECT "${PchSource}")
target_link_libraries(TPClangPch PRIVATE TPClangHeaders)
target_precompile_headers(TPClangPch PRIVATE
  <clang-tidy/ClangTidyCheck.h>
  <clang/AST/ASTContext.h>
  <clang/AST/RecursiveASTVisitor.h>
  <clang/ASTMatchers/ASTMatchFinder.h>
  <clang/Analysis/CFG.h>
  <clang/Lex/Preprocessor.h>)

function(tp_use_clang Target)
  target_link_libraries(${Target} PUBLIC TPClangHeaders)
  target_precompile_headers(${Target} REUSE_FROM TPClangPch)
endfunction()

function(tp_link_clang Target)
  if(TARGET clang-cpp AND TARGET LLVM)
    target_link_libraries(${Target} PRIVATE clang-cpp LLVM)
  else()
    # As on Windows, where each brings along what it needs.
    target_link_libraries(${Target} PRIVATE
      clangTidy clangTooling clangFrontend clangASTMatchers clangAnalysis clangAST
      clangLex clangBasic LLVMSupport)
  endif()
endfunction()
