#include "tests/support/world/compare.hpp"

#include <fmt/format.h>

#include "shared/base/bytes.hpp"
#include "shared/schema/row_codec.hpp"

namespace fieldbook::tests {
namespace {

constexpr std::size_t kDifferencesShown = 4;

std::string name_of(const schema::RowKey& key) {
  const schema::Entity* entity = schema::Catalogue::embedded()->find_number(key.entity);
  return fmt::format("{} {}", entity != nullptr ? entity->name : "?", to_string(key.id));
}

class Differences {
 public:
  void add(std::string_view what, const schema::RowKey& key) {
    if (++count_ <= kDifferencesShown) text_ += fmt::format("{}{}; ", what, name_of(key));
  }
  [[nodiscard]] std::string text() const {
    return count_ == 0 ? "" : fmt::format("{} differences: {}", count_, text_);
  }

 private:
  std::size_t count_ = 0;
  std::string text_;
};

/// What a published case shows to those whom it is not about (DOMAIN.md 5.2).
bool is_limited_field(const schema::Column& column) {
  static const std::set<std::string> kFields{"title",     "ticketnumber",   "casetypecode",
                                             "productid", "adx_resolution", "adx_resolutiondate",
                                             "statecode", "statuscode",     "createdon",
                                             "modifiedon"};
  return kFields.contains(column.name);
}

/// The column whose value is not what the audience should hold; null when all are right. Of a row
/// that everybody sees it holds what is open to everybody, of a case that is seen because it is
/// published the limited fields.
const schema::Column* wrong_column(const schema::Row& held, const schema::Row& known,
                                   schema::Audience audience, bool only_as_published) {
  using enum schema::Audience;
  const bool only_open = audience != staff && NaiveExposure::everybody_sees(known.entity->name);
  for (const schema::Column& column : known.entity->columns) {
    const auto& of = column.audiences;
    const bool receives = of.has(audience) &&
                          (!only_open || (of.has(customer) && of.has(partner) && of.has(staff))) &&
                          (!only_as_published || is_limited_field(column));
    const schema::Value& value = held.values[column.ordinal];
    if (receives ? value != known.values[column.ordinal] : !schema::is_null(value)) return &column;
  }
  return nullptr;
}

}  // namespace

Result<std::string> compare_with_view(SimDevice& device, SimDaemon& daemon) {
  TRY(const auto status, device.replica().status());
  return compare_with_view(device, daemon, {status.epoch, status.cursor});
}

Result<std::string> compare_with_view(SimDevice& device, SimDaemon& daemon, const Moment& moment) {
  KnownState* state = daemon.at(moment);
  if (state == nullptr)
    return fmt::format("commit {} of epoch {} was never seen", moment.commit,
                       to_hex(moment.epoch).substr(0, 8));
  const auto audience = device.session().audience;
  const auto& view = daemon.view(*state, device.session().person, audience);
  const auto& published = daemon.published_to(*state, device.session().person, audience);
  TRY(const auto dump, device.replica().dump());
  Differences out;
  std::set<schema::RowKey> held;
  for (const client::DumpedRow& row : dump) {
    held.insert(row.key);
    const bool is_outside = audience != schema::Audience::staff && !state->hides_rows &&
                            !daemon.carries(*state, row.key);
    if (!view.contains(row.key) || is_outside) {
      out.add(fmt::format("holds (in {}) ", fmt::join(row.buckets, ", ")), row.key);
      continue;
    }
    const auto* wrong =
        wrong_column(row.row, *state->rows.at(row.key), audience, published.contains(row.key));
    if (wrong != nullptr) out.add(wrong->name + " of ", row.key);
  }
  for (const schema::RowKey& key : view)
    if (!held.contains(key) && !state->hides_rows &&
        (audience == schema::Audience::staff || daemon.carries(*state, key)))
      out.add("lacks ", key);
  return out.text();
}

Result<std::string> print_rows(SimDevice& device) {
  TRY(const auto dump, device.replica().dump());
  std::string out;
  for (const client::DumpedRow& row : dump)
    out += fmt::format("{} {}\n", name_of(row.key), to_hex(schema::encode_image(row.row)));
  return out;
}

}  // namespace fieldbook::tests
