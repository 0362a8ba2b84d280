# How a folder becomes a library, a program or a test.

# One precompiled header for all of our code: what nearly every file includes.
file(WRITE "${CMAKE_BINARY_DIR}/pch.cpp" "")
add_library(fieldbook_pch STATIC "${CMAKE_BINARY_DIR}/pch.cpp")
target_link_libraries(fieldbook_pch PUBLIC fieldbook_flags fmt::fmt nlohmann_json::nlohmann_json)
target_precompile_headers(fieldbook_pch PRIVATE
  <algorithm> <array> <charconv> <chrono> <cstdint> <expected> <functional> <map> <memory>
  <optional> <set> <span> <string> <string_view> <unordered_map> <utility> <variant> <vector>
  <fmt/format.h> <nlohmann/json.hpp>)

# fieldbook_library(shared_schema LINKS shared_base PkgConfig::sodium)
# compiles every .cpp of the current folder (not of its subfolders).
function(fieldbook_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINKS")
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(sources)
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PUBLIC fieldbook_flags fmt::fmt
                          nlohmann_json::nlohmann_json ${arg_LINKS})
    target_precompile_headers(${name} REUSE_FROM fieldbook_pch)
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE fieldbook_flags fmt::fmt
                          nlohmann_json::nlohmann_json ${arg_LINKS})
  endif()
endfunction()

# fieldbook_program(syncd LINKS syncd_http) compiles main.cpp of the current folder.
function(fieldbook_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINKS")
  add_executable(${name} "${CMAKE_CURRENT_SOURCE_DIR}/main.cpp")
  target_link_libraries(${name} PRIVATE fieldbook_flags ${arg_LINKS})
  target_precompile_headers(${name} REUSE_FROM fieldbook_pch)
endfunction()

# fieldbook_test(unit_shared_schema FOLDER shared/schema LINKS shared_schema)
# compiles every .cpp under FOLDER into one GoogleTest program and registers its tests.
function(fieldbook_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FOLDER;TIMEOUT" "LINKS;LABELS")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS
       "${CMAKE_CURRENT_SOURCE_DIR}/${arg_FOLDER}/*.cpp")
  if(NOT sources)
    return()
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE fieldbook_flags GTest::gmock GTest::gtest
                        GTest::gtest_main ${arg_LINKS})
  target_compile_definitions(${name} PRIVATE
    FIELDBOOK_SOURCE_DIR="${CMAKE_SOURCE_DIR}" FIELDBOOK_BINARY_DIR="${CMAKE_BINARY_DIR}")
  target_precompile_headers(${name} REUSE_FROM fieldbook_pch)
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST
                       PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}")
endfunction()
