// bench_client: a real client (client/runtime) that does what it is told on standard input, a line
// a command, and answers each with one JSON line.
//
//   bench_client PROFILE URL [CA-FILE]   opens the profile, offline
//   sign-in NAME PASSWORD
//   sync                                 one sync, timed
//   settle                               waits until search has everything
//   update COUNT                         saves COUNT record.update actions
//   watch                                holds a live stream; each notice is noted
//   noted COMMIT                         waits for COMMIT; gives [cursor, seconds] of each notice
//   quit                                 closes; standing figures of the process
//
// Times are seconds of the monotonic clock, which all processes of a machine share.

#include <chrono>
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <sodium.h>
#include <sstream>
#include <sys/resource.h>

#include "client/runtime/open_client.hpp"
#include "client/tool/tool.hpp"
#include "platform/os/heap.hpp"

namespace fieldbook::bench {
namespace {

using client::Client;
using client::wait;
using nlohmann::ordered_json;

constexpr const char* kEntity = "msdyn_workorder";

double now_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

class Driver {
 public:
  explicit Driver(client::ClientOptions options) : options_(std::move(options)) {}

  void open(bool watch) {
    client_.reset();
    options_.live = options_.sync_at_start = watch;
    auto opened = client::open_client(options_);
    if (!opened) throw std::runtime_error(opened.error().message);
    client_ = *std::move(opened);
    // A client that closes still gives notices while client_ is empty already.
    client_->listen(
        [this, client = client_.get()](const client::Notice& notice) { note(*client, notice); });
  }

  ordered_json answer(const std::string& line) {
    std::istringstream words(line);
    std::string command;
    words >> command;
    if (command == "sign-in") return sign_in(words);
    if (command == "sync") return sync();
    if (command == "settle") return settle();
    if (command == "update") return update(words);
    if (command == "watch") return watch();
    if (command == "noted") return noted(words);
    throw std::runtime_error("no such command: " + command);
  }

  void close() { client_.reset(); }

 private:
  void note(const Client& client, const client::Notice& notice) {
    const double at = now_seconds();
    const auto status = client.status();
    const std::lock_guard lock(mutex_);
    if (!notice.entities.empty() && first_rows_ == 0) first_rows_ = at;
    notices_.emplace_back(status.cursor, at);
    changed_.notify_all();
  }

