#include "syncd/http/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace fieldbook::syncd {
namespace {

using prometheus::Histogram;

// One millisecond to a response's longest time.
const Histogram::BucketBoundaries kDurations{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                             0.25,  0.5,    1,     2.5,  5,     10};
// A minute to a month: how long work has waited on devices.
const Histogram::BucketBoundaries kAges{60, 300, 900, 3600, 14400, 86400, 259200, 604800, 2592000};
const Histogram::BucketBoundaries kDepths{0, 1, 5, 10, 50, 100, 500, 1000, 5000};

}  // namespace

struct Metrics::Families {
  prometheus::Registry registry;

  prometheus::Family<prometheus::Counter>& counter(const std::string& name,
                                                   const std::string& help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
  }
  prometheus::Gauge& gauge(const std::string& name, const std::string& help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
  }
  prometheus::Family<Histogram>& histogram(const std::string& name, const std::string& help) {
    return prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
  }

  prometheus::Family<prometheus::Counter>& requests =
      counter("fieldbook_http_requests_total", "Requests by route and status.");
  prometheus::Family<Histogram>& durations =
      histogram("fieldbook_http_request_duration_seconds", "Time to the end of a response.");
  Histogram& syncs = histogram("fieldbook_sync_duration_seconds", "Time of a whole sync exchange.")
                         .Add({}, kDurations);
  prometheus::Family<prometheus::Counter>& sign_ins =
      counter("fieldbook_sign_ins_total", "Tries at signing in, by outcome.");
  prometheus::Counter& received =
      counter("fieldbook_ops_received_total", "Actions received.").Add({});
  prometheus::Family<prometheus::Counter>& decided =
      counter("fieldbook_ops_decided_total", "Actions decided, by verdict and reason.");
  prometheus::Family<prometheus::Counter>& pulls =
      counter("fieldbook_pulls_total", "Sync responses, by where the device stood.");
  prometheus::Counter& pages = counter("fieldbook_pull_pages_total", "Pages sent.").Add({});
  prometheus::Counter& leaves =
      counter("fieldbook_repaired_leaves_total", "Leaves that differed and were sent.").Add({});
  prometheus::Counter& differences =
      counter("fieldbook_view_differences_total", "Devices whose digest differed at the head.")
          .Add({});
  prometheus::Counter& bytes =
      counter("fieldbook_http_sent_bytes_total", "Bytes of responses.").Add({});
  prometheus::Counter& commits = counter("fieldbook_commits_total", "Commits.").Add({});
  prometheus::Counter& rows = counter("fieldbook_commit_rows_total", "Rows changed.").Add({});
  prometheus::Family<prometheus::Counter>& offers =
      counter("fieldbook_opportunity_offers_total",
              "Opportunities offered, expired, or left without an available partner.");
  prometheus::Family<prometheus::Counter>& integration_rows =
      counter("fieldbook_integration_rows_total", "Rows of the integration, by task and outcome.");
  prometheus::Counter& integration_throttled =
      counter("fieldbook_integration_throttled_seconds_total",
              "Time that the other side asked to wait.")
          .Add({});
  prometheus::Gauge& integration_requests =
      gauge("fieldbook_integration_requests", "Requests since the daemon began.");
  prometheus::Gauge& integration_waited =
      gauge("fieldbook_integration_peer_seconds", "Time that answers took since the daemon began.");
  prometheus::Gauge& integration_lag =
      gauge("fieldbook_integration_lag_seconds", "Time since a run last ended well.");
  prometheus::Gauge& integration_age =
      gauge("fieldbook_integration_outbox_oldest_seconds", "Age of the oldest row that waits.");
  prometheus::Family<prometheus::Gauge>& integration_outbox =
      prometheus::BuildGauge()
          .Name("fieldbook_integration_outbox_items")
          .Help("Rows in the outbox, by task and state.")
          .Register(registry);
  Histogram& ages = histogram("fieldbook_oldest_unsynced_action_seconds",
                              "Age of a device's oldest unsent action at its contact.")
                        .Add({}, kAges);
  Histogram& depths =
      histogram("fieldbook_outbox_depth", "Unsent actions of a device at its contact.")
          .Add({}, kDepths);
  prometheus::Gauge& clients = gauge("fieldbook_clients_connected", "Open connections.");
  prometheus::Gauge& live = gauge("fieldbook_live_streams", "Open live streams.");
  prometheus::Gauge& writer_queue = gauge("fieldbook_writer_queue_depth", "Waiting to write.");
  prometheus::Gauge& reader_queue = gauge("fieldbook_reader_queue_depth", "Waiting to read.");
  prometheus::Gauge& password_queue =
      gauge("fieldbook_password_queue_depth", "Waiting for a password to be hashed.");
  prometheus::Gauge& database = gauge("fieldbook_db_bytes", "Size of the database.");
  prometheus::Gauge& wal = gauge("fieldbook_db_wal_bytes", "Size of the write-ahead log.");
  prometheus::Gauge& commit = gauge("fieldbook_commit", "Number of the last commit.");
  prometheus::Gauge& durable =
      gauge("fieldbook_durable_commit", "Last commit that is safe on other hardware.");
};

Metrics::Metrics(const schema::Catalogue& catalogue, EventLog& log)
    : families_(std::make_unique<Families>()), log_(log) {
  prometheus::BuildGauge()
      .Name("fieldbook_schema_version_info")
      .Help("Hash of the catalogue in use.")
      .Register(families_->registry)
      .Add({{"catalogue", to_hex(catalogue.hash())}})
      .Set(1);
}
Metrics::~Metrics() = default;

void Metrics::signed_in(std::string_view outcome) {
  families_->sign_ins.Add({{"outcome", std::string(outcome)}}).Increment();
}

