# Options, compiler flags and tools that hold for every target.

option(FIELDBOOK_TESTS "Build the tests" ON)
option(FIELDBOOK_FUZZ "Build the fuzz targets with libFuzzer (clang)" OFF)
option(FIELDBOOK_COVERAGE "Count lines with gcov" OFF)
option(FIELDBOOK_WERROR "Treat warnings as errors" ON)
set(FIELDBOOK_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them")
set(FIELDBOOK_SQLITE "multiple-ciphers" CACHE STRING
    "multiple-ciphers: fetched, encrypted replicas; system: the distributor's, no encryption")
set_property(CACHE FIELDBOOK_SQLITE PROPERTY STRINGS multiple-ciphers system)

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(THREADS_PREFER_PTHREAD_FLAG ON)

find_program(FIELDBOOK_CCACHE ccache)
if(FIELDBOOK_CCACHE)
  # Precompiled headers are cached only when their time stamps do not count.
  set(ccache_command "${CMAKE_COMMAND}" -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      "${FIELDBOOK_CCACHE}")
  set(CMAKE_C_COMPILER_LAUNCHER ${ccache_command})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ccache_command})
endif()

# GCC 12.1 and later find mold by name.
find_program(FIELDBOOK_MOLD mold)
if(FIELDBOOK_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# Flags of our own code; third-party code is compiled without them.
add_library(fieldbook_flags INTERFACE)
target_compile_options(fieldbook_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wimplicit-fallthrough -Wextra-semi
  # Designated initializers leave the other members at their defaults on purpose.
  -Wno-missing-field-initializers
  $<$<BOOL:${FIELDBOOK_WERROR}>:-Werror>
  # GCC 12 warns about inlined libstdc++ containers that it takes for out-of-bounds (bug 105562
  # and its kin), in optimised and sanitised builds.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread
    -Wno-array-bounds -Wno-maybe-uninitialized -Wno-dangling-pointer>
  $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>
  # Clang names get_temporary_buffer, which GCC 12's own std::stable_sort uses.
  $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations -Xclang -fno-pch-timestamp>)
target_include_directories(fieldbook_flags INTERFACE "${CMAKE_SOURCE_DIR}")

if(FIELDBOOK_SANITIZE)
  add_compile_options(-fsanitize=${FIELDBOOK_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${FIELDBOOK_SANITIZE})
  # Asio and SQLite's barriers use fences, which ThreadSanitizer does not know; locks order what is
  # shared between our threads.
  if(FIELDBOOK_SANITIZE STREQUAL "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wno-tsan>)
  endif()
endif()
if(FIELDBOOK_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()
if(FIELDBOOK_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
set(CMAKE_CXX_FLAGS_DEBUG "-g1 -O1")
set(CMAKE_C_FLAGS_DEBUG "-g1 -O1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG")
set(CMAKE_C_FLAGS_RELEASE "-O2 -g1 -DNDEBUG")