  /// Waits, with a bound, until `done` holds after some notice.
  template <class Condition>
  void wait_until(Condition done, const char* what) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, std::chrono::seconds(60), done))
      throw std::runtime_error(std::string("waited in vain for ") + what);
  }

  ordered_json sign_in(std::istream& words) {
    client::SignInIntent intent;
    words >> intent.signin >> intent.password;
    const auto status =
        wait<client::StatusSnapshot>([&](auto done) { client_->sign_in(intent, std::move(done)); });
    if (!status) throw std::runtime_error(status.error().message);
    return {{"user", status->user_name}};
  }

  /// Asks for the first rows of the default view until there are some: what a screen does.
  double first_list() {
    for (;;) {
      wait_until([this] { return first_rows_ != 0; }, "the first rows");
      client::ListRequest request;
      request.entity = kEntity;
      const auto list =
          wait<client::ListSnapshot>([&](auto done) { client_->list(request, std::move(done)); });
      if (list && !list->rows.empty()) return now_seconds();
      const std::lock_guard lock(mutex_);
      if (over_) return 0;
      first_rows_ = 0;
    }
  }

  ordered_json sync() {
    {
      const std::lock_guard lock(mutex_);
      first_rows_ = 0;
      over_ = false;
    }
    const bool first = !client_->status().complete;
    const std::size_t waiting_before = client_->status().waiting;
    const double begin = now_seconds();
    double end = 0;
    Result<client::SyncSnapshot> answer = fail(Errc::internal, "no answer");
    client_->sync_now([&](Result<client::SyncSnapshot> done) {
      const std::lock_guard lock(mutex_);
      end = now_seconds();
      answer = std::move(done);
      over_ = true;
      changed_.notify_all();
    });
    const double listed = first ? first_list() : 0;
    wait_until([this] { return over_; }, "the end of a sync");
    if (!answer) throw std::runtime_error(answer.error().message);
    if (!answer->reached_checkpoint) throw std::runtime_error(answer->message);
    const auto status = client_->status();
    return {{"begin", begin},
            {"seconds", end - begin},
            {"first_page_seconds", listed == 0 ? 0 : listed - begin},
            {"rows", status.rows},
            {"cursor", status.cursor},
            {"proven", status.proven},
            {"waiting_before", waiting_before},
            {"waiting", status.waiting}};
  }

  ordered_json settle() {
    const double begin = now_seconds();
    while (client_->status().index_backlog > 0) {
      if (now_seconds() - begin > 45) throw std::runtime_error("search never had everything");
      // Search is indexed in quiet moments, so nothing may be asked meanwhile.
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, std::chrono::milliseconds(1));
    }
    const auto hits = wait<std::vector<client::SearchHitSnapshot>>(
        [&](auto done) { client_->search("pump", 10, std::move(done)); });
    return {{"at", now_seconds()}, {"hits", hits ? hits->size() : 0}};
  }

  ordered_json update(std::istream& words) {
    std::size_t count = 0;
    words >> count;
    client::ListRequest request;
    request.entity = kEntity;
    request.view = "*";
    request.limit = count;
    const auto list =
        wait<client::ListSnapshot>([&](auto done) { client_->list(request, std::move(done)); });
    if (!list || list->rows.size() < count) throw std::runtime_error("too few rows to update");
    const double begin = now_seconds();
    for (std::size_t i = 0; i < count; ++i) {
      client::Intent intent{.kind = "record.update", .entity = kEntity};
      intent.target = list->rows[i].row.id;
      intent.fields = {{"msdyn_workordersummary", "measured " + std::to_string(i)}};
      const auto outcome =
          wait<client::IntentOutcome>([&](auto done) { client_->decide(intent, std::move(done)); });
      if (!outcome) throw std::runtime_error(outcome.error().message);
      if (!outcome->saved) throw std::runtime_error(outcome->text);
    }
    return {{"seconds", now_seconds() - begin}, {"count", count}};
  }

  ordered_json watch() {
    open(true);
    wait_until([this] { return client_->status().connection == "live"; }, "the live stream");
    const std::lock_guard lock(mutex_);
    notices_.clear();
    return {{"cursor", client_->status().cursor}};
  }

  ordered_json noted(std::istream& words) {
    std::int64_t commit = 0;
    words >> commit;
    wait_until([&] { return !notices_.empty() && notices_.back().first >= commit; }, "a commit");
    const std::lock_guard lock(mutex_);
    ordered_json out = ordered_json::array();
    for (const auto& [cursor, at] : notices_) out.push_back({cursor, at});
    notices_.clear();
    return {{"notices", std::move(out)}};
  }

  client::ClientOptions options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  double first_rows_ = 0;
  bool over_ = false;
  std::vector<std::pair<std::int64_t, double>> notices_;
  std::unique_ptr<Client> client_;  // last: its threads call note()
};

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void say(ordered_json answer) {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  answer["cpu_seconds"] = cpu_seconds();
  answer["peak_kib"] = usage.ru_maxrss;
  std::cout << answer.dump() << std::endl;
}

int run(int argc, char** argv) {
  if (sodium_init() < 0 || argc < 3) return 2;
  client::ClientOptions options;
  options.profile = argv[1];
  options.http.base_url = argv[2];
  if (argc > 3) options.http.ca_file = argv[3];
  options.device_name = "bench";
  Driver driver(options);
  driver.open(false);
  say({{"ready", true}});
  std::string line;
  while (std::getline(std::cin, line) && line != "quit") {
    try {
      say(driver.answer(line));
    } catch (const std::exception& exception) {
      say({{"error", exception.what()}});
    }
  }
  driver.close();
  say({{"closed", true}});
  return 0;
}

}  // namespace
}  // namespace fieldbook::bench

int main(int argc, char** argv) {
  fieldbook::platform::share_one_heap();
  try {
    return fieldbook::bench::run(argc, argv);
  } catch (const std::exception& exception) {
    std::cerr << "bench_client: " << exception.what() << "\n";
    return 1;
  }
}