void Metrics::queue_reported(std::uint32_t depth, std::chrono::milliseconds oldest) {
  families_->depths.Observe(depth);
  if (depth > 0) families_->ages.Observe(static_cast<double>(oldest.count()) / 1000);
}

void Metrics::actions_received(std::size_t count) {
  families_->received.Increment(static_cast<double>(count));
}

void Metrics::action_decided(const actions::Receipt& receipt) {
  families_->decided
      .Add({{"verdict", std::string(actions::to_string(receipt.verdict))},
            {"reason", std::string(actions::to_string(receipt.reason))}})
      .Increment();
}

void Metrics::pull_ended(const Session& session, const PullReport& report) {
  families_->pulls.Add({{"standing", std::string(to_string(report.standing))}}).Increment();
  families_->pages.Increment(static_cast<double>(report.pages));
  families_->leaves.Increment(static_cast<double>(report.repaired_leaves));
  if (report.view_differed) families_->differences.Increment();
  const bool is_remarkable = report.view_differed || report.repaired_leaves > 0 ||
                             report.standing == Standing::unverified ||
                             report.standing == Standing::restored;
  if (is_remarkable)
    log_.warning("replica differed", {{"device", to_string(session.device)},
                                      {"standing", to_string(report.standing)},
                                      {"leaves", report.repaired_leaves},
                                      {"reconciled", report.reconciled.size()}});
}

void Metrics::request(std::string_view route, int status, std::chrono::microseconds duration) {
  const double seconds = static_cast<double>(duration.count()) / 1e6;
  const std::string name(route);
  families_->requests.Add({{"route", name}, {"status", std::to_string(status)}}).Increment();
  families_->durations.Add({{"route", name}}, kDurations).Observe(seconds);
  if (route == "/v1/sync") families_->syncs.Observe(seconds);
}

void Metrics::connections(int change) { families_->clients.Increment(change); }
void Metrics::live_streams(int change) { families_->live.Increment(change); }
void Metrics::bytes_sent(std::size_t bytes) {
  families_->bytes.Increment(static_cast<double>(bytes));
}

void Metrics::committed(const CommitOutcome& outcome) {
  if (outcome.is_empty) return;
  families_->commits.Increment();
  families_->rows.Increment(static_cast<double>(outcome.rows_changed));
}

void Metrics::distributed(const StepReport& report) {
  const auto add = [this](const char* outcome, std::size_t count) {
    if (count > 0)
      families_->offers.Add({{"outcome", outcome}}).Increment(static_cast<double>(count));
  };
  add("delivered", report.delivered);
  add("expired", report.expired);
  add("unplaced", report.unplaced);
  add("failed", report.failures.size());
}

void Metrics::integrated(const finance::Standing& standing, const finance::RunState& before,
                         Instant now) {
  const finance::RunState& run = standing.run;
  const bool same = run.number == before.number;
  for (const auto& [task, counts] : run.counts) {
    const auto known = before.counts.find(task);
    const finance::TaskCounts base =
        same && known != before.counts.end() ? known->second : finance::TaskCounts{};
    const auto add = [&](const char* outcome, std::uint64_t is, std::uint64_t was) {
      if (is <= was) return;
      families_->integration_rows.Add({{"task", task}, {"outcome", outcome}})
          .Increment(static_cast<double>(is - was));
    };
    add("sent", counts.sent, base.sent);
    add("unchanged", counts.unchanged, base.unchanged);
    add("received", counts.received, base.received);
    add("changed", counts.changed, base.changed);
    add("failed", counts.failed, base.failed);
  }
  const std::int64_t throttled = run.throttled_ms - (same ? before.throttled_ms : 0);
  if (throttled > 0)
    families_->integration_throttled.Increment(static_cast<double>(throttled) / 1000);
  families_->integration_requests.Set(static_cast<double>(standing.use.requests));
  families_->integration_waited.Set(static_cast<double>(standing.use.waited_for_peer.count()) /
                                    1000);
  if (standing.last_good.ms != 0)
    families_->integration_lag.Set(static_cast<double>((now - standing.last_good).count()) / 1000);
  // A state that no row is in has no line in the counts.
  std::map<std::pair<std::string, OutboxState>, std::uint64_t> items;
  Instant oldest = now;
  for (const OutboxCount& count : standing.counts) {
    for (std::size_t state = 0; state < kOutboxStateCount; ++state)
      items.try_emplace({count.task, static_cast<OutboxState>(state)}, 0);
    items[{count.task, count.state}] = count.items;
    if (count.state == OutboxState::waiting || count.state == OutboxState::sending)
      oldest = std::min(oldest, count.oldest);
  }
  for (const auto& [key, count] : items)
    families_->integration_outbox
        .Add({{"task", key.first}, {"state", std::string(to_string(key.second))}})
        .Set(static_cast<double>(count));
  families_->integration_age.Set(static_cast<double>((now - oldest).count()) / 1000);
}

void Metrics::set_reader(std::function<Readings()> read) { read_ = std::move(read); }

std::string Metrics::text() {
  if (read_) {
    const Readings readings = read_();
    families_->writer_queue.Set(static_cast<double>(readings.writer_queue));
    families_->reader_queue.Set(static_cast<double>(readings.reader_queue));
    families_->password_queue.Set(static_cast<double>(readings.password_queue));
    families_->database.Set(static_cast<double>(readings.database_bytes));
    families_->wal.Set(static_cast<double>(readings.wal_bytes));
    families_->commit.Set(static_cast<double>(readings.commit));
    families_->durable.Set(static_cast<double>(readings.durable));
  }
  return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

}  // namespace fieldbook::syncd
