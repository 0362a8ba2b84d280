// What is asked of the daemon itself: rows that this device does not carry, and plans.

#include <fmt/format.h>

#include "client/runtime/read_administration.hpp"
#include "client/runtime/read_integration.hpp"
#include "client/runtime/read_offer_plan.hpp"
#include "client/runtime/running_client.hpp"
#include "shared/schema/json_form.hpp"

namespace fieldbook::client {
namespace {

constexpr std::size_t kRunsShown = 20, kPreviewRows = 20;  // a screenful

/// The rows of an answer of POST /v1/search. Returns Errc::unavailable for what is none.
Result<ListPage> read_found(const nlohmann::json& answer, const schema::Entity& entity) {
  const auto rows = answer.find("rows");
  if (rows == answer.end() || !rows->is_array())
    return fail(Errc::unavailable, "The server's answer could not be read.");
  ListPage out;
  for (const nlohmann::json& object : *rows) {
    auto read = schema::from_json(entity, object);
    if (!read.findings.empty())
      return fail(Errc::unavailable, fmt::format("The server's answer could not be read ({}).",
                                                 read.findings.front().message));
    out.rows.push_back({.values = std::move(read.row)});
  }
  const auto more = answer.find("more");
  out.more = more != answer.end() && more->is_boolean() && more->get<bool>();
  return out;
}

ListSnapshot to_snapshot(ListPage page) {
  ListSnapshot out;
  for (ListRow& row : page.rows)
    out.rows.push_back({std::move(row.values), row.pending, std::move(row.related)});
  out.names = std::move(page.names);
  if (page.more) out.next = PagePosition{};
  return out;
}

Error failure_of(const SessionFailure& failure) {
  switch (failure.kind) {
    case FailureKind::unauthenticated: return {Errc::unauthenticated, failure.message};
    case FailureKind::refused: return {Errc::permission_denied, failure.message};
    default: return {Errc::unavailable, failure.message};
  }
}

const schema::View* default_view(const schema::Entity& entity) {
  for (const schema::View& view : entity.views)
    if (view.is_default) return &view;
  return nullptr;
}

/// The questions of the daemon that one question of the screen is made of, in order.
std::vector<std::pair<std::string, nlohmann::json>> words_of(const IntegrationQuestion& question) {
  const auto nothing = nlohmann::json::object();
  const std::vector<std::pair<std::string, nlohmann::json>> overview = {
      {"list", nothing},
      {"history", nlohmann::json::object({{"runs", kRunsShown}})},
      {"errors", nothing}};
  std::vector<std::pair<std::string, nlohmann::json>> out;
  switch (question.kind) {
    case IntegrationQuestion::Kind::overview: break;
    case IntegrationQuestion::Kind::check: return {{"check", nothing}};
    case IntegrationQuestion::Kind::preview:
      return {{"preview", {{"template", question.name}, {"rows", kPreviewRows}}}};
    case IntegrationQuestion::Kind::trace:
      return {{"trace", nlohmann::json::object({{"id", to_string(question.row)}})}};
    // The run itself is the first of the history that follows.
    case IntegrationQuestion::Kind::run: out.emplace_back("run", nothing); break;
    case IntegrationQuestion::Kind::retry:
      out.emplace_back("retry", nlohmann::json::object({{"task", question.name}}));
      break;
  }
  out.insert(out.end(), overview.begin(), overview.end());
  return out;
}

}  // namespace

void RunningClient::search_online(OnlineSearch request, Done<ListSnapshot> done) {
  sync_.run([this, request = std::move(request), done = std::move(done)](HttpClient& http) {
    const auto known = catalogue();
    const schema::Entity* entity = known->find(request.entity);
    if (entity == nullptr)
      return done(fail(Errc::not_found, fmt::format("There is no entity \"{}\".", request.entity)));
    nlohmann::json body = {{"entity", request.entity},
                           {"text", request.text},
                           {"limit", request.limit},
                           {"zone_offset", options_.zone_offset_minutes}};
    if (!request.view.empty()) body["view"] = request.view;
    const auto answer = profile_->session->ask(http, "/v1/search", body);
    if (!answer) return done(std::unexpected(failure_of(answer.error())));
    auto found = read_found(*answer, *entity);
    if (!found) return done(std::unexpected(found.error()));
    const schema::View* view =
        request.view.empty() ? default_view(*entity) : entity->find_view(request.view);
    read([known, entity, view, page = *std::move(found), done](Result<Queries*> queries) mutable {
      if (!queries) return done(std::unexpected(queries.error()));
      // Names of every lookup, for who opens a row; then what the list shows of others.
      for (const schema::View* const wanted : {static_cast<const schema::View*>(nullptr), view})
        if (const Status named = (*queries)->look_up(page, *entity, wanted); !named)
          return done(std::unexpected(named.error()));
      done(to_snapshot(std::move(page)));
    });
  });
}

void RunningClient::plan_offer(Uuid opportunity, Done<OfferPlanSnapshot> done) {
  sync_.run([this, opportunity, done = std::move(done)](HttpClient& http) {
    const auto answer = profile_->session->ask(http, "/v1/distribution/preview",
                                               {{"opportunity", to_string(opportunity)}});
    if (!answer) return done(std::unexpected(failure_of(answer.error())));
    done(read_offer_plan(*answer));
  });
}

void RunningClient::ask_integration(IntegrationQuestion question, Done<IntegrationSnapshot> done) {
  sync_.run([this, question = std::move(question), done = std::move(done)](HttpClient& http) {
    IntegrationSnapshot out;
    for (const auto& [word, arguments] : words_of(question)) {
      const auto answer = profile_->session->ask(http, "/v1/integration",
                                                 {{"ask", word}, {"arguments", arguments}});
      if (!answer) return done(std::unexpected(failure_of(answer.error())));
      if (const Status read = read_integration(*answer, out); !read)
        return done(std::unexpected(read.error()));
    }
    done(std::move(out));
  });
}

void RunningClient::ask_weights(WeightsQuestion question, Done<WeightsSnapshot> done) {
  sync_.run([this, question = std::move(question), done = std::move(done)](HttpClient& http) {
    const auto answer = profile_->session->ask(http, "/v1/distribution/weights", to_json(question));
    if (!answer) return done(std::unexpected(failure_of(answer.error())));
    done(read_weights(*answer));
  });
}

void RunningClient::ask_devices(DevicesQuestion question, Done<DevicesSnapshot> done) {
  sync_.run([this, question, done = std::move(done)](HttpClient& http) {
    const auto answer = profile_->session->ask(http, "/v1/devices", to_json(question));
    if (!answer) return done(std::unexpected(failure_of(answer.error())));
    done(read_devices(*answer));
  });
}

}  // namespace fieldbook::client
