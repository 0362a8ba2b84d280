#include "syncd/changelog/commit.hpp"

#include "syncd/changelog/audit.hpp"
#include "syncd/changelog/commit_step.hpp"
#include "syncd/changelog/grant_update.hpp"
#include "syncd/changelog/window.hpp"

namespace fieldbook::syncd {

struct CommitGroup::State {
  State(WriteTransaction& in, const Exposure& by, const Clock& at, std::size_t entries)
      : transaction(in), exposure(by), clock(at), entries_max(entries), names(in) {}

  /// Appends a line to the log and to the chain in `to`.
  Status append_audit(CommitMemory& to, const Cause& cause, std::span<const RowEdit> edits) {
    AuditLine line{number, to.audit_lines, "", {}};
    line.body = print_audit_body(cause, edits, transaction.catalogue(), clock.now());
    line.chain = protocol::next_chain(to.chain, as_bytes(line.body));
    CHECK(transaction.append_audit(line));
    to.chain = line.chain;
    ++to.audit_lines;
    return {};
  }
  Status write_digests();

  WriteTransaction& transaction;
  const Exposure& exposure;
  const Clock& clock;
  std::size_t entries_max;
  Commit number = 0;
  std::int64_t window_day = 0;
  BucketNames names;
  CommitMemory memory;
  bool has_part = false;
  bool is_finished = false;
};

struct CommitPart::State {
  CommitGroup::State& group;
  std::unique_ptr<StoreSavepoint> savepoint;
  CommitMemory memory;
  bool failed = false;
  bool released = false;

