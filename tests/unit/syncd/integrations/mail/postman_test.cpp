// What is written to whom and how often, whatever the mail server answers and whenever the process
// ends.

#include "syncd/integrations/mail/postman.hpp"

#include <gtest/gtest.h>
#include <set>

#include "shared/actions/action_table.hpp"
#include "shared/rules/invitation.hpp"
#include "syncd/auth/accounts.hpp"
#include "syncd/auth/password_reset.hpp"
#include "syncd/store/sqlite_store.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/map_reader.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::syncd::mail {
namespace {

using namespace std::chrono_literals;
using tests::a_row;
using tests::id_of;
using Kind = Delivery::Kind;

template <class T>
T must(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << result.error().message;
    std::abort();
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

/// What a test throws where the process is to end.
struct Killed {};

struct FakeCourier final : Courier {
  struct Carried {
    std::string to, message;
  };
  [[nodiscard]] Delivery carry(const std::string&, const std::string& to,
                               const std::string& message) override {
    ++asked;
    if (answer.kind == Kind::taken) carried.push_back({to, message});
    if (kills) throw Killed{};
    return answer;
  }
  void interrupt() override {}
  Delivery answer;
  bool kills = false;
  int asked = 0;
  std::vector<Carried> carried;
};

class PlainWriter final : public WriteRunner {
 public:
  explicit PlainWriter(Store& store) : store_(store) {}
  [[nodiscard]] Status write(WriteJob job) override {
    const auto done = run_job(store_, job);
    if (!done) return std::unexpected(done.error());
    return {};
  }
  void write_later(WriteJob job) override { static_cast<void>(run_job(store_, job)); }

 private:
  Store& store_;
};

class PostmanTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto today = day_of(clock_.now());
    put({a_row("account", "pipes")
             .with("name", "Pipes")
             .naming("primarycontactid", "contact", "paul"),
         a_row("contact", "paul")
             .with("fullname", "Paul")
             .with("emailaddress1", "paul@pipes.example")
             .with("adx_identity_logonenabled", true)
             .naming("parentcustomerid", "account", "pipes"),
         a_row("contact", "tina")
             .with("fullname", "Tina")
             .with("emailaddress1", "tina@pipes.example")
             .naming("parentcustomerid", "account", "pipes"),
         a_row("opportunity", "boiler")
             .with("name", "Boiler")
             .naming("msa_partnerid", "account", "pipes"),
         a_row("fieldbook_opportunitydelivery", "offer")
             .with("name", "Offer")
             .naming("opportunityid", "opportunity", "boiler")
             .naming("partnerid", "account", "pipes")
             .with("deliveredon", today)
             .with("expireson", today + 5)});
    restart();
  }
  void put(const std::vector<schema::Row>& rows) {
    std::vector<schema::RowChange> changes;
    for (const schema::Row& row : rows) {
      schema::RowChange change(row.key());
      for (std::uint32_t i = 0; i < row.values.size(); ++i)
        if (!schema::is_null(row.values[i])) change.values.emplace_back(i, row.values[i]);
      changes.push_back(std::move(change));
    }
    const auto transaction = must(store_->begin_write());
    must(committer_.commit(*transaction, changes, {.kind = "test"}));
    must(transaction->commit());
  }
  /// Tina is invited, as the decider writes it.
  void invite() {
    const Uuid action = id_of("action");
    const Uuid id = rules::invitation_id(action);
    schema::Row row = a_row("adx_invitation", "x")
                          .with("adx_name", "Invitation of Tina")
                          .naming("adx_invitecontact", "contact", "tina")
                          .with("adx_maximumredemptions", std::int64_t{1})
                          .with("adx_expirydate", (clock_.now() + 24h).ms)
                          .with("statecode", std::int64_t{0})
                          .with("statuscode", std::int64_t{1});
    row.id = id;
    put({row});
    const auto transaction = must(store_->begin_write());
    ActionResult result;
    result.receipt.number = 1;
    result.receipt.action = action;
    result.receipt.verdict = actions::Verdict::applied;
    result.receipt.commit = transaction->head().commit;
    result.receipt.detail = {{"code", "the-code"}, {"invitation", to_string(id)}};
    result.stream = id_of("stream");
    result.kind = actions::kinds::kContactInvite;
    result.target = {store_->catalogue().entity("contact").number, id_of("tina")};
    must(transaction->put_action_result(result));
    must(transaction->commit());
  }
  void restart() {
    postman_ = std::make_unique<Postman>(
        *store_, committer_, writer_, clock_, courier_,
        PostmanSettings{.from = "fieldbook@example.com",
                        .letters = {.site = "https://fieldbook.example.com", .ending_days = 1},
                        .tries = 3});
  }
  PostReport step() { return must(postman_->step()); }
  [[nodiscard]] std::vector<std::string> recipients() const {
    std::vector<std::string> out;
    for (const auto& one : courier_.carried) out.push_back(one.to);
    return out;
  }
  [[nodiscard]] std::string id_in(std::size_t index) const {
    const std::string& text = courier_.carried.at(index).message;
    const auto at = text.find("Message-ID: ");
    return text.substr(at, text.find("\r\n", at) - at);
  }
  [[nodiscard]] std::uint64_t items(OutboxState state) {
    std::uint64_t out = 0;
    const auto rows = must(store_->begin_read());
    for (const auto& one : must(rows->outbox_counts("mail")))
      if (one.state == state) out += one.items;
    return out;
  }

