#pragma once

// Everything that is counted. One prefix, base units, no ids of people or devices as labels
// (product.md 5 and the Prometheus conventions). Any thread.

#include <functional>
#include <memory>

#include "shared/base/bytes.hpp"
#include "syncd/distribution/distributor.hpp"
#include "syncd/endpoints/services.hpp"
#include "syncd/http/log.hpp"
#include "syncd/integrations/finance/desk.hpp"

namespace fieldbook::syncd {

class Metrics final : public Meter {
 public:
  Metrics(const schema::Catalogue& catalogue, EventLog& log);
  ~Metrics() override;

  void signed_in(std::string_view outcome) override;
  void queue_reported(std::uint32_t depth, std::chrono::milliseconds oldest) override;
  void actions_received(std::size_t count) override;
  void action_decided(const actions::Receipt& receipt) override;
  void pull_ended(const Session& session, const PullReport& report) override;
  std::string text() override;

  void request(std::string_view route, int status, std::chrono::microseconds duration);
  void connections(int change);
  void live_streams(int change);
  void bytes_sent(std::size_t bytes);
  void committed(const CommitOutcome& outcome);
  void distributed(const StepReport& report);
  /// How the integration stands, and what it did since `before`. One thread at a time.
  void integrated(const finance::Standing& standing, const finance::RunState& before, Instant now);

  /// Values that are asked for when the metrics are read.
  struct Readings {
    std::size_t writer_queue = 0;
    std::size_t reader_queue = 0;
    std::size_t password_queue = 0;
    std::int64_t database_bytes = 0;
    std::int64_t wal_bytes = 0;
    std::int64_t commit = 0;
    std::int64_t durable = 0;
  };
  void set_reader(std::function<Readings()> read);

 private:
  struct Families;
  std::unique_ptr<Families> families_;
  std::function<Readings()> read_;
  EventLog& log_;
};

}  // namespace fieldbook::syncd
