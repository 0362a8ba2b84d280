# Every library that is not ours, as an imported target.

find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(CURL REQUIRED)
find_package(EXPAT REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(tomlplusplus REQUIRED IMPORTED_TARGET tomlplusplus)
find_package(prometheus-cpp REQUIRED)
# libcsv comes without a file for pkg-config or CMake.
find_path(FIELDBOOK_CSV_INCLUDE csv.h REQUIRED)
find_library(FIELDBOOK_CSV_LIBRARY csv REQUIRED)
add_library(fieldbook_csv INTERFACE)
target_include_directories(fieldbook_csv SYSTEM INTERFACE "${FIELDBOOK_CSV_INCLUDE}")
target_link_libraries(fieldbook_csv INTERFACE "${FIELDBOOK_CSV_LIBRARY}")
# Dear ImGui's archive has the GLFW and OpenGL 3 backends and the FreeType builder in it; its
# pkg-config file names neither FreeType nor GLFW.
pkg_check_modules(imgui REQUIRED IMPORTED_TARGET imgui freetype2)
pkg_check_modules(glfw3 REQUIRED IMPORTED_TARGET glfw3)
pkg_check_modules(fribidi REQUIRED IMPORTED_TARGET fribidi)
if(FIELDBOOK_TESTS)
  find_package(GTest REQUIRED)
  include(GoogleTest)
endif()

include(FieldbookSqlite)
include(FieldbookFonts)