  tests::TempDir directory_;
  tests::FakeClock clock_;
  SeededRandom random_{3};
  std::shared_ptr<const schema::Catalogue> catalogue_ = schema::Catalogue::embedded();
  std::unique_ptr<Store> store_ =
      must(create_sqlite_store((directory_ / "store.db").string(), {}, catalogue_,
                               {.id = id_of("organisation"), .name = "Nordlicht"}, random_));
  std::shared_ptr<const Exposure> exposure_ =
      std::make_shared<const Exposure>(catalogue_, ExposureSettings::defaults());
  Committer committer_{exposure_, clock_};
  PlainWriter writer_{*store_};
  FakeCourier courier_;
  std::unique_ptr<Postman> postman_;
};

using Names = std::vector<std::string>;

TEST_F(PostmanTest, an_offer_is_told_once_to_who_decides_on_it) {
  EXPECT_EQ(step().sent, 1U);
  EXPECT_EQ(recipients(), Names{"paul@pipes.example"});
  put({a_row("fieldbook_opportunitydelivery", "offer").with("stagecode", std::int64_t{2})});
  restart();
  EXPECT_EQ(step().sent, 0U);
  EXPECT_EQ(courier_.asked, 1);
}

TEST_F(PostmanTest, people_are_written_to_in_the_language_they_prefer) {
  const auto written = [&](std::string_view task, LetterSettings settings = {}) {
    const auto rows = must(store_->begin_read());
    const schema::RowKey offer{catalogue_->entity("fieldbook_opportunitydelivery").number,
                               id_of("offer")};
    const auto letter = must(write_letter(*rows, task, offer, clock_.now(), settings));
    return letter ? letter->subject + "\n" + letter->text : "";
  };
  const auto prefers = [&](const char* code) {
    put({a_row("languagelocale", "language").with("name", code).with("code", code)});
    schema::RowChange change({catalogue_->entity("contact").number, id_of("paul")});
    change.set(catalogue_->column("contact", "adx_preferredlanguageid"), id_of("language"));
    const auto transaction = must(store_->begin_write());
    must(committer_.commit(*transaction, {&change, 1}, {.kind = "test"}));
    must(transaction->commit());
  };
  EXPECT_TRUE(written(kOffer).starts_with("New opportunity: Boiler\nHello Paul,"));
  EXPECT_TRUE(written(kOffer, {.language = Language::german}).starts_with("Neue Verkaufschance"));
  prefers("de-AT");
  EXPECT_TRUE(written(kOffer).starts_with("Neue Verkaufschance: Boiler\nGuten Tag Paul,"));
  EXPECT_TRUE(written(kEnding).starts_with("Endet bald: Boiler\n"));
  EXPECT_NE(written(kEnding, {.site = "https://f.example"}).find("Server: https://f.example\n"),
            std::string::npos);
  prefers("en-GB");
  EXPECT_TRUE(written(kEnding, {.language = Language::german}).starts_with("Ends soon: Boiler\n"));
  prefers("fr-FR");
  EXPECT_TRUE(written(kOffer, {.language = Language::german}).starts_with("Neue Verkaufschance"));
}

TEST(LetterWords, have_the_same_placeholders_in_each_language) {
  const auto placeholders = [](std::string_view text) {
    std::set<std::string_view> out;
    for (auto at = text.find('{'); at != text.npos; at = text.find('{', at + 1))
      out.insert(text.substr(at, text.find('}', at) + 1 - at));
    return out;
  };
  const LetterWords& english = words_in(Language::english);
  const LetterWords& german = words_in(Language::german);
  for (const auto member :
       {&LetterWords::site, &LetterWords::invitation_subject, &LetterWords::invitation_text,
        &LetterWords::ends_on, &LetterWords::reset_subject, &LetterWords::reset_text,
        &LetterWords::offer_subject, &LetterWords::offer_text, &LetterWords::ending_subject,
        &LetterWords::ending_text}) {
    EXPECT_EQ(placeholders(german.*member), placeholders(english.*member)) << german.*member;
    EXPECT_FALSE(placeholders(english.*member).empty());
  }
}

