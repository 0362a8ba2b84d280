#include "syncd/integrations/outbox/outbox.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <limits>

#include "syncd/exposure/exposure.hpp"

namespace fieldbook::syncd {
namespace {

template <class Number>
Number parse_number(std::string_view text) {
  Number out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

EntryPosition parse_position(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return {};
  return {parse_number<Commit>(text.substr(0, colon)),
          parse_number<RowNumber>(text.substr(colon + 1))};
}

/// Where items of `state` start: positions begin at 1.
constexpr std::uint64_t kFromTheFirst = 0;

}  // namespace

Outbox::Outbox(std::string peer, std::vector<OutboxTask> tasks)
    : peer_(std::move(peer)), tasks_(std::move(tasks)) {}

std::string Outbox::setting(std::string_view name) const {
  return fmt::format("outbox.{}.{}", peer_, name);
}

Result<std::uint64_t> Outbox::next_position(ReadTransaction& transaction) const {
  TRY(const auto text, transaction.setting(setting("next")));
  return text ? parse_number<std::uint64_t>(*text) : 1;
}

Status Outbox::put_next_position(WriteTransaction& transaction, std::uint64_t next) const {
  return transaction.put_setting(setting("next"), fmt::format("{}", next));
}

Status Outbox::queue(WriteTransaction& transaction, const std::string& task,
                     const schema::RowKey& row, std::uint64_t position, Instant now) const {
  TRY(auto item, transaction.outbox_item(peer_, task, row));
  if (!item) {
    return transaction.put_outbox_item(
        {.peer = peer_, .task = task, .row = row, .position = position, .since = now});
  }
  item->position = position;
  // What is on its way is settled first; its later position says that it changed meanwhile.
  if (item->state != OutboxState::sending) {
    if (item->state != OutboxState::waiting) item->since = now;
    item->state = OutboxState::waiting;
    item->tries = 0;
    item->detail.clear();
  }
  return transaction.put_outbox_item(*item);
}

Result<FeedReport> Outbox::feed(WriteTransaction& transaction, Instant now,
                                std::size_t limit) const {
  FeedReport out;
  TRY(const auto staff, transaction.find_bucket(to_string(Bucket{BucketKind::staff, {}})));
  if (!staff) return out;
  TRY(const auto cursor, transaction.setting(setting("cursor")));
  const EntryPosition from = parse_position(cursor.value_or(""));
  TRY(const auto entries,
      transaction.entries_after(*staff, from, transaction.head().commit, limit));
  if (entries.empty()) return out;
  TRY(const std::uint64_t first, next_position(transaction));
  std::uint64_t next = first;
  for (const Entry& entry : entries) {
    for (const OutboxTask& task : tasks_) {
      if (task.entity != entry.key.entity) continue;
      if (!entry.present) {
        CHECK(transaction.remove_outbox_item(peer_, task.name, entry.key));
        continue;
      }
      CHECK(queue(transaction, task.name, entry.key, next++, now));
      ++out.queued;
    }
  }
  if (next != first) CHECK(put_next_position(transaction, next));
  const EntryPosition last{entries.back().commit, entries.back().row};
  CHECK(transaction.put_setting(setting("cursor"), fmt::format("{}:{}", last.commit, last.row)));
  out.entries = entries.size();
  out.more = entries.size() == limit;
  return out;
}

Status Outbox::add(WriteTransaction& transaction, const std::string& task,
                   const schema::RowKey& row, Instant now) const {
  TRY(const std::uint64_t next, next_position(transaction));
  CHECK(queue(transaction, task, row, next, now));
  return put_next_position(transaction, next + 1);
}

Result<std::vector<OutboxItem>> Outbox::waiting(ReadTransaction& transaction, std::string_view task,
                                                std::size_t limit) const {
  return transaction.outbox_items(peer_, task, OutboxState::waiting, kFromTheFirst, limit);
}

Result<std::vector<OutboxItem>> Outbox::in_doubt(ReadTransaction& transaction,
                                                 std::string_view task, std::size_t limit) const {
  return transaction.outbox_items(peer_, task, OutboxState::sending, kFromTheFirst, limit);
}

Status Outbox::mark_sending(WriteTransaction& transaction, std::vector<OutboxItem>& items,
                            Instant now) const {
  std::vector<OutboxItem> marked;
  for (OutboxItem& item : items) {
    TRY(const auto stored, transaction.outbox_item(peer_, item.task, item.row));
    if (!stored || stored->position != item.position || stored->state != item.state) continue;
    item.state = OutboxState::sending;
    item.since = now;
    CHECK(transaction.put_outbox_item(item));
    marked.push_back(std::move(item));
  }
  items = std::move(marked);
  return {};
}

Status Outbox::settle(WriteTransaction& transaction, const OutboxItem& item, const Settled& how,
                      Instant now) const {
  TRY(auto stored, transaction.outbox_item(peer_, item.task, item.row));
  if (!stored) return {};  // the row is gone, and its item with it
  const bool changed = stored->position != item.position;
  stored->state = changed ? OutboxState::waiting : how.state;
  stored->since = now;
  if (how.state == OutboxState::sent) stored->sent = item.intended;
  const bool refused = how.state == OutboxState::failed || how.state == OutboxState::skipped;
  if (refused && !changed) {
    stored->tries = item.tries + 1;
    stored->detail = how.detail;
  } else {
    stored->detail.clear();
    if (how.state == OutboxState::sent || changed) stored->tries = 0;
  }
  return transaction.put_outbox_item(*stored);
}

Status Outbox::forget(WriteTransaction& transaction, const OutboxItem& item) const {
  TRY(const auto stored, transaction.outbox_item(peer_, item.task, item.row));
  if (!stored || stored->position != item.position) return {};
  return transaction.remove_outbox_item(peer_, item.task, item.row);
}

Result<std::size_t> Outbox::retry(WriteTransaction& transaction, std::string_view task,
                                  OutboxState state, bool anew, Instant now,
                                  std::size_t limit) const {
  TRY(auto items, transaction.outbox_items(peer_, task, state, kFromTheFirst, limit));
  if (items.empty()) return 0U;
  TRY(std::uint64_t next, next_position(transaction));
  for (OutboxItem& item : items) {
    item.state = OutboxState::waiting;
    item.position = next++;
    item.since = now;
    if (anew) item.tries = 0;
    CHECK(transaction.put_outbox_item(item));
  }
  CHECK(put_next_position(transaction, next));
  return items.size();
}

}  // namespace fieldbook::syncd
