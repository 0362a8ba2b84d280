#include "tests/support/world/sim_daemon.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "shared/actions/action_table.hpp"
#include "shared/sqlite/connection.hpp"
#include "syncd/changelog/window.hpp"
#include "tests/support/naive_windows.hpp"

namespace fieldbook::tests {
namespace {

constexpr const char* kFile = "daemon.db";
constexpr std::size_t kAll = 1'000'000;

rules::Outcome fail_by_error(const rules::RuleInput&) {
  return fail(Errc::internal, "a handler that has a bug");
}

rules::Outcome fail_by_exception(const rules::RuleInput&) {
  throw std::runtime_error("a handler that has a bug");
}

/// Its process has just lost its disk.
rules::Outcome fail_for_good(const rules::RuleInput&) {
  return fail(Errc::storage, "a handler that ended the process");
}

rules::Outcome update_and_forget_what_lost(const rules::RuleInput& input) {
  auto outcome = rules::find_rule(actions::kinds::kRecordUpdate)->run(input);
  if (!outcome) return outcome;
  const std::uint32_t conflict = input.rows.catalogue().entity("fieldbook_conflict").number;
  auto& changes = *outcome ? (*outcome)->changes : outcome->error().changes;
  std::erase_if(changes, [&](const auto& change) { return change.key.entity == conflict; });
  return outcome;
}

constexpr std::string_view kAnyKind = "any";
constexpr std::size_t kHeldShownMax = 1000;
constexpr rules::Rule kFailsByError{kAnyKind, fail_by_error, nullptr};
constexpr rules::Rule kFailsByException{kAnyKind, fail_by_exception, nullptr};
constexpr rules::Rule kFailsForGood{kAnyKind, fail_for_good, nullptr};
constexpr rules::Rule kForgetsWhatLost{kAnyKind, update_and_forget_what_lost, nullptr};

/// Splits `bytes` into payloads.
Status add_frames(const Bytes& bytes, std::vector<Bytes>& out) {
  protocol::FrameSplitter splitter;
  splitter.add(bytes);
  for (;;) {
    TRY(auto payload, splitter.next());
    if (!payload) break;
    out.push_back(*std::move(payload));
  }
  if (!splitter.is_empty()) return fail(Errc::internal, "a piece does not end with a frame");
  return {};
}

}  // namespace

SimDaemon::SimDaemon(FakeClock& clock, std::uint64_t seed, SimDaemonOptions options)
    : clock_(clock),
      random_(seed),
      options_(options),
      catalogue_(schema::Catalogue::embedded()),
      exposure_(std::make_shared<const syncd::Exposure>(catalogue_,
                                                        exposure_settings(options.window_days))) {}

syncd::ExposureSettings SimDaemon::exposure_settings(std::int64_t window_days) {
  syncd::ExposureSettings out = syncd::ExposureSettings::defaults();
  if (window_days == 0) return out;
  for (const char* entity : {"msdyn_workorder", "bookableresourcebooking", "incident", "invoice",
                             "quote", "opportunity", "msdyn_project"})
    out.window_days[entity] = window_days;
  return out;
}

SimDaemon::~SimDaemon() = default;

Status SimDaemon::start() {
  const syncd::SqliteStoreOptions options{.vfs = kSimVfs};
  const std::string path = disk_.path(kFile);
  auto opened = disk_.exists(kFile)
                    ? syncd::open_sqlite_store(path, options, catalogue_)
                    : syncd::create_sqlite_store(path, options, catalogue_,
                                                 {random_id(random_), "Simulated"}, random_);
  if (!opened) return std::unexpected(std::move(opened).error());
  store_ = *std::move(opened);
  pages_ = std::make_unique<syncd::RecentPages>();
  committer_ = std::make_unique<syncd::Committer>(exposure_, clock_, options_.entries_max);
  make_decider();
  if (distribution_) distribute_with(*distribution_);
  return record();
}

void SimDaemon::make_decider() {
  syncd::DeciderSettings settings;
  settings.rules = options_.rules;
  if (distribution_) settings.offer_days = distribution_->offer_days;
  settings.plan_offer = [this](syncd::ReadTransaction& transaction,
                               const Uuid& opportunity) -> Result<rules::OfferPlan> {
    if (!distributor_) return fail(Errc::unavailable, "nothing is distributed here");
    TRY(const auto preview, distributor_->preview(transaction, opportunity));
    return syncd::offer_plan(preview);
  };
  decider_ = std::make_unique<syncd::Decider>(
      *store_, *committer_, settings, [this](std::string_view kind) { return find_rule(kind); },
      &random_);
}

void SimDaemon::use_handlers(syncd::FindRule find_rule) {
  find_rule_ = std::move(find_rule);
  make_decider();
}

void SimDaemon::use_rules(const rules::RuleSettings& rules) {
  options_.rules = rules;
  make_decider();
}

syncd::PullSession SimDaemon::pull_session(const SimSession& session) const {
  const bool closes = options_.rules.quote_policy == rules::QuotePolicy::close;
  return {session.device, session.person, session.audience,
          closes ? "" : std::string(to_string(options_.rules.quote_policy))};
}

Result<actions::Receipt> SimDaemon::settle_held(const syncd::HeldDecision& decision) {
  actions::Receipt receipt;
  CHECK(run([&](syncd::WriteTransaction& transaction) -> Status {
    TRY(const auto settled, decider_->settle_held(transaction, decision, clock_.now()));
    receipt = settled.receipt;
    return {};
  }));
  return receipt;
}

const rules::Rule* SimDaemon::find_rule(std::string_view kind) {
  if (options_.handler_failures > 0 && random_.below(100) < options_.handler_failures) {
    switch (random_.below(5)) {
      case 0: disk_.power_off(); return &kFailsForGood;
      case 1:
      case 2: return &kFailsByException;
      default: return &kFailsByError;
    }
  }
  if (broken_kinds_.contains(std::string(kind)))
    return random_.below(2) == 0 ? &kFailsByException : &kFailsByError;
  if (options_.drops_conflicts && kind == actions::kinds::kRecordUpdate) return &kForgetsWhatLost;
  return find_rule_(kind);
}

void SimDaemon::distribute_with(const syncd::DistributionSettings& settings) {
  distribution_ = settings;
  distributor_ = std::make_unique<syncd::Distributor>(*committer_, *catalogue_, clock_, settings);
  make_decider();
}

Status SimDaemon::distribute() {
  for (bool more = true; more;) {
    CHECK(run([&](syncd::WriteTransaction& transaction) -> Status {
      TRY(const auto report, distributor_->step(transaction));
      if (!report.failures.empty()) return std::unexpected(report.failures.front());
      more = report.more;
      return {};
    }));
  }
  return {};
}

Status SimDaemon::note_contact(const SimSession& session) {
  return run([&](syncd::WriteTransaction& transaction) -> Status {
    TRY(auto device, transaction.device(session.device));
    if (!device) return fail(Errc::not_found, "no such device");
    device->last_seen = clock_.now();
    return transaction.put_device(*device);
  });
}

void SimDaemon::kill(PowerLoss loss) {
  disk_.power_off();
  distributor_.reset();
  decider_.reset();
  committer_.reset();
  store_.reset();
  disk_.power_on(loss, random_);
}

Status SimDaemon::run(const std::function<Status(syncd::WriteTransaction&)>& work) {
  TRY(const auto transaction, store_->begin_write());
  CHECK(work(*transaction));
  CHECK(transaction->commit());
  return record();
}

Status SimDaemon::commit(std::span<const schema::RowChange> changes, const std::string& kind) {
  return run([&](syncd::WriteTransaction& transaction) -> Status {
    CHECK(committer_->commit(transaction, changes, {.kind = kind}));
    return {};
  });
}

Status SimDaemon::register_person(const SimPerson& person) {
  return run([&](syncd::WriteTransaction& transaction) -> Status {
    CHECK(transaction.put_user({.person = person.id,
                                .signin = person.name,
                                .kind = person.audience == schema::Audience::staff
                                            ? syncd::UserKind::system_user
                                            : syncd::UserKind::contact}));
    TRY(auto group, committer_->open(transaction));
    TRY(auto part, group.begin_part());
    part.look_again_at(person.id);
    CHECK(part.apply({}, {.kind = "sign-in", .actor = person.id}));
    CHECK(part.release());
    CHECK(group.finish());
    return {};
  });
}

Status SimDaemon::register_device(const SimSession& session) {
  return run([&](syncd::WriteTransaction& transaction) -> Status {
    return transaction.put_device({.id = session.device,
                                   .person = session.person,
                                   .name = "simulated",
                                   .public_key = session.device_key,
                                   .registered = clock_.now()});
  });
}

Status SimDaemon::decide(const SimSession& session, protocol::SyncRequest& request,
                         SimResponse& response) {
  if (request.actions.empty()) return {};
  std::vector<std::uint64_t> unproven;
  for (const actions::SignedAction& action : request.actions)
    if (!syncd::verify_action(action, session.device_key)) unproven.push_back(action.number);
  syncd::DecideBatch batch{.person = session.person,
                           .device = session.device,
                           .audience = session.audience,
                           .stream = request.stream,
                           .received = clock_.now(),
                           .acknowledged = request.acknowledged,
                           .unproven = std::move(unproven),
                           .actions = std::move(request.actions)};
  request.actions.clear();
  auto outcome = decider_->decide(std::span(&batch, 1));
  CHECK(record());
  TRY(auto decided, std::move(outcome.batches.front()));
  if (options_.drops_custody) CHECK(drop_custody());
  Bytes out;
  if (!decided.receipts.empty()) {
    TRY(const auto transaction, store_->begin_read());
    protocol::Receipts receipts{.receipts = std::move(decided.receipts)};
    receipts.signature = actions::sign(transaction->head().signing_key, actions::kReceiptDomain,
                                       actions::encode_receipts(receipts.receipts));
    protocol::encode_frame(receipts, out);
  }
  if (decided.fork) protocol::encode_frame(protocol::Fork{}, out);
  return add_frames(out, response.frames);
}

Result<SimResponse> SimDaemon::sync(const SimSession& session, ByteView request) {
  TRY(auto message, protocol::decode_frame(request));
  auto* body = std::get_if<protocol::SyncRequest>(&message);
  if (body == nullptr) return fail(Errc::invalid_argument, "not a sync request");
  syncd::Examined examined;
  {
    TRY(const auto transaction, store_->begin_read());
    TRY(examined, syncd::examine(*transaction, *body));
  }
  if (examined.standing == syncd::Standing::must_open) {
    CHECK(run([&](syncd::WriteTransaction& transaction) -> Status {
      TRY(const bool opened, syncd::open_epoch_on_evidence(transaction, *body, random_));
      if (opened) ++epochs_opened_;
      return {};
    }));
  }
  SimResponse response;
  CHECK(decide(session, *body, response));
  response.pull = std::make_unique<syncd::Pull>(*store_, pull_session(session), std::move(*body),
                                                clock_, options_.pull, pages_.get());
  return response;
}

Result<bool> SimDaemon::read_on(SimResponse& response) {
  if (!response.pull) return false;
  Bytes piece;
  TRY(const bool more, response.pull->next(piece));
  if (!more) response.pull.reset();
  CHECK(add_frames(piece, response.frames));
  return more;
}

Result<std::unique_ptr<syncd::LiveFeed>> SimDaemon::open_live(const SimSession& session,
                                                              ByteView request) {
  TRY(auto message, protocol::decode_frame(request));
  const auto* body = std::get_if<protocol::SyncRequest>(&message);
  if (body == nullptr) return fail(Errc::invalid_argument, "not a sync request");
  const syncd::LiveStart start{
      {body->epoch, body->cursor, body->chain, body->seal}, body->stream, body->acknowledged};
  return std::make_unique<syncd::LiveFeed>(*store_, pull_session(session), start, clock_,
                                           options_.pull);
}

Result<syncd::LiveStep> SimDaemon::live_next(syncd::LiveFeed& feed, std::deque<Bytes>& frames) {
  Bytes bytes;
  TRY(const auto step, feed.next(bytes));
  std::vector<Bytes> made;
  CHECK(add_frames(bytes, made));
  std::ranges::move(made, std::back_inserter(frames));
  return step;
}

Status SimDaemon::drop_tombstones(std::int64_t commits) {
  return run([&](syncd::WriteTransaction& transaction) -> Status {
    CHECK(transaction.drop_tombstones(transaction.head().commit - commits, kAll));
    return {};
  });
}

Result<bool> SimDaemon::show_pending(std::size_t limit) {
  bool more = false;
  CHECK(run([&](syncd::WriteTransaction& transaction) -> Status {
    TRY(const auto outcome, committer_->show_pending(transaction, limit));
    more = outcome.exposure_pending;
    return {};
  }));
  return more;
}

Status SimDaemon::move_windows() {
  return run([&](syncd::WriteTransaction& transaction) -> Status {
    CHECK(syncd::move_windows(transaction, *exposure_, day_of(clock_.now())));
    return {};
  });
}

Status SimDaemon::back_up() {
  const std::int64_t commit = head_.commit;
  SimDisk::Image image = disk_.image();
  // Known to the daemon only after the copy is complete, as with a real backup.
  CHECK(run([&](syncd::WriteTransaction& transaction) { return transaction.put_durable(commit); }));
  backup_ = std::move(image);
  backup_head_ = head_;
  return {};
}

Status SimDaemon::restore() {
  kill(PowerLoss::keeps);
  disk_.put_image(backup_);
  const auto found = history_.find(backup_head_);
  ASSERT(found != history_.end());
  current_ = found->second.rows;
  head_ = backup_head_;
  CHECK(start());
  return options_.announces_restores ? begin_epoch() : Status{};
}

Status SimDaemon::begin_epoch() {
  return run([&](syncd::WriteTransaction& transaction) {
    return syncd::open_epoch_after_restore(transaction, random_);
  });
}

Status SimDaemon::apply_entries(syncd::ReadTransaction& transaction, std::int64_t after) {
  TRY(const auto bucket, transaction.find_bucket("staff"));
  if (!bucket) return {};
  TRY(const auto entries,
      transaction.entries_after(*bucket, {after, std::numeric_limits<std::int64_t>::max()},
                                transaction.head().commit, kAll));
  for (const syncd::Entry& entry : entries) {
    TRY(auto row, transaction.get(entry.key));
    if (row)
      current_[entry.key] = std::make_shared<const schema::Row>(*std::move(row));
    else
      current_.erase(entry.key);
  }
  return {};
}

Status SimDaemon::record() {
  TRY(const auto transaction, store_->begin_read());
  const syncd::OrganisationHead& head = transaction->head();
  const Moment now{head.epoch(), head.commit};
  if (now == head_ && history_.contains(now)) return {};
  CHECK(apply_entries(*transaction, head_.commit));
  head_ = now;
  TRY(const auto pending, transaction->pending_exposure(1));
  KnownState& state = history_[now];
  state = {};
  state.rows = current_;
  state.hides_rows = !pending.empty();
  TRY(state.window_day, syncd::window_day(*transaction));
  return {};
}

KnownState* SimDaemon::at(const Moment& moment) {
  const auto found = history_.find(moment);
  return found == history_.end() ? nullptr : &found->second;
}

const NaiveExposure& SimDaemon::naive(KnownState& state) const {
  if (!state.naive) {
    std::vector<schema::Row> rows;
    rows.reserve(state.rows.size());
    for (const auto& [key, row] : state.rows) rows.push_back(*row);
    state.naive = std::make_unique<NaiveExposure>(*catalogue_, rows);
  }
  return *state.naive;
}

const std::set<schema::RowKey>& SimDaemon::view(KnownState& state, const Uuid& person,
                                                schema::Audience audience) const {
  const auto [found, is_new] = state.views.try_emplace({person, audience});
  if (is_new) found->second = naive(state).view(person, audience);
  return found->second;
}

const std::set<schema::RowKey>& SimDaemon::published_to(KnownState& state, const Uuid& person,
                                                        schema::Audience audience) const {
  const auto [found, is_new] = state.published.try_emplace({person, audience});
  if (is_new) found->second = naive(state).published_to(person, audience);
  return found->second;
}

bool SimDaemon::carries(const KnownState& state, const schema::RowKey& key) const {
  const auto find = [&](const schema::RowKey& wanted) -> const schema::Row* {
    const auto found = state.rows.find(wanted);
    return found == state.rows.end() ? nullptr : found->second.get();
  };
  const schema::Row* row = find(key);
  return row != nullptr &&
         naive_carries(*catalogue_, *row, find, options_.window_days, state.window_day);
}

Result<std::optional<syncd::ActionResult>> SimDaemon::verdict(const Uuid& action) {
  TRY(const auto transaction, store_->begin_read());
  return transaction->action_result(action);
}

Result<bool> SimDaemon::is_in_custody(const Uuid& action) {
  TRY(const auto transaction, store_->begin_read());
  TRY(const auto held, transaction->held_action(action));
  return held.has_value();
}

Result<std::vector<Uuid>> SimDaemon::in_custody() {
  TRY(const auto transaction, store_->begin_read());
  TRY(const auto held, transaction->held_actions(kHeldShownMax));
  std::vector<Uuid> out;
  for (const syncd::HeldAction& action : held) out.push_back(action.id);
  return out;
}

Status SimDaemon::drop_custody() {
  return run([&](syncd::WriteTransaction& transaction) -> Status {
    TRY(const auto held, transaction.held_actions(kAll));
    for (const syncd::HeldAction& action : held) CHECK(transaction.remove_held_action(action.id));
    return {};
  });
}

Status SimDaemon::forget_verdicts() {
  TRY(const auto connection, sqlite::Connection::open(disk_.path(kFile), {.vfs = kSimVfs}));
  return connection->execute(
      "DELETE FROM store_action_result; DELETE FROM store_stream_number; DELETE FROM store_stream");
}

Result<std::map<std::string, int>> SimDaemon::effects() {
  TRY(const auto transaction, store_->begin_read());
  TRY(const auto lines, transaction->audit(0, 0, kAll));
  std::map<std::string, int> out;
  for (const syncd::AuditLine& line : lines) {
    const auto body = nlohmann::json::parse(line.body, nullptr, false);
    if (!body.is_object() || !body.contains("action") || !body.contains("verdict")) continue;
    const std::string verdict = body["verdict"];
    if (verdict == "applied" || verdict == "merged") ++out[body["action"].get<std::string>()];
  }
  return out;
}

Result<std::string> SimDaemon::compare_with_store() {
  TRY(const auto transaction, store_->begin_read());
  std::size_t seen = 0;
  for (const schema::Entity& entity : catalogue_->entities()) {
    TRY(const auto rows, transaction->scan(entity, 0, kAll));
    for (const syncd::StoredRow& stored : rows) {
      ++seen;
      const auto known = current_.find(stored.row.key());
      if (known == current_.end())
        return fmt::format("{} {} is in no entry", entity.name, to_string(stored.row.id));
      if (!(*known->second == stored.row))
        return fmt::format("{} {} is not as its last entry says", entity.name,
                           to_string(stored.row.id));
    }
  }
  if (seen != current_.size())
    return fmt::format("{} rows are stored, {} are known", seen, current_.size());
  return std::string();
}

Result<protocol::Access> SimDaemon::access_of(const SimSession& session) {
  TRY(const auto transaction, store_->begin_read());
  const auto found = exposure_->person(session.person, *transaction);
  if (!found && found.error().code == Errc::not_found) return protocol::Access{};
  if (!found) return std::unexpected(found.error());
  const syncd::Person& person = *found;
  protocol::Access out{.user = person.id,
                       .user_name = person.name,
                       .account = person.account,
                       .audience = std::string(to_string(session.audience)),
                       .audiences = {},
                       .roles = person.roles};
  for (const schema::Audience held : person.audiences) out.audiences.emplace_back(to_string(held));
  return out;
}

Result<client::Identity> SimDaemon::identity_of(const SimSession& session) {
  TRY(const auto transaction, store_->begin_read());
  const syncd::OrganisationHead& head = transaction->head();
  TRY(const syncd::Person person, exposure_->person(session.person, *transaction));
  client::Identity out;
  out.user = person.id;
  out.user_name = person.name;
  out.account = person.account;
  out.audience = session.audience;
  out.roles = person.roles;
  out.organisation = head.id;
  out.organisation_name = head.name;
  out.device = session.device;
  out.digest_key = head.digest_key;
  out.receipt_public_key = head.signing_key.public_key();
  return out;
}

}  // namespace fieldbook::tests
