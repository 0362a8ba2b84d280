#include "ui/strings/strings.hpp"

#include <gtest/gtest.h>

#include "ui/strings/plural.hpp"
#include "ui/strings/pseudo.hpp"

namespace fieldbook::ui {
namespace {

std::shared_ptr<const Strings> load(std::string_view language) {
  auto strings = Strings::load(language);
  EXPECT_TRUE(strings);
  return strings ? *strings : nullptr;
}

TEST(Strings, a_language_that_is_not_there_is_refused) {
  const auto strings = Strings::load("tlh");
  ASSERT_FALSE(strings);
  EXPECT_EQ(strings.error().code, Errc::not_found);
}

TEST(Strings, a_person_may_choose_english_and_german_under_their_own_names) {
  EXPECT_EQ(Strings::languages(), (std::vector<std::pair<std::string, std::string>>{
                                      {"de", "Deutsch"}, {"en", "English"}}));
}

TEST(Strings, arguments_go_in_by_name_and_others_stay_as_they_are) {
  const auto english = load("en");
  EXPECT_EQ(english->text("conflicts.by", {{"time", "14:02"}, {"name", "Ana"}}), "Ana, 14:02");
  EXPECT_EQ(english->text("conflicts.by", {{"name", "{time}"}}), "{time}, {time}");
  EXPECT_EQ(english->text("conflicts.by"), "{name}, {time}");
}

TEST(Strings, a_key_that_no_language_has_is_shown_as_the_key) {
  EXPECT_EQ(load("de")->text("wombat.title"), "wombat.title");
  EXPECT_EQ(load("de")->count("wombat.title", 3), "wombat.title");
  EXPECT_FALSE(load("de")->has("wombat.title"));
  EXPECT_TRUE(load("de")->has("home.title"));
}

TEST(Strings, a_number_chooses_the_form_and_is_grouped_by_the_language) {
  EXPECT_EQ(load("en")->count("list.rows", 0), "0 rows");
  EXPECT_EQ(load("en")->count("list.rows", 1), "1 row");
  EXPECT_EQ(load("en")->count("list.rows", 12'345), "12,345 rows");
  EXPECT_EQ(load("de")->count("list.rows", 1), "1 Zeile");
  EXPECT_EQ(load("de")->count("list.rows", 1'234'567), "1.234.567 Zeilen");
}

TEST(Strings, numbers_are_grouped_from_the_right_whatever_the_sign) {
  const auto english = load("en");
  EXPECT_EQ(english->number(0), "0");
  EXPECT_EQ(english->number(999), "999");
  EXPECT_EQ(english->number(-999), "-999");
  EXPECT_EQ(english->number(-1'000), "-1,000");
  EXPECT_EQ(english->number(123'456), "123,456");
}

TEST(Strings, a_label_without_a_translation_is_itself) {
  EXPECT_EQ(load("en")->label("Account"), "Account");
  EXPECT_EQ(load("de")->label("Account"), "Firma");
  EXPECT_EQ(load("de")->label("Wombat"), "Wombat");
  EXPECT_EQ(load("de")->label(""), "");
  EXPECT_TRUE(load("en")->has_label("Wombat"));
  EXPECT_TRUE(load("de")->has_label("Account"));
  EXPECT_FALSE(load("de")->has_label("Wombat"));
}

TEST(Strings, a_sentence_of_the_client_takes_its_arguments_along) {
  const auto german = *Strings::load("de");
  const std::string_view english =
      "The connection to edge:8443 broke off (reset (104)). Your work is saved on this device.";
  EXPECT_TRUE(german->has_label(english));
  EXPECT_EQ(german->label(english),
            "Die Verbindung zu edge:8443 ist abgebrochen (reset (104)). Ihre Arbeit ist auf diesem "
            "Gerät gespeichert.");
  EXPECT_EQ(german->label("Not compared with the server: The sync was stopped."),
            "Nicht mit dem Server verglichen: Der Abgleich wurde abgebrochen.");
  EXPECT_FALSE(german->has_label("The connection to edge:8443 was never there."));
  EXPECT_FALSE(german->has_label("Connected to the network, but "));
  EXPECT_EQ((*Strings::load("en"))->label(english), english);
}

TEST(Strings, each_language_writes_numbers_and_dates_its_own_way) {
  EXPECT_EQ(load("en")->conventions(), Strings::Conventions{});
  EXPECT_EQ(load("de")->conventions(),
            (Strings::Conventions{",", ".", "{day}. {month_name} {year}"}));
}

TEST(Strings, the_pseudo_locale_changes_every_word_and_no_argument) {
  const auto pseudo = load("qps");
  EXPECT_EQ(pseudo->text("sign_in.title"), "[Šïğñ ïñ ~~~]");
  EXPECT_EQ(pseudo->text("home.greeting", {{"name", "Ana"}}), "[Héľľô, Ana ~~~~~]");
  EXPECT_EQ(pseudo->count("list.rows", 1), "[1 řôw ~~~~]");
  EXPECT_EQ(pseudo->label("Account"), "[Åççôüñť ~~~]");
}

TEST(Plurals, english_and_german_know_one_and_all_others) {
  for (const std::string_view language : {"en", "de"}) {
    EXPECT_EQ(plural_form(language, 1), PluralForm::one);
    EXPECT_EQ(plural_form(language, -1), PluralForm::one);
    for (const std::int64_t number : {0, 2, 11, 21, 101})
      EXPECT_EQ(plural_form(language, number), PluralForm::other) << language << number;
  }
  EXPECT_EQ(plural_form("ja", 1), PluralForm::other);
}

}  // namespace
}  // namespace fieldbook::ui