  [[nodiscard]] CommitStep step() {
    const Stamp stamp{group.number, group.transaction.head().epoch_index()};
    return {group.transaction, group.names,      group.exposure, memory, stamp,
            group.window_day,  group.entries_max};
  }
  /// Runs one step and its audit line, which is due even without changes where `is_line_due`; an
  /// error spoils the part.
  template <class Work>
  Result<Applied> run(const Cause& cause, bool is_line_due, const Work& work) {
    ASSERT(!released && !failed);
    const std::size_t rows = memory.rows_changed;
    const std::size_t entries = memory.entries_changed;
    std::vector<RowEdit> edits;
    Status done = work(edits);
    if (done && (!edits.empty() || is_line_due)) done = group.append_audit(memory, cause, edits);
    if (!done) {
      failed = true;
      return std::unexpected(std::move(done).error());
    }
    return Applied{memory.rows_changed - rows, memory.entries_changed - entries};
  }
  template <class Change>
  Result<Applied> apply(std::span<const Change> changes, const Cause& cause) {
    const bool is_line_due = changes.empty() || cause.verdict.has_value();
    return run(cause, is_line_due, [&](std::vector<RowEdit>& edits) -> Status {
      ChangeSet set(group.transaction);
      for (const Change& change : changes) CHECK(set.add(change));
      edits = set.take();
      return step().apply(edits);
    });
  }
};

CommitPart::CommitPart(std::unique_ptr<State> state) : state_(std::move(state)) {}
CommitPart::CommitPart(CommitPart&&) noexcept = default;
CommitPart::~CommitPart() {
  if (!state_ || state_->released) return;
  state_->group.has_part = false;
  state_->group.names.forget();
}

Result<Applied> CommitPart::apply(std::span<const schema::RowChange> changes, const Cause& cause) {
  return state_->apply(changes, cause);
}

Result<Applied> CommitPart::apply_rows(std::span<const schema::JsonRow> rows, const Cause& cause) {
  return state_->apply(rows, cause);
}

void CommitPart::look_again_at(const Uuid& person) { state_->memory.persons.insert(person); }

Status CommitPart::release() {
  ASSERT(!state_->released);
  if (state_->failed) return fail(Errc::internal, "a part of a commit failed and cannot be kept");
  CHECK(state_->savepoint->release());
  state_->released = true;
  state_->group.has_part = false;
  CommitMemory& all = state_->group.memory;
  CommitMemory& own = state_->memory;
  all.chain = own.chain;
  all.audit_lines = own.audit_lines;
  all.digests.merge(own.digests);
  all.persons.merge(own.persons);
  all.rows_changed += own.rows_changed;
  all.entries_changed += own.entries_changed;
  return {};
}

CommitGroup::CommitGroup(std::unique_ptr<State> state) : state_(std::move(state)) {}
CommitGroup::CommitGroup(CommitGroup&&) noexcept = default;
CommitGroup::~CommitGroup() = default;

Commit CommitGroup::number() const { return state_->number; }

Result<CommitPart> CommitGroup::begin_part() {
  ASSERT(!state_->has_part && !state_->is_finished);
  TRY(auto savepoint, state_->transaction.savepoint());
  CommitMemory memory;
  memory.chain = state_->memory.chain;
  memory.audit_lines = state_->memory.audit_lines;
  state_->has_part = true;
  return CommitPart(std::unique_ptr<CommitPart::State>(
      new CommitPart::State{*state_, std::move(savepoint), std::move(memory)}));
}

Result<CommitOutcome> CommitGroup::finish() {
  ASSERT(!state_->has_part && !state_->is_finished);
  state_->is_finished = true;
  CommitMemory& memory = state_->memory;
  CommitOutcome out;
  out.commit = state_->transaction.head().commit;
  TRY(out.persons, update_grants(state_->transaction, state_->names, state_->exposure,
                                 memory.persons, state_->number));
  if (memory.audit_lines == 0) {
    if (out.persons.empty()) return out;
    CHECK(state_->append_audit(memory, {.kind = "grants"}, {}));
  }
  CHECK(state_->write_digests());
  CHECK(state_->transaction.put_head(state_->number, memory.chain));
  out.commit = state_->number;
  out.is_empty = false;
  out.rows_changed = memory.rows_changed;
  for (const auto& change : memory.digests.sorted())
    if (out.buckets.empty() || out.buckets.back() != change.bucket)
      out.buckets.push_back(change.bucket);
  TRY(const auto waiting, state_->transaction.pending_exposure(1));
  out.exposure_pending = !waiting.empty();
  return out;
}

Status CommitGroup::State::write_digests() {
  const auto changes = memory.digests.sorted();
  for (auto change = changes.begin(); change != changes.end();) {
    const BucketId bucket = change->bucket;
    TRY(BucketHead head, transaction.bucket_head(bucket));
    for (; change != changes.end() && change->bucket == bucket; ++change) {
      if (change->difference == protocol::Digest{}) continue;
      TRY(protocol::Digest leaf, transaction.leaf(bucket, change->leaf));
      add_difference(leaf, change->difference);
      CHECK(transaction.put_leaf(bucket, {change->leaf, leaf}));
      add_difference(head.digest, change->difference);
    }
    CHECK(transaction.put_bucket_head(bucket, head.digest, number));
  }
  return {};
}

namespace {

/// 0 for anything else than digits.
template <class Number>
Number number_in(std::string_view text) {
  Number out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

}  // namespace

Result<CommitGroup> Committer::open(WriteTransaction& transaction) const {
  auto state = std::make_unique<CommitGroup::State>(transaction, *exposure_, clock_, entries_max_);
  TRY(state->number, transaction.take_commit_number());
  state->memory.chain = transaction.head().chain;
  if (!exposure_->windows().are_off()) {
    TRY(state->window_day, window_day(transaction));
  }
  return CommitGroup(std::move(state));
}

Result<CommitOutcome> Committer::commit(WriteTransaction& transaction,
                                        std::span<const schema::RowChange> changes,
                                        const Cause& cause) const {
  TRY(auto group, open(transaction));
  {
    TRY(auto part, group.begin_part());
    CHECK(part.apply(changes, cause));
    CHECK(part.release());
  }
  return group.finish();
}

Result<CommitOutcome> Committer::commit_rows(WriteTransaction& transaction,
                                             std::span<const schema::JsonRow> rows,
                                             const Cause& cause) const {
  TRY(auto group, open(transaction));
  {
    TRY(auto part, group.begin_part());
    CHECK(part.apply_rows(rows, cause));
    CHECK(part.release());
  }
  return group.finish();
}

Result<CommitOutcome> Committer::stamp_anew(WriteTransaction& transaction,
                                            const schema::Entity& entity, RowNumber& after,
                                            std::size_t limit) const {
  TRY(auto group, open(transaction));
  TRY(auto rows, transaction.scan(entity, after, limit));
  if (rows.empty()) return group.finish();
  const RowNumber last = rows.back().number;
  {
    TRY(auto part, group.begin_part());
    const Cause cause{.kind = "projection", .facts = {{"entity", entity.name}}};
    CHECK(
        part.state_->run(cause, true, [&](auto&) { return part.state_->step().stamp_anew(rows); }));
    CHECK(part.release());
  }
  after = last;
  return group.finish();
}

Result<CommitOutcome> Committer::stamp_waiting(WriteTransaction& transaction,
                                               std::size_t limit) const {
  CommitOutcome out;
  out.commit = transaction.head().commit;
  TRY(const auto waiting, transaction.settings(kStampAnewSetting));
  for (const auto& [name, reached] : waiting) {
    const schema::Entity* entity = transaction.catalogue().find_number(
        number_in<std::uint32_t>(std::string_view(name).substr(kStampAnewSetting.size())));
    RowNumber after = number_in<RowNumber>(reached);
    if (entity != nullptr) {
      TRY(out, stamp_anew(transaction, *entity, after, limit));
    }
    if (out.rows_changed == limit) {
      CHECK(transaction.put_setting(name, std::to_string(after)));
    } else {
      CHECK(transaction.remove_setting(name));
    }
    if (!out.is_empty) break;
  }
  return out;
}

Result<CommitOutcome> Committer::show_pending(WriteTransaction& transaction,
                                              std::size_t limit) const {
  TRY(auto group, open(transaction));
  TRY(const auto keys, transaction.pending_exposure(limit));
  if (keys.empty()) return group.finish();
  {
    TRY(auto part, group.begin_part());
    for (const schema::RowKey& key : keys) CHECK(transaction.remove_pending_exposure(key));
    CHECK(part.state_->run({.kind = "exposure"}, true,
                           [&](auto&) { return part.state_->step().look_again(keys); }));
    CHECK(part.release());
  }
  return group.finish();
}

Result<CommitOutcome> Committer::expose_anew(WriteTransaction& transaction,
                                             const schema::Entity& entity, RowNumber& after,
                                             std::size_t limit) const {
  TRY(auto group, open(transaction));
  TRY(const auto rows, transaction.scan(entity, after, limit));
  if (rows.empty()) return group.finish();
  std::vector<schema::RowKey> keys;
  for (const StoredRow& row : rows) keys.push_back(row.row.key());
  {
    TRY(auto part, group.begin_part());
    const Cause cause{.kind = "exposure", .facts = {{"entity", entity.name}}};
    TRY(const Applied moved, part.state_->run(cause, false, [&](auto&) {
      return part.state_->step().look_again(keys);
    }));
    if (moved.entries_changed > 0) {
      CHECK(part.state_->run(cause, true, [](auto&) { return Status{}; }));
    }
    if (entity.name == "contact" || entity.name == "systemuser") {
      for (const schema::RowKey& key : keys) part.look_again_at(key.id);
    }
    CHECK(part.release());
  }
  after = rows.back().number;
  return group.finish();
}

}  // namespace fieldbook::syncd
