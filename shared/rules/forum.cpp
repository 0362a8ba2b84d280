#include "shared/rules/forum.hpp"

#include <algorithm>

namespace fieldbook::rules {
namespace {

constexpr std::int64_t kGrantChange = 1;

Result<bool> names_role_of_actor(const RuleInput& input, const Uuid& permission) {
  const schema::Catalogue& catalogue = input.rows.catalogue();
  constexpr std::string_view kLink = "adx_communityforumaccesspermission_adx_webrole_link";
  TRY(const auto links,
      input.rows.find(catalogue.column(kLink, "adx_communityforumaccesspermissionid"), permission));
  for (const Uuid& id : links) {
    TRY(const auto link, input.rows.get({catalogue.entity(kLink).number, id}));
    if (!link) continue;
    TRY(const auto role, row_at(input.rows, *link, "adx_webroleid", "adx_webrole"));
    if (role && input.actor.has_role(name_of(*role))) return true;
  }
  return false;
}

/// Adds `by` to a counter of the row.
void count(const schema::Row& row, std::string_view column, std::int64_t by,
           schema::RowChange& change) {
  const schema::ColumnHandle handle = {row.entity->number, row.entity->find(column)->ordinal};
  change.set(handle, std::max<std::int64_t>(0, row.integer(handle).value_or(0) + by));
}

Result<std::vector<Uuid>> pointing_at(const RuleInput& input, std::string_view entity,
                                      std::string_view column, const Uuid& id) {
  return input.rows.find(input.rows.catalogue().column(entity, column), id);
}

/// A post's votes go with it.
Status remove_votes(const RuleInput& input, const Uuid& post,
                    std::vector<schema::RowChange>& changes) {
  TRY(const auto votes, votes_on(input, post));
  for (const schema::Row& vote : votes)
    changes.emplace_back(vote.key(), schema::ChangeKind::remove);
  return {};
}

}  // namespace

Result<bool> is_moderator(const RuleInput& input, const Uuid& forum) {
  if (input.actor.audience == schema::Audience::staff) return true;
  const auto of = [&](std::string_view name) {
    return input.rows.catalogue().column("adx_communityforumaccesspermission", name);
  };
  TRY(const auto ids, input.rows.find(of("adx_forumid"), forum));
  for (const Uuid& id : ids) {
    TRY(const auto row, input.rows.get({of("adx_forumid").entity_number, id}));
    if (!row || row->integer(of("adx_right")) != kGrantChange ||
        row->integer(of("statecode")).value_or(0) != 0)
      continue;
    TRY(const bool named, names_role_of_actor(input, id));
    if (named) return true;
  }
  return false;
}

Result<bool> may_change_post(const RuleInput& input, const schema::Row& post) {
  const auto author =
      post.lookup({post.entity->number, post.entity->find("adx_authorid")->ordinal});
  if (author == input.actor.id) return true;
  TRY(const auto thread, row_at(input.rows, post, "adx_forumthreadid", "adx_communityforumthread"));
  if (!thread) return false;
  const auto forum =
      thread->lookup({thread->entity->number, thread->entity->find("adx_forumid")->ordinal});
  return is_moderator(input, forum.value_or(Uuid{}));
}

Result<std::vector<schema::RowChange>> removal_of_thread(const RuleInput& input,
                                                         const schema::Row& thread) {
  std::vector<schema::RowChange> out;
  out.emplace_back(thread.key(), schema::ChangeKind::remove);
  const schema::Catalogue& catalogue = input.rows.catalogue();
  TRY(const auto posts,
      pointing_at(input, "adx_communityforumpost", "adx_forumthreadid", thread.id));
  for (const Uuid& id : posts) {
    out.emplace_back(schema::RowKey{catalogue.entity("adx_communityforumpost").number, id},
                     schema::ChangeKind::remove);
    CHECK(remove_votes(input, id, out));
  }
  TRY(const auto alerts, pointing_at(input, "adx_communityforumalert", "adx_threadid", thread.id));
  for (const Uuid& id : alerts)
    out.emplace_back(schema::RowKey{catalogue.entity("adx_communityforumalert").number, id},
                     schema::ChangeKind::remove);
  TRY(const auto forum, row_at(input.rows, thread, "adx_forumid", "adx_communityforum"));
  if (!forum) return out;
  schema::RowChange change(forum->key());
  count(*forum, "adx_threadcount", -1, change);
  count(*forum, "adx_postcount", -static_cast<std::int64_t>(posts.size()), change);
  stamp_modified(change, *forum->entity, input.now);
  out.push_back(std::move(change));
  return out;
}

Result<std::vector<schema::RowChange>> removal_of_post(const RuleInput& input,
                                                       const schema::Row& post) {
  TRY(const auto thread, row_at(input.rows, post, "adx_forumthreadid", "adx_communityforumthread"));
  std::vector<schema::RowChange> out;
  out.emplace_back(post.key(), schema::ChangeKind::remove);
  CHECK(remove_votes(input, post.id, out));
  if (!thread) return out;
  const auto first =
      thread->lookup({thread->entity->number, thread->entity->find("adx_firstpostid")->ordinal});
  if (first == post.id) return removal_of_thread(input, *thread);
  schema::RowChange change(thread->key());
  count(*thread, "adx_postcount", -1, change);
  stamp_modified(change, *thread->entity, input.now);
  out.push_back(std::move(change));
  TRY(const auto forum, row_at(input.rows, *thread, "adx_forumid", "adx_communityforum"));
  if (!forum) return out;
  schema::RowChange counted(forum->key());
  count(*forum, "adx_postcount", -1, counted);
  stamp_modified(counted, *forum->entity, input.now);
  out.push_back(std::move(counted));
  return out;
}

}  // namespace fieldbook::rules
