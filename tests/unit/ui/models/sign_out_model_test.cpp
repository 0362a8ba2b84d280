#include "ui/models/sign_out_model.hpp"

#include "platform/os/files.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

class Leaving : public ModelTest {
 protected:
  client::ActionSnapshot action(std::uint8_t id, const char* kind) {
    return {.id = uuid_of(id),
            .kind = kind,
            .entity = "account",
            .target = uuid_of(1),
            .name = "Adatum \"North\"",
            .state = "waiting",
            .saved_ms = now_.ms};
  }
  std::vector<client::ActionSnapshot> outbox() {
    client::ActionSnapshot update = action(2, "record.update");
    update.fields = {{"telephone1", std::string("=1+1")}};
    return {update, action(3, "record.update"), action(4, "withdraw")};
  }

  tests::TempDir folder_;
  SignOutModel leave_{client_, mailbox_};
};

TEST_F(Leaving, the_list_says_what_waits_on_which_record_with_which_values) {
  leave_.folder = folder_.path() / "exports";
  leave_.write_list(outbox(), context());
  ASSERT_FALSE(leave_.error());
  EXPECT_EQ(leave_.file().filename(), "unsent-2026-11-28-1402.csv");
  const auto text = platform::read_file(leave_.file(), 100'000);
  ASSERT_TRUE(text);
  EXPECT_TRUE(text->contains("\"2026-11-28 14:02\",\"Change Adatum \"\"North\"\"\",\"Account\""));
  EXPECT_TRUE(text->contains("\"Main Phone: =1+1\"")) << *text;
  EXPECT_EQ(std::ranges::count(*text, '\n'), 4);
}

TEST_F(Leaving, a_cell_that_begins_like_a_formula_is_text) {
  auto all = outbox();
  all[0].name = "=cmd()";
  leave_.folder = folder_.path();
  leave_.write_list(all, context());
  const auto text = platform::read_file(leave_.file(), 100'000);
  ASSERT_TRUE(text);
  EXPECT_TRUE(text->contains("\"'=cmd()\""));
}

TEST_F(Leaving, a_folder_that_takes_nothing_is_told) {
  ASSERT_TRUE(platform::write_file(folder_.path() / "file", "", platform::Privacy::owner_only));
  leave_.folder = folder_.path() / "file" / "exports";
  leave_.write_list(outbox(), context());
  EXPECT_TRUE(leave_.error());
  EXPECT_TRUE(leave_.file().empty());
  leave_.begin();
  EXPECT_FALSE(leave_.error());
}

TEST_F(Leaving, discarding_takes_the_number_typed_and_withdraws_each_once) {
  leave_.ask_discard(true);
  EXPECT_FALSE(leave_.may_discard(3));
  leave_.typed_count = "2";
  EXPECT_FALSE(leave_.may_discard(3));
  leave_.typed_count = " 3 ";
  EXPECT_TRUE(leave_.may_discard(3));
  leave_.discard(outbox());
  EXPECT_TRUE(leave_.discarding());
  EXPECT_FALSE(leave_.asks_discard());
  leave_.discard(outbox());
  arrive();
  EXPECT_EQ(client_.touched, (std::vector{uuid_of(2), uuid_of(3)})) << "a withdrawal stays";
  EXPECT_FALSE(leave_.discarding());
}

TEST_F(Leaving, what_settled_meanwhile_is_no_error_and_a_full_disk_is) {
  client_.failure = Error{Errc::not_found, "settled"};
  leave_.discard(outbox());
  arrive();
  EXPECT_FALSE(leave_.error());
  client_.failure = Error{Errc::storage, "full"};
  leave_.discard(outbox());
  arrive();
  EXPECT_TRUE(leave_.error());
}

}  // namespace
}  // namespace fieldbook::ui
