# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#   include(ThreadpoolTidy)
#   threadpool_tidy(<target> [CHECKS <checks>] [WARNINGS_AS_ERRORS])
#   threadpool_scan(<name> [ARGUMENTS <argument>...])
#
# threadpool_tidy has each source of a target analysed when it is compiled, by the
# generators that know <LANG>_CLANG_TIDY (Ninja and Makefiles). CHECKS are as in
# clang-tidy's --checks; without them a .clang-tidy decides, or else all rules report.
#
# threadpool_scan adds a target that analyses the whole project, across its files, and
# fails if there are findings. It needs CMAKE_EXPORT_COMPILE_COMMANDS, and takes the
# options of threadpool-scan.
#
# Sets THREADPOOL_TIDY_EXECUTABLE and THREADPOOL_SCAN_EXECUTABLE; beside this file's
# installation, or in PATH, unless they are set already.

get_filename_component(_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
find_program(THREADPOOL_TIDY_EXECUTABLE threadpool-tidy HINTS "${_prefix}/bin" REQUIRED)
find_program(THREADPOOL_SCAN_EXECUTABLE threadpool-scan HINTS "${_prefix}/bin" REQUIRED)
mark_as_advanced(THREADPOOL_TIDY_EXECUTABLE THREADPOOL_SCAN_EXECUTABLE)
unset(_prefix)

function(threadpool_tidy Target)
  cmake_parse_arguments(PARSE_ARGV 1 Arg "WARNINGS_AS_ERRORS" "CHECKS" "")
  if(Arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "threadpool_tidy: '${Arg_UNPARSED_ARGUMENTS}' means nothing here")
  endif()
  set(Command "${THREADPOOL_TIDY_EXECUTABLE}")
  if(Arg_CHECKS)
    list(APPEND Command "--checks=${Arg_CHECKS}")
  else()
    find_file(Config .clang-tidy NO_DEFAULT_PATH NO_CACHE
      PATHS "${CMAKE_CURRENT_SOURCE_DIR}" "${CMAKE_SOURCE_DIR}")
    if(NOT Config)
      list(APPEND Command "--checks=-*,threadpool-*")
    endif()
  endif()
  if(Arg_WARNINGS_AS_ERRORS)
    list(APPEND Command "--warnings-as-errors=threadpool-*")
  endif()
  set_target_properties(${Target} PROPERTIES
    C_CLANG_TIDY "${Command}" CXX_CLANG_TIDY "${Command}")
endfunction()

function(threadpool_scan Name)
  cmake_parse_arguments(PARSE_ARGV 1 Arg "" "" "ARGUMENTS")
  if(Arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "threadpool_scan: '${Arg_UNPARSED_ARGUMENTS}' means nothing here")
  endif()
  if(NOT CMAKE_EXPORT_COMPILE_COMMANDS)
    message(FATAL_ERROR "threadpool_scan: set CMAKE_EXPORT_COMPILE_COMMANDS to ON first")
  endif()
  add_custom_target(${Name}
    COMMAND "${THREADPOOL_SCAN_EXECUTABLE}" -p "${CMAKE_BINARY_DIR}/compile_commands.json"
      --state-dir "${CMAKE_BINARY_DIR}/threadpool-scan" ${Arg_ARGUMENTS}
      "${CMAKE_SOURCE_DIR}"
    COMMENT "Analysing the use of the thread pool"
    USES_TERMINAL VERBATIM)
endfunction()
