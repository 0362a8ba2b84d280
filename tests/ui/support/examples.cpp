#include "tests/support/sample_data.hpp"
#include "tests/ui/support/fake_client.hpp"

namespace fieldbook::tests {
namespace {

const schema::Row& first_row(std::string_view entity) {
  for (const schema::Row& row : sample_rows())
    if (row.entity->name == entity) return row;
  ASSERT(false);
}

client::ActionSnapshot an_action(std::uint8_t number, std::string kind, const schema::Row& row,
                                 std::string state) {
  client::ActionSnapshot action;
  action.id = Uuid{{0xee, number}};
  action.kind = std::move(kind);
  action.entity = row.entity->name;
  action.target = row.id;
  action.name = "Pump station Nord";
  action.sentence = "Approve quote Pump station Nord";
  action.state = std::move(state);
  action.saved_ms = kSampleToday.ms - 3'600'000 * number;
  action.attempts = number;
  action.number = number;
  return action;
}

client::ActionSnapshot settled(client::ActionSnapshot action, std::string verdict,
                               std::string reason, std::string text) {
  action.verdict = std::move(verdict);
  action.reason = std::move(reason);
  action.verdict_text = std::move(text);
  action.received_by = "Nordlicht";
  action.received_ms = action.saved_ms + 60'000;
  action.settled_ms = action.saved_ms + 61'000;
  return action;
}

client::ConflictSnapshot a_conflict() {
  const schema::Row& row = first_row("account");
  client::ConflictSnapshot conflict;
  conflict.id = Uuid{{0xcc, 1}};
  conflict.title = "Contoso Service GmbH & Co. KG";
  conflict.entity = "account";
  conflict.row = row.id;
  conflict.author = "Arjun Mehta";
  conflict.other_author = "Dana Ruiz";
  conflict.mine_ms = kSampleToday.ms - 7'200'000;
  conflict.theirs_ms = kSampleToday.ms - 3'600'000;
  conflict.fields.push_back({"telephone1", std::string("+49 40 1000"), std::string("+49 40 2000"),
                             std::string("+49 40 3000"), false});
  conflict.fields.push_back({"name", std::string("Contoso Service"),
                             std::string("Contoso Service GmbH"),
                             std::string("Contoso Service GmbH & Co. KG"), false});
  return conflict;
}

client::WeightsSnapshot some_weights() {
  return {.mode = "automatic",
          .offer_days = 14,
          .weights = {{"distance", -0.005, -0.01, 0, 0, true, true},
                      {"winrate", 3, 0, 5, 3, false, true},
                      {"returnrate", -2.5, -5, 0, -2.5, false, true},
                      {"feedbackrate", 1, 0, 5, 1, false, true},
                      {"stallrate", 0, -5, 0, 0, false, false},
                      {"touchrate", 2, 0, 5, 1, true, true},
                      {"avgtimetoclose", 0, -0.5, 0, 0, false, false}},
          .changed_ms = kSampleToday.ms - 7'200'000,
          .changed_by = "Tom Keller"};
}

client::DevicesSnapshot some_devices() {
  const std::int64_t now = kSampleToday.ms;
  return {.devices = {{.id = Uuid{{0xde, 1}},
                       .name = "Office laptop",
                       .person = "Tom Keller",
                       .version = "1.0.0",
                       .registered_ms = now - 90LL * 86'400'000,
                       .last_seen_ms = now - 20'000,
                       .this_device = true},
                      {.id = Uuid{{0xde, 2}},
                       .name = "Tablet 7",
                       .person = "Amina Farouk",
                       .version = "1.0.0",
                       .registered_ms = now - 30LL * 86'400'000,
                       .last_seen_ms = now - 2 * 3'600'000,
                       .waiting = 3,
                       .oldest_waiting_seconds = 5 * 3'600},
                      {.id = Uuid{{0xde, 3}},
                       .name = "Old phone",
                       .person = "Omar Said",
                       .version = "0.9.2",
                       .registered_ms = now - 200LL * 86'400'000,
                       .last_seen_ms = 0,
                       .revoked = true,
                       .wipe = true}}};
}

}  // namespace

void fill_with_examples(FakeClient& client) {
  const schema::Row& quote = first_row("quote");
  const schema::Row& account = first_row("account");
  client.outbox_now = {an_action(1, "quote.approve", quote, "waiting"),
                       an_action(2, "record.update", account, "on_hold"),
                       an_action(3, "quote.reject", quote, "sending")};
  client.outbox_now[2].forecast = "quote_changed";
  client.inbox_now = {settled(an_action(4, "quote.approve", quote, "not_accepted"), "refused",
                              "quote_changed", "The quote was revised after you signed."),
                      settled(an_action(5, "record.update", account, "needs_you"), "refused",
                              "conflict", "Two people changed the same field.")};
  client.history_now = {settled(an_action(6, "quote.approve", quote, "done"), "applied", "", ""),
                        settled(an_action(7, "record.update", account, "done"), "merged", "", ""),
                        an_action(8, "quote.reject", quote, "withdrawn")};
  client.conflicts_now = {a_conflict()};
  client.weights_now = some_weights();
  client.devices_now = some_devices();
  client.status_now.waiting = client.outbox_now.size();
  client.status_now.oldest_waiting_ms = kSampleToday.ms - 3 * 3'600'000;
  client.status_now.needs_you = client.inbox_now.size() + client.conflicts_now.size();
}

}  // namespace fieldbook::tests
