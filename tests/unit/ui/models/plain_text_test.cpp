#include "ui/models/plain_text.hpp"

#include <gtest/gtest.h>

namespace fieldbook::ui {
namespace {

TEST(PlainText, an_article_is_read_without_its_tags) {
  EXPECT_EQ(plain_text("<h1>Alarm E-17</h1><p>Close <b>valve 7</b> &amp; wait.<br/>Then:</p>"
                       "<ul><li>drain</li><li class=\"x\">refill</li></ul>"),
            "Alarm E-17\nClose valve 7 & wait.\nThen:\ndrain\nrefill");
}

TEST(PlainText, what_people_type_stays_as_it_is) {
  for (const char* text :
       {"", "a < b and c > d", "x <y> z", "1 &lt; 2", "5 > 3", "<", "<p", "<>", "one\n\ntwo  "})
    EXPECT_EQ(plain_text(text), text);
}

TEST(PlainText, only_tags_of_html_go) {
  EXPECT_EQ(plain_text("<p>if (a <b) and <wombat> &lt;p&gt;</p>"), "if (a <b) and <wombat> <p>");
}

}  // namespace
}  // namespace fieldbook::ui
