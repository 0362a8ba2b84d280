// Proving the replica: every row is read, every digest summed anew, then the daemon is asked.

#include <fmt/format.h>

#include "client/runtime/running_client.hpp"
#include "shared/protocol/digest.hpp"

namespace fieldbook::client {

void RunningClient::doctor(Done<DoctorSnapshot> done) {
  database_.run([this, done = std::move(done)](Replica& replica, Queue&) {
    auto report = replica.doctor();
    if (!report) return done(std::unexpected(report.error()));
    DoctorSnapshot snapshot{.healthy = report->is_healthy(), .rows = report->rows};
    for (const std::string& row : report->bad_rows) snapshot.findings.push_back(row);
    for (const std::string& bucket : report->bad_digests)
      snapshot.findings.push_back(
          fmt::format("The digest of {} was not that of its rows.", bucket));
    prove(std::move(snapshot), done);
  });
}

void RunningClient::prove(DoctorSnapshot snapshot, Done<DoctorSnapshot> done) {
  sync_now([this, snapshot, done = std::move(done)](Result<SyncSnapshot> synced) mutable {
    const bool reached = synced && synced->reached_checkpoint;
    if (!reached)
      snapshot.findings.push_back(fmt::format("Not compared with the server: {}",
                                              synced ? synced->message : synced.error().message));
    // The board and the buckets are those of the checkpoint that just came.
    database_.run([this, snapshot = std::move(snapshot), reached, done = std::move(done)](
                      Replica& replica, Queue&) mutable {
      auto buckets = replica.bucket_digests();
      if (!buckets) return done(std::unexpected(buckets.error()));
      for (const auto& [name, digest] : *buckets)
        snapshot.buckets.push_back({name, digest.count, to_hex(digest.sum)});
      snapshot.view_digest = to_hex(protocol::view_digest(*buckets));
      const StatusSnapshot status = board_.read();
      snapshot.commit = status.cursor;
      snapshot.proven = reached && status.proven && status.quarantined.empty();
      if (reached && !status.proven)
        snapshot.findings.push_back("The digests of this device and of the server differ.");
      for (const std::string& bucket : status.quarantined)
        snapshot.findings.push_back(
            fmt::format("{} could not be repaired; the server was told.", bucket));
      done(std::move(snapshot));
    });
  });
}

}  // namespace fieldbook::client
