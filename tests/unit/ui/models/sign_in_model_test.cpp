#include "ui/models/sign_in_model.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

using Problem = std::optional<std::string>;

class SignIn : public ModelTest {
 protected:
  void fill() {
    model_.server = "https://edge.example";
    model_.signin = "ana";
    model_.password = "correct horse";
    model_.audience = "partner";
  }
  SignInModel model_{mailbox_};
};

TEST_F(SignIn, says_what_is_missing_before_anything_is_tried) {
  EXPECT_EQ(model_.problem(), Problem{"sign_in.server_missing"});
  model_.server = "edge.example";
  EXPECT_EQ(model_.problem(), Problem{"sign_in.server_wrong"});
  model_.server = "https://edge.example";
  EXPECT_EQ(model_.problem(), Problem{"sign_in.name_missing"});
  model_.signin = "ana";
  EXPECT_EQ(model_.problem(), Problem{"sign_in.password_missing"});
  model_.password = "x";
  EXPECT_EQ(model_.problem(), Problem{});
  model_.server = "";
  model_.submit();
  EXPECT_FALSE(model_.busy());
}

TEST_F(SignIn, opens_the_profile_of_the_server_and_signs_in_there) {
  std::string opened;
  bool in = false;
  model_.open_profile = [&](const std::string& server) -> Status {
    opened = server;
    model_.attach(&client_);
    return {};
  };
  model_.signed_in = [&] { in = true; };
  fill();
  model_.submit();
  EXPECT_EQ(opened, "https://edge.example");
  EXPECT_TRUE(model_.busy());
  ASSERT_EQ(client_.sign_ins.size(), 1U);
  EXPECT_EQ(client_.sign_ins[0].signin, "ana");
  EXPECT_EQ(client_.sign_ins[0].password, "correct horse");
  EXPECT_EQ(client_.sign_ins[0].audience, "partner");
  arrive();
  EXPECT_FALSE(model_.busy());
  EXPECT_TRUE(in);
  EXPECT_EQ(model_.password, "");
  EXPECT_FALSE(model_.failure());
}

TEST_F(SignIn, takes_the_code_of_an_invitation_along_and_forgets_it) {
  model_.attach(&client_);
  fill();
  model_.code_use = CodeUse::invitation;
  EXPECT_EQ(model_.problem(), Problem{"sign_in.code_missing"});
  model_.code = "kZ3-";
  model_.firstname = "Kim";
  model_.lastname = "Neu";
  model_.submit();
  ASSERT_EQ(client_.sign_ins.size(), 1U);
  EXPECT_EQ(client_.sign_ins[0].invitation, "kZ3-");
  EXPECT_EQ(client_.sign_ins[0].firstname, "Kim");
  EXPECT_EQ(client_.sign_ins[0].lastname, "Neu");
  EXPECT_EQ(client_.sign_ins[0].reset_code, "");
  arrive();
  EXPECT_EQ(model_.code, "");
  EXPECT_EQ(model_.firstname + model_.lastname, "");
  EXPECT_EQ(model_.code_use, CodeUse::none);
}

TEST_F(SignIn, asks_for_a_code_by_mail_and_sets_the_password_with_it) {
  model_.attach(&client_);
  fill();
  model_.password.clear();
  model_.code_use = CodeUse::reset;
  model_.ask_code();
  EXPECT_TRUE(model_.busy());
  EXPECT_EQ(client_.reset_codes, std::vector<std::string>{"ana"});
  arrive();
  EXPECT_TRUE(model_.code_asked());
  EXPECT_FALSE(model_.busy());
  model_.password = "another one";
  model_.code = "K7MZQ-2WXHD";
  model_.submit();
  ASSERT_EQ(client_.sign_ins.size(), 1U);
  EXPECT_EQ(client_.sign_ins[0].reset_code, "K7MZQ-2WXHD");
}

TEST_F(SignIn, a_wrong_password_is_told_and_not_kept) {
  model_.attach(&client_);
  client_.failure =
      Error{Errc::unauthenticated,
            "The name or the password is not right. Your work on this device is kept. Try again, "
            "or ask your administrator for a new password."};
  fill();
  model_.submit();
  arrive();
  ASSERT_TRUE(model_.failure());
  EXPECT_EQ(model_.failure()->title, "Please sign in");
  EXPECT_EQ(model_.failure()->content, client_.failure->message);
  EXPECT_EQ(model_.failure()->code, "unauthenticated");
  EXPECT_EQ(model_.password, "");
  EXPECT_FALSE(model_.busy());
}

TEST_F(SignIn, a_server_out_of_reach_is_told_in_the_persons_language_even_after_it_changes) {
  model_.attach(&client_);
  client_.failure = Error{Errc::unavailable, "Connected, but edge.example (10 s) does not answer"};
  fill();
  model_.submit();
  arrive();
  EXPECT_EQ(model_.failure()->title, "Not reached");
  model_.set_strings(*german_);
  EXPECT_EQ(model_.failure()->title, "Nicht erreicht");
}

TEST_F(SignIn, a_profile_that_does_not_open_is_a_failure) {
  model_.open_profile = [](const std::string&) -> Status {
    return fail(Errc::unavailable, "Another Fieldbook has this profile open.");
  };
  fill();
  model_.submit();
  EXPECT_FALSE(model_.busy());
  EXPECT_EQ(model_.failure()->content, "Another Fieldbook has this profile open.");
}

TEST_F(SignIn, a_second_press_while_it_is_busy_does_nothing) {
  model_.attach(&client_);
  fill();
  model_.submit();
  model_.submit();
  EXPECT_EQ(client_.sign_ins.size(), 1U);
}

TEST_F(SignIn, another_client_makes_the_answer_of_the_one_before_void) {
  tests::FakeClient other;
  model_.attach(&client_);
  fill();
  model_.submit();
  model_.attach(&other);
  bool in = false;
  model_.signed_in = [&] { in = true; };
  arrive();
  EXPECT_FALSE(in);
  EXPECT_FALSE(model_.busy());
}

}  // namespace
}  // namespace fieldbook::ui
