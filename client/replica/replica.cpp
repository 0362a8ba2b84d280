#include "client/replica/replica.hpp"

#include <fmt/format.h>

#include "client/replica/bookkeeping.hpp"
#include "client/replica/doctor.hpp"
#include "client/replica/replica_parts.hpp"
#include "client/replica/search_index.hpp"
#include "client/replica/sync_request.hpp"
#include "shared/protocol/frames.hpp"
#include "shared/sqlite/leftover_log.hpp"

namespace fieldbook::client {
namespace {

/// Half as many pages to find, seal and write as with SQLite's 4 KiB: a first sync costs a seventh
/// less.
constexpr int kPageBytes = 8'192;

using CataloguePointer = std::shared_ptr<const schema::Catalogue>;

/// Whether `served` has every entity and column that `needed` has, under the same numbers and
/// names: then what this build names is there.
bool covers(const schema::Catalogue& served, const schema::Catalogue& needed) {
  for (const schema::Entity& entity : needed.entities()) {
    const schema::Entity* other = served.find_number(entity.number);
    if (other == nullptr || other->name != entity.name) return false;
    for (const schema::Column& column : entity.columns) {
      const schema::Column* same = other->find_number(column.number);
      if (same == nullptr || same->name != column.name || same->type != column.type) return false;
    }
  }
  return true;
}

Result<CataloguePointer> parse_catalogue(const std::string& document) {
  const auto json = nlohmann::json::parse(document, nullptr, false);
  if (!json.is_object() || !json.contains("entities") || !json["entities"].is_array())
    return fail(Errc::corrupt, "the stored catalogue");
  std::vector<std::string> documents;
  for (const auto& entity : json["entities"]) documents.push_back(entity.dump());
  return schema::Catalogue::load(documents);
}

}  // namespace

Replica::Replica(std::unique_ptr<ReplicaParts> parts) : parts_(std::move(parts)), scrub_(*parts_) {}
Replica::~Replica() = default;

Result<std::unique_ptr<Replica>> Replica::open(const ReplicaOptions& options,
                                               CataloguePointer embedded, const Clock& clock,
                                               Random& random) {
  sqlite::OpenOptions with;
  with.key = options.key;
  with.vfs = options.vfs;
  with.page_bytes = kPageBytes;
  const bool stopped_unclean = sqlite::has_leftover_log(options.path, options.vfs);
  TRY(auto connection, sqlite::Connection::open(options.path, with));
  std::unique_ptr<Replica> replica(new Replica(std::make_unique<ReplicaParts>(
      options, std::move(connection), std::move(embedded), clock, random)));
  CHECK(replica->begin());
  if (stopped_unclean) replica->scrub_.owe_round();
  return replica;
}

Status Replica::begin() {
  ReplicaParts& parts = *parts_;
  CataloguePointer wanted = parts.embedded;
  auto probe = parts.connection->try_prepare("SELECT value FROM meta WHERE key = 'catalogue'");
  if (probe) {
    TRY(const bool row, probe->step());
    if (row) {
      auto served = parse_catalogue(std::string(probe->text(0)));
      if (served && covers(**served, *parts.embedded)) wanted = *std::move(served);
    }
    probe->reset();
  }
  return parts.use_catalogue(std::move(wanted));
}

const schema::Catalogue& Replica::catalogue() const { return *parts_->catalogue; }
CataloguePointer Replica::shared_catalogue() const { return parts_->catalogue; }

Status Replica::adopt_catalogue(CataloguePointer served) {
  if (!covers(*served, *parts_->embedded))
    return fail(Errc::unsupported, "the daemon's catalogue lacks what this release needs");
  CHECK(parts_->use_catalogue(served));
  return parts_->write(
      [&] { return parts_->meta.set(kMetaCatalogue, std::string_view(served->document())); });
}

Status Replica::sign_in(const Identity& identity) {
  const auto& known = parts_->identity;
  if (known && (known->user != identity.user || known->organisation != identity.organisation))
    return fail(Errc::permission_denied,
                fmt::format("This profile holds the data of {}. Nothing was changed. Use another "
                            "profile, or sign out here and remove its data first.",
                            known->user_name));
  const bool is_another_audience = known && known->audience != identity.audience;
  if (is_another_audience) {
    // An action is signed with the audience it was taken under, and decided under no other.
    TRY(const auto waiting, parts_->pending.all());
    if (!waiting.empty())
      return fail(Errc::conflict, std::to_string(waiting.size()) + " of your actions as " +
                                      std::string(to_string(known->audience)) +
                                      " wait here. Nothing was changed. Send or withdraw them, "
                                      "then sign in again.");
  }
  CHECK(parts_->write([&]() -> Status {
    if (is_another_audience) CHECK(parts_->applier.leave_all());
    const Bytes encoded = encode(identity);
    return parts_->meta.set(kMetaIdentity, ByteView(encoded));
  }));
  parts_->identity = identity;
  return {};
}

const std::optional<Identity>& Replica::identity() const { return parts_->identity; }

Result<protocol::SyncRequest> Replica::sync_request() { return build_sync_request(*parts_); }

Result<protocol::SyncRequest> Replica::live_request() { return build_live_request(*parts_); }

void Replica::begin_response(Channel channel) { parts_->applier.begin_response(channel); }

Result<Received> Replica::receive(ByteView payload) {
  TRY(auto message, protocol::decode_frame(payload));
  return parts_->applier.receive(std::move(message));
}

Result<Received> Replica::receive(protocol::Message message) {
  return parts_->applier.receive(std::move(message));
}

Result<ReplicaStatus> Replica::status() { return read_status(*parts_); }

Status Replica::retry_quarantined() {
  return parts_->write([&]() -> Status {
    for (auto& [name, bucket] : parts_->buckets.by_name()) {
      if (!bucket.quarantined) continue;
      bucket.quarantined = false;
      bucket.needs_repair = true;
      bucket.tries = 0;
      bucket.dirty = true;
    }
    return {};
  });
}

Result<std::size_t> Replica::index_some(std::size_t rows) {
  return SearchIndex(*parts_).index_some(rows);
}
Status Replica::empty_log() { return parts_->empty_log(); }

Result<bool> Replica::merge_index_some() { return SearchIndex(*parts_).merge_some(); }
Result<std::size_t> Replica::scrub_some(std::size_t rows) { return scrub_.step(rows); }
Result<std::optional<ScrubPlan>> Replica::next_scrub() { return scrub_.plan(); }
Result<DoctorReport> Replica::doctor() { return examine(*parts_); }
schema::RowReader& Replica::rows() { return parts_->shown; }
Result<std::vector<std::pair<std::string, protocol::Digest>>> Replica::bucket_digests() {
  std::vector<std::pair<std::string, protocol::Digest>> out;
  for (const auto& [name, bucket] : parts_->buckets.by_name())
    out.emplace_back(name, bucket.digest);
  return out;
}
Result<std::vector<DumpedRow>> Replica::dump() { return dump_rows(*parts_); }

}  // namespace fieldbook::client
