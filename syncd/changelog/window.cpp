#include "syncd/changelog/window.hpp"

#include <charconv>

namespace fieldbook::syncd {
namespace {

/// Adds the rows of one entity that are inside on one of two days alone.
Status add_moved(ReadTransaction& transaction, const Windows& windows, const schema::Entity& entity,
                 std::int64_t before, std::int64_t after, std::set<schema::RowKey>& out) {
  for (RowNumber reached = 0;;) {
    TRY(const auto rows, transaction.scan(entity, reached, limits::kExportRowsPerRead));
    if (rows.empty()) return {};
    for (const StoredRow& stored : rows) {
      TRY(const bool was, windows.carries(stored.row, before, transaction));
      TRY(const bool is, windows.carries(stored.row, after, transaction));
      if (was == is) continue;
      out.insert(stored.row.key());
      CHECK(windows.details(stored.row, transaction, out));
    }
    reached = rows.back().number;
  }
}

}  // namespace

Result<std::int64_t> window_day(ReadTransaction& transaction) {
  TRY(const auto text, transaction.setting(kWindowDaySetting));
  std::int64_t out = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), out);
  return out;
}

Result<bool> move_windows(WriteTransaction& transaction, const Exposure& exposure,
                          std::int64_t today) {
  const Windows& windows = exposure.windows();
  if (windows.are_off()) return false;
  TRY(const std::int64_t before, window_day(transaction));
  if (before >= today) return false;
  std::set<schema::RowKey> moved;
  for (const std::uint32_t number : windows.entities()) {
    const schema::Entity& entity = *transaction.catalogue().find_number(number);
    CHECK(add_moved(transaction, windows, entity, before, today, moved));
  }
  for (const schema::RowKey& key : moved) CHECK(transaction.put_pending_exposure(key));
  CHECK(transaction.put_setting(kWindowDaySetting, std::to_string(today)));
  return !moved.empty();
}

}  // namespace fieldbook::syncd
