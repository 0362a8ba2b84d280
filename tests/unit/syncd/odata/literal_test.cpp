#include "syncd/integrations/odata/literal.hpp"

#include <gtest/gtest.h>

#include "syncd/integrations/odata/query.hpp"

namespace fieldbook::syncd::odata {
namespace {

TEST(Literal, a_quotation_mark_in_a_text_never_ends_it) {
  EXPECT_EQ(Literal::text("O'Brien' or true").written(), "'O''Brien'' or true'");
  EXPECT_EQ(equals("NAME", Literal::text("'")), "NAME eq ''''");
}

TEST(Literal, values_are_written_as_odata_4_has_them) {
  const auto id = parse_uuid("9E8D31EA-b150-4238-a429-4c653356f94d");
  EXPECT_EQ(Literal::guid(*id).written(), "9e8d31ea-b150-4238-a429-4c653356f94d");
  EXPECT_EQ(Literal::integer(-7).written(), "-7");
  EXPECT_EQ(Literal::decimal(0.1).written(), "0.1");
  EXPECT_EQ(Literal::boolean(true).written(), "true");
  EXPECT_EQ(Literal::null().written(), "null");
  EXPECT_EQ(Literal::instant(*parse_instant("2026-11-28T01:02:03Z")).written(),
            "2026-11-28T01:02:03Z");
  EXPECT_EQ(Literal::enumeration("NoYes", "Yes").written(),
            "Microsoft.Dynamics.DataEntities.NoYes'Yes'");
}

TEST(Literal, conditions_keep_their_brackets_where_several_are_joined) {
  EXPECT_EQ(all_of({}), "");
  EXPECT_EQ(all_of({"", "A eq 1"}), "A eq 1");
  EXPECT_EQ(all_of({"A eq 1", any_of({"B eq 2", "B eq 3"})}),
            "(A eq 1) and ((B eq 2) or (B eq 3))");
}

TEST(Literal, a_key_is_encoded_whole) {
  EXPECT_EQ(entity_path("Set", {{"dataAreaId", Literal::text("usmf")},
                                {"ID", Literal::text("A/B?c#d&e=f'g é")}}),
            "Set(dataAreaId=%27usmf%27,ID=%27A%2FB%3Fc%23d%26e%3Df%27%27g%20%C3%A9%27)");
}

TEST(Query, names_every_option_that_is_set) {
  EXPECT_EQ(query_text({.filter = "A eq 'x y'",
                        .select = {"A", "B"},
                        .order_by = {"A"},
                        .top = 5,
                        .count = true}),
            "cross-company=true&$filter=A%20eq%20%27x%20y%27&$select=A,B&$orderby=A&$top=5"
            "&$count=true");
  EXPECT_EQ(query_text({.cross_company = false}), "");
}

TEST(Query, the_next_page_lies_at_the_same_origin) {
  const std::string at = "https://Fo.example/data/Set?a=1";
  EXPECT_EQ(*next_page_url(at, "https://fo.example:443/data/Set?b=2"),
            "https://fo.example:443/data/Set?b=2");
  EXPECT_EQ(*next_page_url(at, "Set?$skiptoken=x"), "https://Fo.example/data/Set?$skiptoken=x");
  EXPECT_EQ(*next_page_url(at, "?$skiptoken=x"), "https://Fo.example/data/Set?$skiptoken=x");
  EXPECT_EQ(*next_page_url(at, "/data/Set?p"), "https://Fo.example/data/Set?p");
}

TEST(Query, no_link_leads_the_token_elsewhere) {
  const std::string at = "https://fo.example/data/Set";
  for (const char* link :
       {"https://evil.example/data", "http://fo.example/data", "https://fo.example:444/data",
        "//evil.example/data", "https://fo.example.evil/data", "https://fo.example@evil/data",
        "https://fo.example\\@evil/", "javascript:alert(1)", "file:///etc/passwd", "", "a b"})
    EXPECT_FALSE(next_page_url(at, link).has_value()) << link;
}

}  // namespace
}  // namespace fieldbook::syncd::odata
