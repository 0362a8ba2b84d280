// Questions of screens and tools: answered on the reader threads, each from one connection.

#include "client/actions/forecast.hpp"
#include "client/actions/time_evidence.hpp"
#include "client/api/read_conflict.hpp"
#include "client/runtime/action_words.hpp"
#include "client/runtime/running_client.hpp"

namespace fieldbook::client {
namespace {

constexpr std::size_t kRelatedRowsMax = 50;
constexpr std::size_t kConflictsMax = 1000;  // a person settles them one by one

const schema::View* default_view(const schema::Entity& entity) {
  const auto view = std::ranges::find_if(
      entity.views, [](const schema::View& candidate) { return candidate.is_default; });
  return view == entity.views.end() ? nullptr : &*view;
}

Result<ListQuery> to_query(const ListRequest& request, const schema::Catalogue& catalogue) {
  const schema::Entity* entity = catalogue.find(request.entity);
  if (entity == nullptr)
    return fail(Errc::not_found, fmt::format("There is no entity \"{}\".", request.entity));
  ListQuery query{.entity = entity->number,
                  .conditions = request.conditions,
                  .sort = request.sort,
                  .search = request.search,
                  .offset = request.offset,
                  .limit = request.limit};
  if (request.view.empty()) {
    if (const schema::View* view = default_view(*entity)) query.view = view->name;
  } else if (request.view != "*") {
    query.view = request.view;
  }
  if (request.after) query.after = ListPosition{request.after->sort_values, request.after->row};
  return query;
}

std::vector<RowSnapshot> to_rows(std::vector<ListRow> rows) {
  std::vector<RowSnapshot> out;
  out.reserve(rows.size());
  for (ListRow& row : rows)
    out.push_back({std::move(row.values), row.pending, std::move(row.related)});
  return out;
}

/// A page with what its lookups point at.
Result<ListPage> read_page(Queries& queries, const ListQuery& query, Instant now,
                           int zone_offset_minutes) {
  TRY(auto page, queries.list(query, now, zone_offset_minutes));
  const schema::Entity* entity = queries.catalogue()->find_number(query.entity);
  CHECK(queries.look_up(page, *entity, entity->find_view(query.view)));
  return page;
}

/// Rows of other entities that point at the row, with the names that their default views show.
Status read_related(Queries& queries, const schema::Entity& entity, const Uuid& id,
                    DetailSnapshot& out) {
  for (const schema::Entity& other : queries.catalogue()->entities()) {
    for (const schema::Column& column : other.columns) {
      if (std::ranges::find(column.targets, entity.name) == column.targets.end()) continue;
      TRY(auto page, queries.related({other.number, column.ordinal}, id, kRelatedRowsMax));
      if (page.rows.empty()) continue;
      CHECK(queries.look_up(page, other, default_view(other)));
      out.names.merge(page.names);
      out.related.push_back({other.name, column.name, to_rows(std::move(page.rows))});
    }
  }
  return {};
}

DecisionSnapshot to_snapshot(const DecisionForecast& forecast, std::string_view name) {
  DecisionSnapshot out{.kind = std::string(forecast.action->kind),
                       .label = std::string(forecast.action->label)};
  for (const actions::ArgumentRow& argument : forecast.action->arguments)
    out.arguments.push_back(
        {std::string(argument.name), argument.type, argument.required, argument.length_max});
  if (forecast.refusal) {
    out.refusal = to_string(forecast.refusal->reason);
    out.refusal_text = refusal_text(*forecast.refusal, out.kind, name);
    out.refusal_facts = forecast.refusal->detail;
  }
  return out;
}

/// What this person may do with the row, and what of it is pending.
Status read_choices(Queries& queries, const Clock& clock, DetailSnapshot& out) {
  const schema::Row& row = out.main.row;
  TRY(out.pending_columns, queries.pending_columns(row));
  TRY(const auto identity, queries.identity());
  if (!identity) return {};
  Meta meta = queries.meta();
  TRY(const auto time, time_evidence(meta, clock));
  TRY(out.editable, editable_columns(queries.rows(), *identity, time, row));
  TRY(const auto forecasts, forecast_decisions(queries.rows(), *identity, time, row));
  const std::string name = row_name(row);
  for (const DecisionForecast& forecast : forecasts)
    out.decisions.push_back(to_snapshot(forecast, name));
  return {};
}

Result<DetailSnapshot> read_detail(Queries& queries, const Clock& clock,
                                   const std::string& entity_name, const Uuid& id) {
  const schema::Entity* entity = queries.catalogue()->find(entity_name);
  if (entity == nullptr)
    return fail(Errc::not_found, fmt::format("There is no entity \"{}\".", entity_name));
  TRY(const auto snapshot, queries.snapshot());
  TRY(auto row, queries.get({entity->number, id}));
  if (!row)
    return fail(Errc::not_found, fmt::format("This device holds no {} with the id {}.",
                                             entity->label, to_string(id)));
  ListPage main;
  main.rows.push_back(*std::move(row));
  CHECK(queries.look_up(main, *entity, nullptr));
  DetailSnapshot out{.main = to_rows(std::move(main.rows)).front(), .names = main.names};
  CHECK(read_related(queries, *entity, id, out));
  CHECK(read_choices(queries, clock, out));
  return out;
}

/// Names of rows that the fields of a conflict point at.
Status name_fields(Queries& queries, ConflictSnapshot& conflict) {
  const schema::Entity* entity = queries.catalogue()->find(conflict.entity);
  if (entity == nullptr) return {};
  TRY(conflict.names, queries.names([&](LookedUp& looked_up) {
    for (const ConflictSnapshot::Field& field : conflict.fields)
      for (const schema::Value* value : {&field.base, &field.mine, &field.theirs})
        looked_up.want(*value, *entity->find(field.column));
  }));
  return {};
}

Result<std::vector<ConflictSnapshot>> read_conflicts(Queries& queries) {
  TRY(const auto snapshot, queries.snapshot());
  const schema::Catalogue& catalogue = *queries.catalogue();
  const ListQuery query{
      .entity = catalogue.entity(kConflictEntity).number, .view = "open", .limit = kConflictsMax};
  TRY(const auto page, queries.list(query, Instant{}, 0));
  std::vector<ConflictSnapshot> out;
  for (const ListRow& row : page.rows) {
    out.push_back(read_conflict(catalogue, row.values));
    CHECK(name_fields(queries, out.back()));
  }
  return out;
}

}  // namespace

void RunningClient::read(std::function<void(Result<Queries*>)> task) {
  readers_.post_first([this, task = std::move(task)] {
    const auto catalogue = database_.catalogue();
    std::unique_ptr<Queries> queries;
    {
      const std::lock_guard lock(queries_mutex_);
      if (!queries_.empty()) {
        queries = std::move(queries_.back());
        queries_.pop_back();
      }
    }
    // A connection that knows the catalogue before an update would lack its columns.
    if (queries && queries->catalogue() != catalogue) queries.reset();
    if (!queries) {
      auto opened = Queries::open(profile_->replica_options, catalogue);
      if (!opened) return task(std::unexpected(opened.error()));
      queries = *std::move(opened);
    }
    task(queries.get());
    const std::lock_guard lock(queries_mutex_);
    queries_.push_back(std::move(queries));
  });
}

void RunningClient::read_searched(const std::string& text,
                                  std::function<void(Result<Queries*>)> task) {
  if (text.empty() || !options_.search_waits) return read(std::move(task));
  database_.when_indexed([this, task = std::move(task)](Status indexed) mutable {
    if (!indexed) return task(std::unexpected(indexed.error()));
    read(std::move(task));
  });
}

void RunningClient::list(ListRequest request, Done<ListSnapshot> done) {
  const std::string text = request.search;
  read_searched(text, [this, request = std::move(request),
                       done = std::move(done)](Result<Queries*> queries) {
    if (!queries) return done(std::unexpected(queries.error()));
    const auto query = to_query(request, *(*queries)->catalogue());
    if (!query) return done(std::unexpected(query.error()));
    ListSnapshot out{.as_of_ms = board_.read().server_ms};
    auto page = read_page(**queries, *query, profile_->clock.now(), options_.zone_offset_minutes);
    if (!page) return done(std::unexpected(page.error()));
    out.rows = to_rows(std::move(page->rows));
    out.names = std::move(page->names);
    if (page->more && page->next) out.next = PagePosition{page->next->sort_values, page->next->row};
    done(std::move(out));
  });
}

void RunningClient::count(ListRequest request, Done<std::uint64_t> done) {
  const std::string text = request.search;
  read_searched(
      text, [this, request = std::move(request), done = std::move(done)](Result<Queries*> queries) {
        if (!queries) return done(std::unexpected(queries.error()));
        const auto query = to_query(request, *(*queries)->catalogue());
        if (!query) return done(std::unexpected(query.error()));
        done((*queries)->count(*query, profile_->clock.now(), options_.zone_offset_minutes));
      });
}

void RunningClient::detail(std::string entity, Uuid id, Done<DetailSnapshot> done) {
  read([this, entity = std::move(entity), id, done = std::move(done)](Result<Queries*> queries) {
    if (!queries) return done(std::unexpected(queries.error()));
    const std::int64_t as_of_ms = board_.read().server_ms;
    auto out = read_detail(**queries, profile_->clock, entity, id);
    if (out) out->as_of_ms = as_of_ms;
    done(std::move(out));
  });
}

void RunningClient::conflicts(Done<std::vector<ConflictSnapshot>> done) {
  read([done = std::move(done)](Result<Queries*> queries) {
    if (!queries) return done(std::unexpected(queries.error()));
    done(read_conflicts(**queries));
  });
}

void RunningClient::search(std::string text, std::size_t limit,
                           Done<std::vector<SearchHitSnapshot>> done) {
  read([this, text = std::move(text), limit, done = std::move(done)](Result<Queries*> queries) {
    if (!queries) return done(std::unexpected(queries.error()));
    auto hits = (*queries)->search(text, limit);
    if (!hits) return done(std::unexpected(hits.error()));
    const auto& catalogue = (*queries)->catalogue();
    std::vector<SearchHitSnapshot> out;
    for (const SearchHit& hit : *hits)
      out.push_back({catalogue->find_number(hit.key.entity)->name, hit.key.id, hit.name});
    done(std::move(out));
  });
}

}  // namespace fieldbook::client
