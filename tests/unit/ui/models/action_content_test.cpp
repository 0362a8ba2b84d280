#include "ui/models/action_content.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

class Content : public ModelTest {
 protected:
  std::string said(const client::ActionSnapshot& action) {
    return content_sentence(action_content(action, *client_.catalogue_now, context()));
  }
};

TEST_F(Content, a_signed_decision_says_who_signed_and_why_and_not_what_was_on_the_screen) {
  EXPECT_EQ(said({.kind = "quote.approve",
                  .entity = "quote",
                  .arguments = {{"comment", std::string("as discussed")},
                                {"shown_total", std::int64_t{10'000}},
                                {"signer_name", std::string("Dana Ruiz")}}}),
            "Comment: as discussed · Signed by: Dana Ruiz");
}

TEST_F(Content, an_option_is_said_by_its_label) {
  EXPECT_EQ(said({.kind = "opportunity.return",
                  .entity = "opportunity",
                  .arguments = {{"reason", std::int64_t{100000005}}}}),
            "Reason: No Funding");
}

TEST_F(Content, an_edit_says_its_new_values_and_an_emptied_field) {
  EXPECT_EQ(said({.kind = "record.update",
                  .entity = "account",
                  .arguments = {{"conflict", uuid_of(3)}},
                  .fields = {{"telephone1", std::string("+49 40 1")},
                             {"primarycontactid", uuid_of(4)},
                             {"address1_city", schema::Null{}}}}),
            "Main Phone: +49 40 1 · City: –");
}

TEST_F(Content, nothing_given_says_nothing) {
  EXPECT_EQ(said({.kind = "booking.accept", .entity = "bookableresourcebooking"}), "");
}

}  // namespace
}  // namespace fieldbook::ui
