#include "client/runtime/database.hpp"

#include "shared/protocol/frames.hpp"

namespace fieldbook::client {
namespace {

/// Rows that one idle task indexes: some 30 ms, the longest that a decision waits for it. Each
/// makes a segment of the index, so that fewer rows would mean more merging.
constexpr std::size_t kIndexBatch = 2'000;
/// So few rows wait for a quiet moment, or for this long: a stream of changes one by one would pay
/// for the index at each of them.
constexpr std::size_t kFewRows = 100;
constexpr std::size_t kStreamBatch = 64;
constexpr std::chrono::milliseconds kQuiet{50};
/// Many rows wait only until whoever asked for them has read the answer.
constexpr std::chrono::milliseconds kMoment{5};
constexpr std::chrono::milliseconds kIndexLatest{1'000};
/// Merging only makes search faster: it may wait for the end of a busy time.
constexpr std::chrono::milliseconds kMergeLatest{60'000};
/// A scrub that is due waits no longer for a quiet time: a few milliseconds are not noticed.
constexpr std::chrono::milliseconds kScrubLatest{600'000};

}  // namespace

StatusSnapshot StatusBoard::read() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

void StatusBoard::change(const std::function<void(StatusSnapshot&)>& edit) {
  const std::lock_guard lock(mutex_);
  edit(status_);
}

void StatusBoard::listen(std::function<void(const Notice&)> listener) {
  const std::lock_guard lock(mutex_);
  listener_ = std::move(listener);
}

void StatusBoard::notify(const Notice& notice) {
  std::function<void(const Notice&)> listener;
  {
    const std::lock_guard lock(mutex_);
    listener = listener_;
  }
  if (listener) listener(notice);
}

Database::Database(std::unique_ptr<Replica> replica, std::unique_ptr<JournalFile> journal_file,
                   std::unique_ptr<Queue> queue, StatusBoard& board, const Clock& clock)
    : journal_file_(std::move(journal_file)),
      replica_(std::move(replica)),
      queue_(std::move(queue)),
      board_(board),
      clock_(clock),
      catalogue_(replica_->shared_catalogue()) {
  // Here, not on the worker: whoever opened the client reads a status that is complete.
  refresh_status();
}

Database::~Database() { worker_.stop(); }

void Database::run(std::function<void(Replica&, Queue&)> task) {
  worker_.post([this, task = std::move(task)] { task(*replica_, *queue_); });
}

std::shared_ptr<const schema::Catalogue> Database::catalogue() const {
  const std::lock_guard lock(catalogue_mutex_);
  return catalogue_;
}

void Database::refresh_status() {
  const auto status = replica_->status();
  if (!status) return;
  const auto inbox = queue_->inbox();
  const std::size_t needs_you = inbox ? static_cast<std::size_t>(std::ranges::count_if(
                                            *inbox,
                                            [](const QueuedAction& action) {
                                              return action.state == ActionState::needs_you ||
                                                     action.state == ActionState::not_accepted;
                                            }))
                                      : 0;
  const auto identity = replica_->identity();
  board_.change([&](StatusSnapshot& out) {
    if (identity) {
      out.user_name = identity->user_name;
      out.organisation_name = identity->organisation_name;
      out.audience = to_string(identity->audience);
      out.roles = identity->roles;
      out.user = identity->user;
    }
    out.complete = status->complete;
    out.rows = status->rows;
    out.buckets = status->buckets;
    out.cursor = status->cursor;
    out.epoch = to_hex(status->epoch);
    out.server_ms = status->server_ms;
    out.last_contact_ms = status->last_contact_ms;
    out.proven_ms = status->proven_ms;
    out.quarantined = status->quarantined;
    out.waiting = status->pending;
    out.oldest_waiting_ms = status->oldest_pending_ms;
    out.needs_you = needs_you;
    out.index_backlog = status->index_backlog;
  });
}

void Database::make_request(std::function<void(Result<Bytes>)> answer) {
  worker_.post([this, answer = std::move(answer)] {
    auto request = replica_->sync_request();
    if (!request) return answer(std::unexpected(request.error()));
    replica_->begin_response(Channel::sync);
    Bytes frame;
    protocol::encode_frame(*request, frame);
    answer(std::move(frame));
  });
}

void Database::make_live_query(std::function<void(Result<std::string>)> answer) {
  worker_.post([this, answer = std::move(answer)] {
    // A live stream continues from a checkpoint; actions and repairs go through a sync.
    auto request = replica_->live_request();
    if (!request) return answer(std::unexpected(request.error()));
    replica_->begin_response(Channel::live);
    Bytes frame;
    protocol::encode_frame(*request, frame);
    answer("sync=" + to_base64url(frame));
  });
}

void Database::receive(Bytes payload, std::function<void(Result<Received>)> answer) {
  worker_.post([this, payload = std::move(payload), answer = std::move(answer)] {
    auto outcome = replica_->receive(payload);
    if (outcome) received(*outcome);
    answer(std::move(outcome));
  });
}

void Database::received(const Received& received) {
  Notice notice{.entities = received.entities, .outbox = !received.actions.empty()};
  if (received.kind == Received::Kind::page) {
    board_.change([&](StatusSnapshot& status) {
      status.rows_done = received.rows_done;
      status.rows_total = received.rows_total;
    });
    notice.status = true;
  }
  if (received.kind == Received::Kind::checkpoint) {
    board_.change([&](StatusSnapshot& status) {
      status.proven = received.proven;
      status.rows_done = 0;
      status.rows_total = 0;
    });
    notice.status = true;
  }
  if (!received.actions.empty()) static_cast<void>(queue_->note_settled());
  if (notice.status || notice.outbox) {
    refresh_status();
    board_.notify(notice);
  }
  if (received.kind == Received::Kind::checkpoint) index_later();
}

void Database::index_later() {
  if (idle_queued_) return;
  const auto status = replica_->status();
  if (!status) return;
  if (status->index_backlog == 0) return merge_later();
  idle_queued_ = true;
  if (status->index_backlog > kFewRows)
    return worker_.post_idle([this] { index_now(kIndexBatch); }, kMoment, kQuiet);
  worker_.post_idle([this] { index_now(kStreamBatch); }, kQuiet, kIndexLatest);
}

void Database::index_now(std::size_t rows) {
  const auto left = replica_->index_some(rows);
  if (left && *left > 0) return worker_.post([this, rows] { index_now(rows); });
  idle_queued_ = false;
  if (!left) return;
  // Search has everything. After a few rows nobody was shown that it had not.
  const bool was_shown = board_.read().index_backlog > kFewRows;
  board_.change([](StatusSnapshot& status) { status.index_backlog = 0; });
  if (was_shown) board_.notify({.status = true});
  merge_later();
}

void Database::when_indexed(std::function<void(Status)> task) {
  worker_.post([this, task = std::move(task)]() mutable {
    const auto left = replica_->index_some(kIndexBatch);
    if (!left) return task(std::unexpected(left.error()));
    if (*left > 0) return when_indexed(std::move(task));
    board_.change([](StatusSnapshot& status) { status.index_backlog = 0; });
    task({});
  });
}

void Database::merge_later() {
  worker_.post_idle(
      [this] {
        const auto more = replica_->merge_index_some();
        if (more && *more) return merge_later();
        // What fails here is tried again at the next quiet moment.
        if (more) static_cast<void>(replica_->empty_log());
        scrub_later();
      },
      kQuiet, kMergeLatest);
}

void Database::scrub_when_idle(std::chrono::milliseconds quiet, std::function<void()> on_damage) {
  worker_.post([this, quiet, on_damage = std::move(on_damage)] {
    scrub_quiet_ = quiet;
    on_damage_ = on_damage;
    if (idle_queued_) return;
    // A program that ended before its rows were in the index left them to this one.
    const auto status = replica_->status();
    if (status && status->index_backlog > 0) return index_later();
    scrub_later();
  });
}

/// The last of the idle tasks: search and its merging take its place and call this at their end.
void Database::scrub_later() {
  if (!on_damage_) return;
  const auto plan = replica_->next_scrub();
  if (!plan || !*plan) return;
  worker_.post_idle([this, rows = (*plan)->rows] { scrub_now(rows); },
                    std::max((*plan)->wait, scrub_quiet_), (*plan)->wait + kScrubLatest);
}

void Database::scrub_now(std::size_t rows) {
  const auto found = replica_->scrub_some(rows);
  if (!found) return;  // the next checkpoint leads here again
  if (*found > 0) on_damage_();
  scrub_later();
}

void Database::adopt_catalogue(std::string document, std::function<void(Status)> answer) {
  worker_.post([this, document = std::move(document), answer = std::move(answer)] {
    const auto json = nlohmann::json::parse(document, nullptr, false);
    if (!json.is_object() || !json.contains("entities") || !json["entities"].is_array())
      return answer(fail(Errc::invalid_argument, "the daemon's catalogue does not read"));
    std::vector<std::string> documents;
    for (const auto& entity : json["entities"]) documents.push_back(entity.dump());
    auto served = schema::Catalogue::load(documents);
    if (!served) return answer(std::unexpected(served.error()));
    Status adopted = replica_->adopt_catalogue(*std::move(served));
    if (adopted) {
      const std::lock_guard lock(catalogue_mutex_);
      earlier_catalogues_.push_back(std::exchange(catalogue_, replica_->shared_catalogue()));
    }
    answer(std::move(adopted));
  });
}

void Database::follow(protocol::Access access, std::function<void(Result<std::string>)> answer) {
  worker_.post([this, access = std::move(access), answer = std::move(answer)] {
    const auto& known = replica_->identity();
    if (!known) return answer(fail(Errc::unauthenticated, "nobody is signed in here"));
    const Identity next = followed(*known, access);
    if (next != *known) {
      if (const Status stored = replica_->sign_in(next); !stored)
        return answer(std::unexpected(stored.error()));
      refresh_status();
    }
    answer(std::string(to_string(next.audience)));
  });
}

void Database::exchange(bool running) {
  worker_.post([this, running] {
    if (running)
      queue_->exchange_began();
    else
      queue_->exchange_ended();
    static_cast<void>(queue_->save_time_estimate());
  });
}

void Database::status_changed(const EngineStatus& status) {
  const auto now = clock_.since_boot();
  const Instant wall = clock_.now();
  board_.change([&](StatusSnapshot& out) {
    out.connection = to_string(status.connection);
    out.message = status.message;
    out.next_attempt_in_ms = status.next_attempt.count() > 0
                                 ? std::max<std::int64_t>((status.next_attempt - now).count(), 0)
                                 : 0;
    out.next_attempt_ms = status.next_attempt.count() > 0 ? wall.ms + out.next_attempt_in_ms : 0;
  });
  board_.notify({.status = true});
}

void Database::signed_out() {
  board_.change([](StatusSnapshot& out) { out.signed_in = false; });
  board_.notify({.status = true});
}

}  // namespace fieldbook::client
