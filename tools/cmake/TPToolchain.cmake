# Read before project(): which LLVM is used, and which compiler goes with it.
#
# -DClang_DIR=/usr/lib/llvm-19/lib/cmake/clang chooses another LLVM; without it
# the newest supported one is taken from where Debian installs it. The compiler
# is the clang++ of that same LLVM when it is installed, because it builds this
# project in a third of g++'s time; CC, CXX and CMAKE_CXX_COMPILER win over it.

set(TP_LLVM_VERSIONS 22 19)

if(NOT Clang_DIR)
  foreach(Version IN LISTS TP_LLVM_VERSIONS)
    set(Candidate "/usr/lib/llvm-${Version}/lib/cmake/clang")
    if(EXISTS "${Candidate}/ClangConfig.cmake")
      set(Clang_DIR "${Candidate}" CACHE PATH "Where ClangConfig.cmake is")
      break()
    endif()
  endforeach()
endif()

if(Clang_DIR AND NOT CMAKE_CXX_COMPILER AND NOT DEFINED ENV{CXX}
   AND NOT CMAKE_C_COMPILER AND NOT DEFINED ENV{CC})
  get_filename_component(LLVMBin "${Clang_DIR}/../../../bin" ABSOLUTE)
  if(EXISTS "${LLVMBin}/clang" AND EXISTS "${LLVMBin}/clang++")
    set(CMAKE_C_COMPILER "${LLVMBin}/clang" CACHE FILEPATH "C compiler")
    set(CMAKE_CXX_COMPILER "${LLVMBin}/clang++" CACHE FILEPATH "C++ compiler")
  endif()
endif()

# ccache refuses precompiled headers unless told that their macros and times may
# be ignored, so the launcher carries the setting and nobody has to know it.
if(NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER
   AND NOT DEFINED ENV{CMAKE_CXX_COMPILER_LAUNCHER})
  find_program(TP_CCACHE ccache)
  find_program(TP_ENV env)
  mark_as_advanced(TP_CCACHE TP_ENV)
  if(TP_CCACHE AND TP_ENV)
    set(Sloppiness
        pch_defines,time_macros,include_file_mtime,include_file_ctime)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        "${TP_ENV};CCACHE_SLOPPINESS=${Sloppiness};${TP_CCACHE}")
  endif()
endif()
