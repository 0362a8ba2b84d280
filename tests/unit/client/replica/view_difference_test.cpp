// Every view of the catalogue over random rows: the replica's SQL gives the rows and the order that
// the daemon gives from memory (shared/schema/view_filter.hpp).

#include <algorithm>
#include <gtest/gtest.h>

#include "client/replica/queries.hpp"
#include "client/replica/replica_parts.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/replica/frame_source.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::client {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::uint32_t kRowsPerEntity = 60;

class ViewDifference : public testing::TestWithParam<std::uint64_t> {
 protected:
  ViewDifference() {
    auto opened =
        Replica::open({(folder_ / "replica.db").string(), {}, {}}, catalogue_, clock_, random_);
    EXPECT_TRUE(opened);
    replica_ = *std::move(opened);
    EXPECT_TRUE(replica_->sign_in(source_.identity()));
    source_.grant("staff");
  }

  Uuid any_id() {
    // One in four is the person who looks, so that "my" views have rows.
    if (random_.below(4) == 0) return source_.identity().user;
    Uuid out;
    out.bytes[15] = static_cast<std::uint8_t>(random_.below(6) + 1);
    return out;
  }

  schema::Value any_value(const schema::Column& column) {
    if (random_.below(5) == 0) return schema::Null{};
    const auto small = static_cast<std::int64_t>(random_.below(4));
    const auto hours = static_cast<std::int64_t>(random_.below(24 * 20)) - 24 * 18;
    switch (column.type) {
      case schema::ColumnType::choice:
      case schema::ColumnType::state:
      case schema::ColumnType::status:
        return column.options.at(random_.below(column.options.size())).value;
      case schema::ColumnType::boolean: return small % 2;
      case schema::ColumnType::datetime: return now_.ms + hours * kHourMs;
      case schema::ColumnType::date: return day_of(now_) + hours / 24;
      case schema::ColumnType::lookup:
      case schema::ColumnType::uuid: return any_id();
      case schema::ColumnType::floating: return static_cast<double>(small) / 3;
      case schema::ColumnType::text:
      case schema::ColumnType::memo: return std::string(kTexts[random_.below(6)]);
      case schema::ColumnType::integer:
      case schema::ColumnType::decimal:
      case schema::ColumnType::money: return small - 1;
      default: return schema::Null{};
    }
  }

  std::map<Uuid, schema::Row> put_rows(const schema::Entity& entity) {
    std::map<Uuid, schema::Row> out;
    for (std::uint32_t i = 0; i < kRowsPerEntity; ++i) {
      schema::Row row(entity, {});
      random_.fill(row.id.bytes);
      for (const std::uint32_t ordinal : entity.projection(schema::Audience::staff))
        row.values[ordinal] = any_value(entity.columns[ordinal]);
      source_.put(row, {"staff"});
      out.emplace(row.id, std::move(row));
    }
    return out;
  }

  void expect_same(const schema::Entity& entity, const schema::View& view,
                   const std::map<Uuid, schema::Row>& rows, int zone) {
    const schema::Viewer viewer{now_, zone, source_.identity().user};
    const auto page = Queries(*replica_).list(
        {.entity = entity.number, .view = view.name, .limit = 1000}, now_, zone);
    ASSERT_TRUE(page) << page.error().message;
    std::set<Uuid> shown;
    for (const ListRow& row : page->rows) shown.insert(row.values.id);
    std::set<Uuid> expected;
    for (const auto& [id, row] : rows)
      if (schema::fits(row, view, viewer)) expected.insert(id);
    EXPECT_EQ(shown, expected) << entity.name << " " << view.name << " in " << zone;
    EXPECT_EQ(page->rows.size(), shown.size());
    for (std::size_t i = 1; i < page->rows.size(); ++i)
      EXPECT_LE(schema::compare(page->rows[i - 1].values, page->rows[i].values, view.sort), 0)
          << entity.name << " " << view.name << " at " << i;
    met_ += expected.size();
  }

  static constexpr const char* kTexts[] = {"", "a", "A", "b 2", "ä", "健"};
  tests::TempDir folder_;
  tests::FakeClock clock_;
  SeededRandom random_{GetParam()};
  const Instant now_ = *parse_instant("2026-11-21T13:00:00Z");
  std::shared_ptr<const schema::Catalogue> catalogue_ = schema::Catalogue::embedded();
  tests::FrameSource source_{catalogue_};
  std::unique_ptr<Replica> replica_;
  std::size_t met_ = 0;
};

TEST_P(ViewDifference, there_is_none_between_device_and_daemon) {
  std::map<const schema::Entity*, std::map<Uuid, schema::Row>> rows;
  for (const schema::Entity& entity : catalogue_->entities())
    if (!entity.views.empty()) rows.emplace(&entity, put_rows(entity));
  const auto received = tests::feed(*replica_, source_.first_sync(1000));
  ASSERT_TRUE(received) << received.error().message;
  std::size_t views = 0;
  for (const auto& [entity, of_entity] : rows) {
    for (const schema::View& view : entity->views) {
      for (const int zone : {0, 780, -720}) expect_same(*entity, view, of_entity, zone);
      ++views;
    }
  }
  EXPECT_GT(views, 100U);
  EXPECT_GT(met_, 10'000U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, ViewDifference, testing::Range<std::uint64_t>(1, 4));

}  // namespace
}  // namespace fieldbook::client
