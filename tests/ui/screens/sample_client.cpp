#include "tests/ui/screens/sample_client.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "tests/support/integration_sample.hpp"

namespace fieldbook::tests {
namespace {

using namespace client;

constexpr std::int64_t kNow = 1'795'000'000'000;  // November 2026
constexpr std::int64_t kDay = 86'400'000;

const Uuid& lookup_target() {
  static const Uuid kId = sample_id(9999);
  return kId;
}

schema::Value value_of(const schema::Column& column, std::size_t index) {
  const auto number = static_cast<std::int64_t>(index);
  switch (column.type) {
    case schema::ColumnType::uuid: return sample_id(index);
    case schema::ColumnType::text: return fmt::format("{} {}", column.label, index);
    case schema::ColumnType::memo:
      return std::string("Check pressure before leaving the site; ring the bell twice.");
    case schema::ColumnType::choice:
    case schema::ColumnType::state:
    case schema::ColumnType::status:
      if (column.options.empty()) return schema::Null{};
      return column.options[index % column.options.size()].value;
    case schema::ColumnType::boolean: return number % 2;
    case schema::ColumnType::integer: return number + 1;
    case schema::ColumnType::decimal:
    case schema::ColumnType::money: return (number + 1) * 36'863 * schema::kDecimalScale;
    case schema::ColumnType::floating: return 48.2;
    case schema::ColumnType::datetime: return kNow + number * kDay;
    case schema::ColumnType::date: return kNow / kDay + number;
    case schema::ColumnType::lookup: return lookup_target();
    default: return schema::Null{};
  }
}

ActionSnapshot an_action(std::size_t index, std::string state) {
  ActionSnapshot out;
  out.id = sample_id(500 + index);
  out.kind = "quote.approve";
  out.entity = "quote";
  out.target = sample_id(index);
  out.name = fmt::format("Rooftop solar tie-in {}", index);
  out.sentence = "Approve quote " + out.name;
  out.state = std::move(state);
  out.saved_ms = kNow - 240'000;
  out.attempts = static_cast<std::uint32_t>(index);
  return out;
}

DecisionSnapshot a_decision(std::string kind, std::string label, bool open) {
  DecisionSnapshot out{.kind = std::move(kind), .label = std::move(label)};
  out.arguments.push_back(
      {.name = "comment", .type = schema::ColumnType::memo, .length_max = 2000});
  if (!open) {
    out.refusal = "quote_expired";
    out.refusal_text = "The quote expired on 12 November.";
  }
  return out;
}

}  // namespace

Uuid sample_id(std::size_t index) {
  Uuid out;
  out.bytes[0] = 7;
  for (std::size_t i = 0; i < 4; ++i)
    out.bytes[15 - i] = static_cast<std::uint8_t>(index >> (8 * i) & 0xff);
  return out;
}

SampleClient::SampleClient(std::string audience) : audience_(std::move(audience)) {
  names_[lookup_target()] = "Alpenwerk Maschinenbau GmbH";
}

std::shared_ptr<const schema::Catalogue> SampleClient::catalogue() const {
  return schema::Catalogue::embedded();
}

StatusSnapshot SampleClient::status() const {
  StatusSnapshot out;
  out.signed_in = true;
  out.user_name = "Arjun Mehta";
  out.organisation_name = "Sample Field Services";
  out.audience = audience_;
  out.roles = {"PSA Customer Approver", "FS Customer Approver", "PSA Partner Approver"};
  out.connection = "offline";
  out.complete = true;
  out.rows = 237;
  out.buckets = 4;
  out.server_ms = out.last_contact_ms = out.proven_ms = kNow - 3'600'000;
  out.waiting = 2;
  out.oldest_waiting_ms = kNow - 240'000;
  out.needs_you = 1;
  return out;
}

RowSnapshot SampleClient::row(const schema::Entity& entity, std::size_t index) const {
  RowSnapshot out;
  out.row = schema::Row(entity, sample_id(index));
  for (const schema::Column& column : entity.columns)
    out.row.values[column.ordinal] = value_of(column, index);
  out.pending = index % 5 == 1;
  return out;
}

void SampleClient::sign_in(SignInIntent, Done<StatusSnapshot> done) {
  done(fail(Errc::unavailable, "Connected to the network, but the server does not answer."));
}

void SampleClient::sync_now(Done<SyncSnapshot> done) {
  done(SyncSnapshot{.reached_checkpoint = false, .message = "The server does not answer."});
}

void SampleClient::list(ListRequest request, Done<ListSnapshot> done) {
  const schema::Entity* entity = catalogue()->find(request.entity);
  ListSnapshot out;
  out.names = names_;
  out.as_of_ms = kNow;
  const schema::View* view = entity->find_view(request.view);
  for (std::size_t i = request.offset; i < std::min(rows, request.offset + request.limit); ++i) {
    out.rows.push_back(row(*entity, i));
    if (view != nullptr)
      out.rows.back().related.resize(view->related.size(),
                                     std::string("arjun.mehta@acct0.example"));
  }
  done(std::move(out));
}

void SampleClient::count(ListRequest, Done<std::uint64_t> done) { done(rows); }

void SampleClient::detail(std::string entity_name, Uuid id, Done<DetailSnapshot> done) {
  const schema::Entity* entity = catalogue()->find(entity_name);
  DetailSnapshot out;
  out.main = row(*entity, id.bytes[15]);
  out.names = names_;
  out.as_of_ms = kNow;
  for (const schema::Column& column : entity->columns) {
    if (column.type != schema::ColumnType::lookup) out.editable.push_back(column.ordinal);
    if (column.ordinal % 7 == 3) out.pending_columns.push_back(column.ordinal);
  }
  out.decisions.push_back(a_decision("quote.approve", "Approve quote", id.bytes[15] % 2 == 0));
  out.decisions.push_back(a_decision("quote.reject", "Reject quote", id.bytes[15] % 2 == 0));
  for (const char* name : {"quotedetail", "annotation"}) {
    const schema::Entity& related = catalogue()->entity(name);
    DetailSnapshot::Related group{.entity = name, .column = "quoteid"};
    for (std::size_t i = 0; i < 12; ++i) group.rows.push_back(row(related, i));
    out.related.push_back(std::move(group));
  }
  done(std::move(out));
}

void SampleClient::search(std::string text, std::size_t limit,
                          Done<std::vector<SearchHitSnapshot>> done) {
  std::vector<SearchHitSnapshot> out;
  for (std::size_t i = 0; i < std::min<std::size_t>(limit, 9); ++i)
    out.push_back(
        {i % 2 == 0 ? "account" : "msdyn_workorder", sample_id(i), fmt::format("{} {}", text, i)});
  done(std::move(out));
}

void SampleClient::search_online(OnlineSearch request, Done<ListSnapshot> done) {
  list({.entity = request.entity, .view = "*", .limit = request.limit}, std::move(done));
}

void SampleClient::plan_offer(Uuid opportunity, Done<OfferPlanSnapshot> done) {
  done(OfferPlanSnapshot{.opportunity = opportunity});
}

void SampleClient::ask_integration(IntegrationQuestion, Done<IntegrationSnapshot> done) {
  done(sample_integration(kNow, sample_id(12)));
}

void SampleClient::conflicts(Done<std::vector<ConflictSnapshot>> done) {
  ConflictSnapshot one;
  one.id = sample_id(700);
  one.title = "Account “Nakheel Airport Services”";
  one.entity = "account";
  one.row = sample_id(3);
  one.author = "José de la Cruz";
  one.other_author = "Renée St. Clair";
  one.mine_ms = one.theirs_ms = kNow - 60'000;
  one.fields.push_back({"telephone1", std::string("+421 555 56613"), std::string("+49 30 5550 200"),
                        std::string("+49 30 5550 100")});
  ConflictSnapshot two = one;
  two.id = sample_id(701);
  done(std::vector{one, two});
}

void SampleClient::decide(Intent intent, Done<IntentOutcome> done) {
  decided.push_back(std::move(intent));
  done(IntentOutcome{.saved = true, .action = an_action(1, "saved"), .text = "Saved."});
}

void SampleClient::outbox(Done<std::vector<ActionSnapshot>> done) {
  done(std::vector{an_action(0, "waiting"), an_action(1, "on_hold")});
}

void SampleClient::inbox(Done<std::vector<ActionSnapshot>> done) {
  ActionSnapshot conflict = an_action(2, "needs_you");
  conflict.verdict = "merged";
  conflict.reason = "conflict";
  ActionSnapshot applied = an_action(3, "done");
  applied.verdict = "applied";
  done(std::vector{conflict, applied});
}

void SampleClient::history(std::size_t, Done<std::vector<ActionSnapshot>> done) {
  ActionSnapshot applied = an_action(3, "done");
  applied.verdict = "applied";
  applied.settled_ms = kNow - kDay;
  done(std::vector{applied, an_action(4, "withdrawn")});
}

void SampleClient::withdraw(Uuid, Done<ActionSnapshot> done) { done(an_action(0, "withdrawn")); }
void SampleClient::hold(Uuid, Done<ActionSnapshot> done) { done(an_action(0, "on_hold")); }
void SampleClient::release(Uuid, Done<ActionSnapshot> done) { done(an_action(0, "waiting")); }
void SampleClient::retry(Uuid, Done<IntentOutcome> done) { decide({}, std::move(done)); }
void SampleClient::dismiss(Uuid, Done<ActionSnapshot> done) { done(an_action(0, "done")); }

void SampleClient::doctor(Done<DoctorSnapshot> done) {
  done(DoctorSnapshot{
      .healthy = true, .proven = true, .rows = 237, .view_digest = "6979fe6b2a1322"});
}

}  // namespace fieldbook::tests
