# Functions of ./run: packages, builds and test runs. Sourced from the root of the clone.

step() { printf '\n== %s\n' "$*" >&2; }

# failed STEP WHY WHAT-TO-DO
failed() {
  printf '\nStopped at: %s\nWhy: %s\nWhat to do: %s\n' "$1" "$2" "$3" >&2
  exit 1
}

# install_packages KIND...: installs the packages of these kinds that are absent.
install_packages() {
  local missing=() package kind wanted
  while read -r package kind; do
    case "$package" in ''|'#'*) continue ;; esac
    for wanted in "$@"; do
      if [ "$kind" = "$wanted" ] && ! package_is_there "$package"; then missing+=("$package"); fi
    done
  done < platform/packaging/packages.txt
  [ ${#missing[@]} -eq 0 ] && return 0
  step "Missing packages: ${missing[*]}"
  if [ "${FIELDBOOK_NO_INSTALL:-0}" = 1 ]; then
    failed "packages" "FIELDBOOK_NO_INSTALL=1 and these are absent" "apt-get install ${missing[*]}"
  fi
  command -v apt-get >/dev/null || failed "packages" "apt-get is not here: this is not Debian" \
    "install the packages above by hand, then run with FIELDBOOK_NO_INSTALL=1"
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || failed "packages" "neither root nor sudo" \
      "as root: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq || failed "apt-get update" "the package lists could not be read" \
    "check the network and /etc/apt/sources.list"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    -qq -o Dpkg::Progress-Fancy=0 "${missing[@]}" >&2 ||
    failed "apt-get install" "a package could not be installed (see above)" "mend it and run again"
}

package_is_there() {
  # A newer npm or Node.js than Debian's may be installed without a package.
  if [ "$1" = npm ] && command -v npm >/dev/null; then return 0; fi
  dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed
}

# build_preset PRESET [TARGET...]
build_preset() {
  local preset=$1 started log
  shift
  started=$SECONDS
  mkdir -p build
  log="build/$preset-configure.log"
  export CCACHE_DIR="${CCACHE_DIR:-$PWD/build/ccache}"
  if [ ! -f "build/$preset/build.ninja" ]; then
    step "Configuring $preset"
    cmake --preset "$preset" >"$log" 2>&1 || {
      tail -n 25 "$log" >&2
      failed "configuring $preset" "CMake refused (its last lines are above, all in $log)" \
        "mend what it names and run again"
    }
  fi
  step "Building $preset"
  # A terminal sees ninja's own line; a log sees a line each twenty seconds.
  if [ -t 2 ]; then
    cmake --build "build/$preset" ${1:+--target "$@"} >&2 ||
      failed "building $preset" "a file did not compile or link (see above)" "mend it and run again"
  else
    local output="build/$preset-build.log"
    NINJA_STATUS='[%f/%t %es] ' cmake --build "build/$preset" ${1:+--target "$@"} >"$output" 2>&1 &
    local build=$!
    while kill -0 "$build" 2>/dev/null; do
      wait_up_to 20 "$build"
      tail -n 1 "$output" | cut -c1-110 >&2
    done
    wait "$build" || {
      grep -E 'error|FAILED|undefined' -A 6 "$output" | head -n 60 >&2
      failed "building $preset" "a file did not compile or link (all in $output)" \
        "mend it and run again"
    }
  fi
  printf 'Built %s in %s s\n' "$preset" $((SECONDS - started)) >&2
}

# wait_up_to SECONDS PID: returns when the process ends or the time is up.
wait_up_to() { timeout "$1" tail --pid="$2" -f /dev/null 2>/dev/null || true; }

run_tests() {
  install_packages build test
  build_preset dev
  build_preset release syncd fieldbookctl fieldbook simulator bench_programs odata_service_test
  step "Testing (sanitizers)"
  ctest --test-dir build/dev --output-on-failure -j 2 --timeout 300 -LE release ${1:+-R "$1"} ||
    failed "tests" "a test failed (see above)" "ctest --test-dir build/dev -R NAME --output-on-failure"
  step "Testing (release: simulator, end to end, benches)"
  ctest --test-dir build/release --output-on-failure -j 2 --timeout 600 -L release \
    --no-tests=ignore ${1:+-R "$1"} ||
    failed "tests" "a test failed (see above)" \
      "ctest --test-dir build/release -R NAME --output-on-failure"
}

run_bench() {
  install_packages build test
  build_preset release syncd fieldbookctl fieldbook bench_programs
  exec python3 tests/bench/bench.py build/release/bin "$@"
}

run_fuzz() {
  local target=${1:-} seconds=${2:-60}
  install_packages build test fuzz
  build_preset fuzz fuzz_targets
  if [ -z "$target" ]; then
    printf 'Fuzz targets:\n' >&2
    (cd build/fuzz/bin && ls fuzz_*) >&2
    exit 2
  fi
  mkdir -p "build/fuzz/corpus/$target"
  exec "build/fuzz/bin/fuzz_$target" -max_total_time="$seconds" "build/fuzz/corpus/$target" \
    "tests/fuzz/corpus/$target"
}

run_tidy() {
  local sources
  # The compile commands of clang, whose precompiled header it can read.
  build_preset fuzz fieldbook_pch fuzz_targets
  mapfile -t sources < <(git ls-files '*.cpp' '*.hpp')
  step "clang-format"
  clang-format-19 --dry-run --Werror "${sources[@]}"
  step "clang-tidy"
  git ls-files '*.cpp' | xargs -P 2 -n 4 clang-tidy-19 --quiet -p build/fuzz
}
