# SQLite as a static library `fieldbook_sqlite3`.
#
# multiple-ciphers: SQLite3 Multiple Ciphers from the npm package that carries its amalgamation,
# pinned by version and by the integrity hash of the registry, fetched once with the npm client
# into build/third_party and compiled once per preset (ccache serves further builds).

if(FIELDBOOK_SQLITE STREQUAL "system")
  find_package(SQLite3 REQUIRED)
  add_library(fieldbook_sqlite3 INTERFACE)
  target_link_libraries(fieldbook_sqlite3 INTERFACE SQLite::SQLite3)
  target_compile_definitions(fieldbook_sqlite3 INTERFACE FIELDBOOK_SQLITE_ENCRYPTION=0)
  message(WARNING "FIELDBOOK_SQLITE=system: replicas on devices will NOT be encrypted")
  return()
endif()

set(package better-sqlite3-multiple-ciphers)
set(version 13.0.3)
set(integrity "sha512-UYabM82r1J84TLWc/SszoHs6XopWpl/2HCg3Nui1JUaFXg/VLswzkPowYiRhK/4CftI8dgtikwyZQecMldrGxQ==")
set(third_party "${CMAKE_SOURCE_DIR}/build/third_party")
set(sqlite_source "${third_party}/${package}-${version}")

if(NOT EXISTS "${sqlite_source}/package/deps/sqlite3/sqlite3.c")
  message(STATUS "Fetching ${package} ${version} with npm")
  file(MAKE_DIRECTORY "${third_party}")
  execute_process(COMMAND npm pack --silent "${package}@${version}"
                  WORKING_DIRECTORY "${third_party}" RESULT_VARIABLE failed OUTPUT_QUIET)
  set(archive "${third_party}/${package}-${version}.tgz")
  if(failed OR NOT EXISTS "${archive}")
    message(FATAL_ERROR "npm could not fetch ${package}@${version}. Check the network and the npm "
                        "registry, or configure with -DFIELDBOOK_SQLITE=system.")
  endif()
  execute_process(COMMAND openssl dgst -sha512 -binary "${archive}"
                  COMMAND openssl base64 -A OUTPUT_VARIABLE digest)
  if(NOT "sha512-${digest}" STREQUAL integrity)
    file(REMOVE "${archive}")
    message(FATAL_ERROR "${archive} is not the pinned package: sha512-${digest}")
  endif()
  file(MAKE_DIRECTORY "${sqlite_source}")
  file(ARCHIVE_EXTRACT INPUT "${archive}" DESTINATION "${sqlite_source}"
       PATTERNS "*/deps/sqlite3/*" "*/LICENSE")
endif()

add_library(fieldbook_sqlite3 STATIC "${sqlite_source}/package/deps/sqlite3/sqlite3.c")
target_include_directories(fieldbook_sqlite3 SYSTEM PUBLIC
                           "${sqlite_source}/package/deps/sqlite3")
# ChaCha20 stays in beside AEGIS: value-level encryption, which the amalgamation registers always,
# is compiled only with it.
target_compile_definitions(fieldbook_sqlite3
  PUBLIC FIELDBOOK_SQLITE_ENCRYPTION=1
  PRIVATE
    SQLITE_THREADSAFE=2 SQLITE_DQS=0 SQLITE_DEFAULT_MEMSTATUS=0 SQLITE_ENABLE_FTS5
    SQLITE_OMIT_DEPRECATED SQLITE_OMIT_SHARED_CACHE SQLITE_OMIT_LOAD_EXTENSION
    SQLITE_LIKE_DOESNT_MATCH_BLOBS SQLITE_ENABLE_STAT4 SQLITE_DEFAULT_WAL_SYNCHRONOUS=2
    SQLITE_DEFAULT_FOREIGN_KEYS=0 SQLITE_USE_URI=0 SQLITE_MAX_EXPR_DEPTH=200
    SQLITE_TRUSTED_SCHEMA=0 HAVE_USLEEP=1
    CODEC_TYPE=CODEC_TYPE_AEGIS SQLITE_SECURE_DELETE
    HAVE_CIPHER_AES_128_CBC=0 HAVE_CIPHER_AES_256_CBC=0 HAVE_CIPHER_SQLCIPHER=0
    HAVE_CIPHER_RC4=0 HAVE_CIPHER_ASCON128=0 HAVE_CIPHER_CHACHA20=1 HAVE_CIPHER_AEGIS=1)
# Third-party code: optimised in every preset, without our warnings, and without the sanitizers,
# which would only slow it down (the fuzz preset keeps them).
target_compile_options(fieldbook_sqlite3 PRIVATE -w -O2
  $<$<NOT:$<BOOL:${FIELDBOOK_FUZZ}>>:-fno-sanitize=all>)
target_link_libraries(fieldbook_sqlite3 PRIVATE Threads::Threads ${CMAKE_DL_LIBS} m)
