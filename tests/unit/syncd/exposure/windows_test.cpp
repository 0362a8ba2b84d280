// Windows: what devices carry of what is finished, and that rights do not end with them (design.md
// section 5).

#include "syncd/exposure/windows.hpp"

#include "tests/unit/syncd/exposure/organisation.hpp"

namespace fieldbook::tests {
namespace {

constexpr std::int64_t kToday = 20'778;
constexpr std::int64_t kDayMs = 86'400'000;

syncd::ExposureSettings with_windows(syncd::WindowDays days) {
  auto out = syncd::ExposureSettings::defaults();
  out.window_days = std::move(days);
  return out;
}

class WindowsTest : public testing::Test {
 protected:
  [[nodiscard]] bool carries(std::string_view entity, std::string_view name,
                             std::int64_t day = kToday) {
    return value_of(organisation.exposure.windows().carries(
        organisation.rows.at(entity, id_of(name)), day, organisation.rows));
  }
  static RowBuilder work_order() {
    return a_row("msdyn_workorder", "wo")
        .naming("msdyn_serviceaccount", "account", "acme")
        .with("adx_exposetocustomer", true);
  }
  static RowBuilder closed_on(std::int64_t day) {
    return work_order()
        .with("msdyn_systemstatus", std::int64_t{690'970'004})
        .with("msdyn_timeclosed", day * kDayMs + kDayMs - 1);
  }
  Organisation organisation{with_windows({{"msdyn_workorder", 90},
                                          {"msdyn_project", 30},
                                          {"bookableresourcebooking", 7},
                                          {"quote", 0}})};
};

TEST_F(WindowsTest, are_off_by_default) {
  EXPECT_TRUE(Organisation().exposure.windows().are_off());
  EXPECT_FALSE(organisation.exposure.windows().are_off());
}

TEST_F(WindowsTest, keep_what_is_open_however_old_it_is) {
  organisation.put(work_order().with("modifiedon", std::int64_t{0}));
  EXPECT_TRUE(carries("msdyn_workorder", "wo"));
}

TEST_F(WindowsTest, end_after_so_many_days) {
  organisation.put(closed_on(kToday - 90));
  EXPECT_TRUE(carries("msdyn_workorder", "wo"));
  EXPECT_FALSE(carries("msdyn_workorder", "wo", kToday + 1));
  organisation.put(closed_on(kToday - 91));
  EXPECT_FALSE(carries("msdyn_workorder", "wo"));
}

TEST_F(WindowsTest, take_the_last_change_where_nothing_says_when_it_was_finished) {
  organisation.put(
      work_order().with("statecode", std::int64_t{1}).with("modifiedon", (kToday - 91) * kDayMs));
  EXPECT_FALSE(carries("msdyn_workorder", "wo"));
  organisation.put(work_order().with("statecode", std::int64_t{1}).without("modifiedon"));
  EXPECT_TRUE(carries("msdyn_workorder", "wo"));
}

TEST_F(WindowsTest, take_details_along) {
  organisation.put(closed_on(kToday - 91));
  organisation.put(
      a_row("msdyn_workorderproduct", "part").naming("msdyn_workorder", "msdyn_workorder", "wo"));
  EXPECT_FALSE(carries("msdyn_workorderproduct", "part"));
  std::set<schema::RowKey> details;
  EXPECT_TRUE(organisation.exposure.windows().details(
      organisation.rows.at("msdyn_workorder", id_of("wo")), organisation.rows, details));
  EXPECT_EQ(details, std::set<schema::RowKey>{organisation.key("msdyn_workorderproduct", "part")});
}

TEST_F(WindowsTest, take_notes_along_with_what_they_are_on) {
  const auto note_on = [&](const char* entity, const char* name) {
    organisation.put(a_row("annotation", "n").naming("objectid", entity, name));
  };
  organisation.put(closed_on(kToday - 91));
  note_on("msdyn_workorder", "wo");
  EXPECT_FALSE(carries("annotation", "n"));
  std::set<schema::RowKey> details;
  EXPECT_TRUE(organisation.exposure.windows().details(
      organisation.rows.at("msdyn_workorder", id_of("wo")), organisation.rows, details));
  EXPECT_EQ(details, std::set<schema::RowKey>{organisation.key("annotation", "n")});
  organisation.put(a_booking("b", "r", "s").with("endtime", (kToday - 8) * kDayMs));
  note_on("bookableresourcebooking", "b");
  EXPECT_FALSE(carries("annotation", "n"));
  note_on("msdyn_customerasset", "pump");
  EXPECT_TRUE(carries("annotation", "n"));
}

TEST_F(WindowsTest, take_details_of_details_along) {
  organisation.put(a_row("msdyn_project", "job")
                       .with("statecode", std::int64_t{1})
                       .with("msdyn_actualend", (kToday - 31) * kDayMs));
  organisation.put(a_row("msdyn_projectteam", "t").naming("msdyn_project", "msdyn_project", "job"));
  organisation.put(a_row("msdyn_resourceassignment", "a")
                       .naming("msdyn_projectteamid", "msdyn_projectteam", "t"));
  EXPECT_FALSE(carries("msdyn_resourceassignment", "a"));
  EXPECT_TRUE(carries("msdyn_resourceassignment", "a", kToday - 1));
}

TEST_F(WindowsTest, of_bookings_go_by_their_end_alone) {
  organisation.put(a_booking("b", "r", "s").with("endtime", (kToday - 8) * kDayMs));
  EXPECT_FALSE(carries("bookableresourcebooking", "b"));
  organisation.put(a_booking("b", "r", "s").with("endtime", (kToday - 7) * kDayMs));
  EXPECT_TRUE(carries("bookableresourcebooking", "b"));
  organisation.put(a_booking("b", "r", "s").without("endtime"));
  EXPECT_TRUE(carries("bookableresourcebooking", "b"));
}

TEST_F(WindowsTest, of_no_days_are_none) {
  organisation.put(
      a_row("quote", "q").with("statecode", std::int64_t{3}).with("closedon", std::int64_t{0}));
  EXPECT_TRUE(carries("quote", "q"));
}

TEST_F(WindowsTest, leave_the_right_to_see_as_it_is) {
  organisation.put(closed_on(kToday - 91));
  const schema::Row& row = organisation.rows.at("msdyn_workorder", id_of("wo"));
  EXPECT_EQ(organisation.buckets("msdyn_workorder", "wo"),
            std::set<std::string>{bucket("customer-fs", "acme")});
  EXPECT_EQ(value_of(organisation.exposure.carried(row, kToday, organisation.rows)),
            (syncd::BucketSet{{syncd::BucketKind::staff, {}}}));
  EXPECT_EQ(value_of(organisation.exposure.carried(row, kToday - 1, organisation.rows)),
            value_of(organisation.exposure.buckets(row, organisation.rows)));
}

TEST_F(WindowsTest, change_the_fingerprint) {
  EXPECT_NE(organisation.exposure.fingerprint(), Organisation().exposure.fingerprint());
  EXPECT_EQ(Organisation(with_windows({{"quote", 0}})).exposure.fingerprint(),
            Organisation().exposure.fingerprint());
}

}  // namespace
}  // namespace fieldbook::tests