TEST_F(PostmanTest, an_offer_that_is_about_to_end_is_called_to_mind_once) {
  step();
  clock_.advance(24h * 3);
  EXPECT_EQ(step().sent, 0U);
  clock_.advance(24h);
  EXPECT_EQ(step().sent, 1U);
  clock_.advance(1h);
  EXPECT_EQ(step().sent, 0U);
  EXPECT_NE(id_in(0), id_in(1));
}

TEST_F(PostmanTest, nothing_is_said_of_an_offer_that_is_decided_or_went_elsewhere) {
  put({a_row("fieldbook_opportunitydelivery", "offer").with("acceptedon", day_of(clock_.now()))});
  EXPECT_EQ(step().sent, 0U);
  put({a_row("account", "rival").with("name", "Rival"),
       a_row("fieldbook_opportunitydelivery", "second")
           .with("name", "Second")
           .naming("opportunityid", "opportunity", "boiler")
           .naming("partnerid", "account", "rival")
           .with("expireson", day_of(clock_.now()) + 5)});
  EXPECT_EQ(step().sent, 0U);
}

TEST_F(PostmanTest, an_invitation_is_sent_with_its_code_and_marked_so) {
  step();
  invite();
  EXPECT_EQ(step().sent, 1U);
  EXPECT_EQ(recipients().back(), "tina@pipes.example");
  const auto status = catalogue_->column("adx_invitation", "statuscode");
  const schema::RowKey key{status.entity_number, rules::invitation_id(id_of("action"))};
  EXPECT_EQ(must(must(store_->begin_read())->get(key))->integer(status), 756150000);
  EXPECT_EQ(step().sent, 0U);
  EXPECT_EQ(items(OutboxState::waiting), 0U);
}

TEST_F(PostmanTest, a_code_for_another_password_is_sent_to_who_has_the_name) {
  step();
  {
    const auto transaction = must(store_->begin_write());
    must(add_user(*transaction, {.person = id_of("paul"), .signin = "paul", .password_hash = "old"},
                  clock_.now()));
    must(ask_password_reset(*transaction, id_of("paul"), clock_.now()));
    must(ask_password_reset(*transaction, Uuid{}, clock_.now()));
    must(transaction->commit());
  }
  EXPECT_EQ(step().sent, 1U);
  EXPECT_EQ(recipients().back(), "paul@pipes.example");
  EXPECT_EQ(step().sent, 0U);
}

TEST_F(PostmanTest, what_was_on_its_way_when_the_process_ended_goes_again_under_the_same_id) {
  courier_.kills = true;
  EXPECT_THROW(static_cast<void>(postman_->step()), Killed);
  EXPECT_EQ(items(OutboxState::sending), 1U);
  courier_.kills = false;
  restart();
  EXPECT_EQ(step().sent, 1U);
  ASSERT_EQ(courier_.carried.size(), 2U);
  EXPECT_EQ(id_in(0), id_in(1));
  EXPECT_EQ(items(OutboxState::sending), 0U);
}

TEST_F(PostmanTest, a_server_that_is_not_there_costs_no_try_and_is_asked_less_and_less) {
  courier_.answer = {Kind::unreachable, "no route"};
  auto wait = 0ms;
  for (int i = 0; i < 12; ++i) {
    const PostReport report = step();
    EXPECT_EQ(report.problem, "no route");
    ASSERT_TRUE(report.next.has_value());
    EXPECT_GE(*report.next - clock_.now(), wait);
    wait = *report.next - clock_.now();
    EXPECT_LE(wait, 1h);
    EXPECT_EQ(step().sent, 0U);  // too early: it is not even asked
    clock_.advance(wait);
  }
  EXPECT_EQ(courier_.asked, 12);
  courier_.answer = {};
  EXPECT_EQ(step().sent, 1U);
}

TEST_F(PostmanTest, a_message_that_is_turned_away_is_tried_so_often_and_given_up) {
  courier_.answer = {Kind::turned_away, "greylisted"};
  std::size_t given_up = 0;
  for (int i = 0; i < 6; ++i) {
    given_up += step().given_up;
    clock_.advance(2h);
  }
  EXPECT_EQ(courier_.asked, 3);
  EXPECT_EQ(given_up, 1U);
  EXPECT_EQ(items(OutboxState::skipped), 1U);
}

TEST_F(PostmanTest, a_refused_message_stops_no_other) {
  courier_.answer = {Kind::refused, "no such mailbox"};
  EXPECT_EQ(step().given_up, 1U);
  courier_.answer = {};
  invite();
  EXPECT_EQ(step().sent, 1U);
  EXPECT_EQ(recipients(), Names{"tina@pipes.example"});
}

}  // namespace
}  // namespace fieldbook::syncd::mail
