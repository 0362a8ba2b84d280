#include "syncd/endpoints/folded_words.hpp"

#include <gtest/gtest.h>

namespace fieldbook::syncd {
namespace {

using Words = std::vector<std::string>;

TEST(FoldedWords, have_neither_case_nor_accents_nor_punctuation) {
  EXPECT_EQ(folded_words("Café Ångström, WO-00009!"), (Words{"cafe", "angstrom", "wo", "00009"}));
  EXPECT_EQ(folded_words("e\xcc\x81t\xc3\xa9"), Words{"ete"});
  EXPECT_EQ(folded_words("ΔΟΚΙΜΉ Привет"), (Words{"δοκιμη", "привет"}));
}

TEST(FoldedWords, are_single_characters_where_a_script_has_no_spaces) {
  EXPECT_EQ(folded_words("进入机房 B2"), (Words{"进", "入", "机", "房", "b2"}));
}

TEST(FoldedWords, pass_over_bytes_that_are_no_text) {
  EXPECT_EQ(folded_words("a\xff"
                         "b"),
            (Words{"a", "b"}));
  EXPECT_EQ(folded_words(""), Words{});
}

TEST(FoldedWords, match_by_their_beginnings_in_any_order) {
  const Words words = folded_words("Rooftop unit, Wien");
  EXPECT_TRUE(has_words(words, folded_words("wie ROOF")));
  EXPECT_TRUE(has_words(words, {}));
  EXPECT_FALSE(has_words(words, folded_words("roof linz")));
  EXPECT_FALSE(has_words(words, folded_words("top")));
}

}  // namespace
}  // namespace fieldbook::syncd
