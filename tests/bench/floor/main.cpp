// bench_floor: what bare SQLite takes. Prints one JSON object.
//
//   bench_floor fill SOURCE OUT KEY [search]
//   bench_floor replay BEFORE AFTER KEY GROUP [entities] [search]
//   bench_floor loop FILE KEY COUNT
//
// KEY is the replica's key in hex, "" for a file without one.

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tests/bench/floor/floors.hpp"

namespace fieldbook::bench {
namespace {

int run(const std::vector<std::string>& arguments) {
  const auto has = [&](const char* word) {
    return std::find(arguments.begin(), arguments.end(), word) != arguments.end();
  };
  const auto catalogue = schema::Catalogue::embedded();
  nlohmann::ordered_json out;
  if (arguments.size() >= 4 && arguments[0] == "fill") {
    const FillFloor floor =
        fill_floor(arguments[1], arguments[3], arguments[2], has("search"), *catalogue);
    out = {{"seconds", floor.seconds}, {"rows", floor.rows}};
  } else if (arguments.size() >= 5 && arguments[0] == "replay") {
    const ReplayFloor floor = replay_floor(arguments[1], arguments[2], arguments[3],
                                           std::strtoull(arguments[4].c_str(), nullptr, 10),
                                           has("entities"), has("search"), *catalogue);
    out = {{"seconds", floor.seconds}, {"rows", floor.rows}, {"transactions", floor.transactions}};
  } else if (arguments.size() == 4 && arguments[0] == "loop") {
    out = {{"seconds", loop_floor(arguments[1], arguments[2],
                                  std::strtoull(arguments[3].c_str(), nullptr, 10))}};
  } else {
    give_up(
        "usage: fill SOURCE OUT KEY [search] | replay BEFORE AFTER KEY GROUP [entities] "
        "[search] | loop FILE KEY COUNT");
  }
  std::printf("%s\n", out.dump().c_str());
  return 0;
}

}  // namespace
}  // namespace fieldbook::bench

int main(int argc, char** argv) { return fieldbook::bench::run({argv + 1, argv + argc}); }
