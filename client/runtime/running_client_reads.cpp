// Questions of screens and tools: answered on the reader threads, each from one connection.

#include "client/runtime/running_client.hpp"

namespace fieldbook::client {
namespace {

constexpr std::size_t kRelatedRowsMax = 50;

Result<ListQuery> to_query(const ListRequest& request, const schema::Catalogue& catalogue) {
  const schema::Entity* entity = catalogue.find(request.entity);
  if (entity == nullptr)
    return fail(Errc::not_found, fmt::format("There is no entity \"{}\".", request.entity));
  ListQuery query{.entity = entity->number,
                  .conditions = request.conditions,
                  .sort = request.sort,
                  .search = request.search,
                  .limit = request.limit};
  if (request.view.empty()) {
    const auto view = std::ranges::find_if(
        entity->views, [](const schema::View& candidate) { return candidate.is_default; });
    if (view != entity->views.end()) query.view = view->name;
  } else if (request.view != "*") {
    query.view = request.view;
  }
  if (request.after) query.after = ListPosition{request.after->sort_values, request.after->row};
  return query;
}

std::vector<RowSnapshot> to_rows(std::vector<ListRow> rows) {
  std::vector<RowSnapshot> out;
  out.reserve(rows.size());
  for (ListRow& row : rows) out.push_back({std::move(row.values), row.pending});
  return out;
}

}  // namespace

void RunningClient::read(std::function<void(Result<Queries*>)> task) {
  readers_.post_first([this, task = std::move(task)] {
    std::unique_ptr<Queries> queries;
    {
      const std::lock_guard lock(queries_mutex_);
      if (!queries_.empty()) {
        queries = std::move(queries_.back());
        queries_.pop_back();
      }
    }
    if (!queries) {
      auto opened = Queries::open(profile_->replica_options, database_.catalogue());
      if (!opened) return task(std::unexpected(opened.error()));
      queries = *std::move(opened);
    }
    task(queries.get());
    const std::lock_guard lock(queries_mutex_);
    queries_.push_back(std::move(queries));
  });
}

void RunningClient::list(ListRequest request, Done<ListSnapshot> done) {
  read([this, request = std::move(request), done = std::move(done)](Result<Queries*> queries) {
    if (!queries) return done(std::unexpected(queries.error()));
    const auto catalogue = database_.catalogue();
    const auto query = to_query(request, *catalogue);
    if (!query) return done(std::unexpected(query.error()));
    auto page = (*queries)->list(*query, profile_->clock.now(), options_.zone_offset_minutes);
    if (!page) return done(std::unexpected(page.error()));
    ListSnapshot out{.rows = to_rows(std::move(page->rows)), .as_of_ms = board_.read().server_ms};
    if (page->more && page->next) out.next = PagePosition{page->next->sort_values, page->next->row};
    done(std::move(out));
  });
}

void RunningClient::count(ListRequest request, Done<std::uint64_t> done) {
  read([this, request = std::move(request), done = std::move(done)](Result<Queries*> queries) {
    if (!queries) return done(std::unexpected(queries.error()));
    const auto query = to_query(request, *database_.catalogue());
    if (!query) return done(std::unexpected(query.error()));
    done((*queries)->count(*query, profile_->clock.now(), options_.zone_offset_minutes));
  });
}

void RunningClient::detail(std::string entity_name, Uuid id, Done<DetailSnapshot> done) {
  read([this, entity_name = std::move(entity_name), id,
        done = std::move(done)](Result<Queries*> queries) {
    if (!queries) return done(std::unexpected(queries.error()));
    const auto catalogue = database_.catalogue();
    const schema::Entity* entity = catalogue->find(entity_name);
    if (entity == nullptr)
      return done(fail(Errc::not_found, fmt::format("There is no entity \"{}\".", entity_name)));
    auto row = (*queries)->get({entity->number, id});
    if (!row) return done(std::unexpected(row.error()));
    if (!*row)
      return done(fail(Errc::not_found, fmt::format("This device holds no {} with the id {}.",
                                                    entity->label, to_string(id))));
    DetailSnapshot out{.main = {std::move((*row)->values), (*row)->pending},
                       .as_of_ms = board_.read().server_ms};
    for (const schema::Entity& other : catalogue->entities()) {
      for (const schema::Column& column : other.columns) {
        if (std::ranges::find(column.targets, entity->name) == column.targets.end()) continue;
        auto page = (*queries)->related({other.number, column.ordinal}, id, kRelatedRowsMax);
        if (!page) return done(std::unexpected(page.error()));
        if (!page->rows.empty())
          out.related.push_back({other.name, column.name, to_rows(std::move(page->rows))});
      }
    }
    done(std::move(out));
  });
}

void RunningClient::search(std::string text, std::size_t limit,
                           Done<std::vector<SearchHitSnapshot>> done) {
  read([this, text = std::move(text), limit, done = std::move(done)](Result<Queries*> queries) {
    if (!queries) return done(std::unexpected(queries.error()));
    auto hits = (*queries)->search(text, limit);
    if (!hits) return done(std::unexpected(hits.error()));
    const auto catalogue = database_.catalogue();
    std::vector<SearchHitSnapshot> out;
    for (const SearchHit& hit : *hits)
      out.push_back({catalogue->find_number(hit.key.entity)->name, hit.key.id, hit.name});
    done(std::move(out));
  });
}

}  // namespace fieldbook::client
