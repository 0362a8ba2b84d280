// bench_inside: questions to a replica, measured with Google Benchmark; each name with _floor
// behind it is the same question as a bare SQLite statement on the same file.
//
//   bench_inside REPLICA KEY [--benchmark_…]

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <iostream>

#include "client/replica/list_sql.hpp"
#include "client/replica/queries.hpp"
#include "platform/os/system_clock.hpp"
#include "shared/schema/ddl.hpp"
#include "tests/bench/floor/bare.hpp"

namespace fieldbook::bench {
namespace {

constexpr const char* kEntity = "msdyn_workorder";
constexpr const char* kWords = "pump valve";
constexpr std::size_t kRows = 50;

struct Subject {
  std::shared_ptr<const schema::Catalogue> catalogue = schema::Catalogue::embedded();
  std::string path, key;
  std::unique_ptr<client::Queries> queries;
  std::unique_ptr<Bare> bare;
  platform::SystemClock clock;

  [[nodiscard]] const schema::Entity& entity() const { return *catalogue->find(kEntity); }
};

std::size_t rows_of(const Result<client::ListPage>& page) { return page ? page->rows.size() : 0; }
std::size_t rows_of(const Result<std::vector<client::SearchHit>>& hits) {
  return hits ? hits->size() : 0;
}

/// Repeats a question that must find something.
template <class Ask>
void repeat(benchmark::State& state, Ask ask) {
  std::size_t rows = 0;
  for (auto unused : state) {
    static_cast<void>(unused);
    const auto answer = ask();
    rows = rows_of(answer);
    if (rows == 0) {
      state.SkipWithError("the question found nothing");
      break;
    }
  }
  state.counters["rows"] = static_cast<double>(rows);
}

void add_list(Subject& subject, const std::string& name, const client::ListQuery& query) {
  benchmark::RegisterBenchmark(name.c_str(), [&subject, query](benchmark::State& state) {
    repeat(state, [&] { return subject.queries->list(query, subject.clock.now(), 0); });
  })->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark((name + "_floor").c_str(), [&subject,
                                                           query](benchmark::State& state) {
    const auto sql = client::list_sql(subject.entity(), query, {subject.clock.now(), 0, {}});
    if (!sql) return state.SkipWithError("no SQL");
    Row values;
    for (const schema::Value& value : sql->values)
      values.push_back(std::holds_alternative<std::int64_t>(value)
                           ? Value(std::get<std::int64_t>(value))
                           : Value(std::monostate{}));
    Prepared select(*subject.bare,
                    fmt::format("SELECT * FROM {}{}{} LIMIT {}", schema::quoted(kEntity),
                                sql->where, sql->order, kRows));
    for (auto unused : state) {
      static_cast<void>(unused);
      if (select.read(values).empty()) return state.SkipWithError("the floor found nothing");
    }
  })->Unit(benchmark::kMillisecond);
}

void add_search(Subject& subject) {
  benchmark::RegisterBenchmark("search_newest", [&subject](benchmark::State& state) {
    repeat(state, [&] { return subject.queries->search(kWords, kRows); });
  })->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("search_ranked", [&subject](benchmark::State& state) {
    repeat(state, [&] { return subject.queries->search_ranked(kWords, kRows); });
  })->Unit(benchmark::kMillisecond);
  for (const auto& [name, order] :
       {std::pair{"search_newest_floor", "rowid DESC"}, std::pair{"search_ranked_floor", "rank"}})
    benchmark::RegisterBenchmark(name, [&subject, order = order](benchmark::State& state) {
      Prepared select(
          *subject.bare,
          fmt::format("SELECT rowid FROM search WHERE search MATCH ? ORDER BY {} LIMIT {}", order,
                      kRows));
      for (auto unused : state) {
        static_cast<void>(unused);
        if (select.read({std::string(kWords)}).empty())
          return state.SkipWithError("the floor found nothing");
      }
    })->Unit(benchmark::kMillisecond);
}

int run(int argc, char** argv) {
  if (argc < 3) return 2;
  Subject subject;
  subject.path = argv[1];
  subject.key = argv[2];
  client::ReplicaOptions options{subject.path, {}, {}};
  const auto key = from_hex(subject.key);
  if (key && key->size() == 32) options.key = *to_fixed<32>(*key);
  auto opened = client::Queries::open(options, subject.catalogue);
  if (!opened) {
    std::cerr << "bench_inside: " << opened.error().message << "\n";
    return 1;
  }
  subject.queries = *std::move(opened);
  subject.bare = std::make_unique<Bare>(subject.path, subject.key, 4096);

  client::ListQuery query;
  query.entity = subject.entity().number;
  query.limit = kRows;
  for (const schema::View& view : subject.entity().views) {
    query.view = view.name;
    const auto page = subject.queries->list(query, subject.clock.now(), 0);
    if (rows_of(page) == kRows) add_list(subject, "list_view_" + view.name, query);
  }
  query.view.clear();
  query.sort = {{"msdyn_totalamount", schema::SortDirection::descending}};
  add_list(subject, "list_any_sort", query);
  add_search(subject);

  argv[2] = argv[0];
  int count = argc - 2;
  benchmark::Initialize(&count, argv + 2);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace
}  // namespace fieldbook::bench

int main(int argc, char** argv) { return fieldbook::bench::run(argc, argv); }
