// forum.start, .post, .answer, .unanswer, .subscribe, .unsubscribe, .lock and .unlock
// (DOMAIN.md 5.5). Posts are only added and commute; one for a thread that was locked or removed
// meanwhile comes back to its author.

#include <algorithm>

#include "shared/actions/action_table.hpp"
#include "shared/rules/forum.hpp"

namespace fieldbook::rules {
namespace {

namespace kinds = actions::kinds;

constexpr std::string_view kForum = "adx_communityforum", kThread = "adx_communityforumthread",
                           kPost = "adx_communityforumpost", kAlert = "adx_communityforumalert";

schema::ColumnHandle handle(const schema::Row& row, std::string_view column) {
  return {row.entity->number, row.entity->find(column)->ordinal};
}

schema::Value next(const schema::Row& row, std::string_view counter) {
  return row.integer(handle(row, counter)).value_or(0) + 1;
}

/// The type that was chosen, else the site's default, else the first active one.
Result<std::optional<Uuid>> thread_type(const RuleInput& input) {
  const schema::Entity& entity = input.rows.catalogue().entity("adx_forumthreadtype");
  if (const auto chosen = uuid_argument(input, actions::arguments::kThreadType)) {
    TRY(const auto row, input.rows.get({entity.number, *chosen}));
    return row && is_active(*row) ? chosen : std::nullopt;
  }
  TRY(const auto ids, input.rows.all_ids(entity));
  std::optional<Uuid> first;
  for (const Uuid& id : ids) {
    TRY(const auto row, input.rows.get({entity.number, id}));
    if (!row || !is_active(*row)) continue;
    if (row->flag(handle(*row, "adx_isdefault"))) return std::optional(id);
    if (!first) first = id;
  }
  return first;
}

/// The post that the action adds, published like its place. Staff are no contacts, so their posts
/// name no author.
NewRow new_post(const RuleInput& input, const schema::Row& place, const Uuid& thread,
                const std::string& title, const std::string& text) {
  NewRow post(input, kPost, derived_id(input.action.id, "post"));
  post.set("adx_name", title)
      .set("adx_content", text)
      .set("adx_date", input.now.ms)
      .set("adx_forumthreadid", thread)
      .set("adx_publishingstateid", place[handle(place, "adx_publishingstateid")])
      .set("adx_isanswer", std::int64_t{0})
      .set("adx_helpfulvotecount", std::int64_t{0});
  if (input.actor.audience != schema::Audience::staff) post.set("adx_authorid", input.actor.id);
  return post;
}

schema::RowChange counted_forum(const RuleInput& input, const schema::Row& forum,
                                const Uuid& last_post) {
  schema::RowChange change(forum.key());
  change.set(handle(forum, "adx_postcount"), next(forum, "adx_postcount"))
      .set(handle(forum, "adx_lastpostid"), last_post);
  stamp_modified(change, *forum.entity, input.now);
  return change;
}

/// A thread and the forum it is in; both there, active and in sight.
struct Place {
  schema::Row thread;
  schema::Row forum;
};
Result<std::optional<Place>> place(const RuleInput& input, std::optional<schema::Row> thread) {
  if (!thread || !is_active(*thread)) return std::optional<Place>();
  TRY(auto forum, row_at(input.rows, *thread, "adx_forumid", kForum));
  if (!forum || !is_active(*forum)) return std::optional<Place>();
  return std::optional(Place{*std::move(thread), *std::move(forum)});
}

Outcome set_flag(const RuleInput& input, const schema::Row& row, std::string_view column,
                 bool wanted) {
  if (row.flag(handle(row, column)) == wanted) return already_done();
  schema::RowChange change(row.key());
  change.set(handle(row, column), std::int64_t{wanted ? 1 : 0});
  stamp_modified(change, *row.entity, input.now);
  Effect effect;
  effect.changes.push_back(std::move(change));
  return Decided(std::move(effect));
}

}  // namespace

Outcome start_thread(const RuleInput& input) {
  TRY(const auto forum, read_target(input));
  if (!forum || !is_visible(input) || !is_active(*forum))
    return refuse(Verdict::refused, Reason::not_available);
  const std::string title = text_argument(input, actions::arguments::kTitle);
  const std::string text = text_argument(input, actions::arguments::kComment);
  if (title.empty()) return refuse_argument("Title");
  if (text.empty()) return refuse_argument("Text");
  TRY(const auto type, thread_type(input));
  if (!type) return refuse_argument("Type");
  const Uuid thread_id = derived_id(input.action.id, "thread");
  const NewRow post = new_post(input, *forum, thread_id, title, text);
  const Uuid post_id = post.change().key.id;
  NewRow thread(input, kThread, thread_id);
  thread.set("adx_name", title)
      .set("adx_forumid", forum->id)
      .set("adx_typeid", *type)
      .set("adx_publishingstateid", (*forum)[handle(*forum, "adx_publishingstateid")])
      .set("adx_firstpostid", post_id)
      .set("adx_lastpostid", post_id)
      .set("adx_lastpostdate", input.now.ms)
      .set("adx_postcount", std::int64_t{1})
      .set("adx_viewcount", std::int64_t{0})
      .set("adx_sticky", std::int64_t{0})
      .set("adx_locked", std::int64_t{0})
      .set("adx_isanswered", std::int64_t{0});
  schema::RowChange counted = counted_forum(input, *forum, post_id);
  counted.set(handle(*forum, "adx_threadcount"), next(*forum, "adx_threadcount"));
  Effect effect;
  effect.changes = {thread.change(), post.change(), std::move(counted)};
  return Decided(std::move(effect));
}

Outcome post_reply(const RuleInput& input) {
  TRY(auto target, read_target(input));
  TRY(const auto at, place(input, std::move(target)));
  if (!at || !is_visible(input)) return refuse(Verdict::refused, Reason::not_available);
  if (at->thread.flag(handle(at->thread, "adx_locked")))
    return refuse(Verdict::refused, Reason::thread_locked);
  const std::string text = text_argument(input, actions::arguments::kComment);
  if (text.empty()) return refuse_argument("Text");
  NewRow post = new_post(input, at->thread, at->thread.id, "Re: " + name_of(at->thread), text);
  if (const auto answered = uuid_argument(input, actions::arguments::kReplyTo))
    post.set("adx_regardingid", *answered);
  const Uuid id = post.change().key.id;
  schema::RowChange change(at->thread.key());
  change.set(handle(at->thread, "adx_postcount"), next(at->thread, "adx_postcount"))
      .set(handle(at->thread, "adx_lastpostid"), id)
      .set(handle(at->thread, "adx_lastpostdate"), input.now.ms);
  stamp_modified(change, *at->thread.entity, input.now);
  Effect effect;
  effect.changes = {post.change(), std::move(change), counted_forum(input, at->forum, id)};
  return Decided(std::move(effect));
}

Outcome mark_answer(const RuleInput& input) {
  const bool wanted = input.action.kind == kinds::kForumAnswer;
  TRY(const auto post, read_target(input));
  if (!post || !is_visible(input)) return refuse(Verdict::refused, Reason::not_available);
  TRY(auto thread, row_at(input.rows, *post, "adx_forumthreadid", kThread));
  TRY(const auto at, place(input, std::move(thread)));
  if (!at) return refuse(Verdict::refused, Reason::not_available);
  // Who asked, or a moderator.
  TRY(const auto question, row_at(input.rows, at->thread, "adx_firstpostid", kPost));
  const bool asked =
      question && question->lookup(handle(*question, "adx_authorid")) == input.actor.id;
  TRY(const bool moderates, is_moderator(input, at->forum.id));
  if (!asked && !moderates) return refuse(Verdict::refused, missing_right(input));
  TRY(auto outcome, set_flag(input, *post, "adx_isanswer", wanted));
  if (!outcome || outcome->changes.empty()) return outcome;
  bool answered = wanted;
  if (!wanted) {
    // Another answer keeps the thread answered.
    TRY(const auto posts, input.rows.find(handle(*post, "adx_forumthreadid"), at->thread.id));
    for (const Uuid& id : posts) {
      TRY(const auto other, input.rows.get({post->entity->number, id}));
      answered =
          answered || (other && id != post->id && other->flag(handle(*other, "adx_isanswer")));
    }
  }
  if (at->thread.flag(handle(at->thread, "adx_isanswered")) != answered) {
    schema::RowChange change(at->thread.key());
    change.set(handle(at->thread, "adx_isanswered"), std::int64_t{answered ? 1 : 0});
    stamp_modified(change, *at->thread.entity, input.now);
    outcome->changes.push_back(std::move(change));
  }
  return outcome;
}

Outcome subscribe(const RuleInput& input) {
  const bool wanted = input.action.kind == kinds::kForumSubscribe;
  TRY(const auto thread, read_target(input));
  if (!thread || !is_visible(input)) return refuse(Verdict::refused, Reason::not_available);
  const schema::Catalogue& catalogue = input.rows.catalogue();
  const schema::ColumnHandle of_thread = catalogue.column(kAlert, "adx_threadid");
  TRY(const auto ids,
      input.rows.find(catalogue.column(kAlert, "adx_subscriberid"), input.actor.id));
  Effect effect;
  for (const Uuid& id : ids) {
    TRY(const auto alert, input.rows.get({of_thread.entity_number, id}));
    if (!alert || alert->lookup(of_thread) != thread->id) continue;
    if (wanted && is_active(*alert)) return already_done();
    if (!wanted) effect.changes.emplace_back(alert->key(), schema::ChangeKind::remove);
  }
  if (wanted) {
    // One a person and thread, however often and from where it is asked for.
    NewRow alert(input, kAlert, derived_id(thread->id, "subscriber " + to_string(input.actor.id)));
    alert.set("adx_name", name_of(*thread))
        .set("adx_subscriberid", input.actor.id)
        .set("adx_threadid", thread->id);
    effect.changes.push_back(alert.change());
  }
  if (effect.changes.empty()) return already_done();
  return Decided(std::move(effect));
}

Outcome lock_thread(const RuleInput& input) {
  TRY(const auto thread, read_target(input));
  if (!thread || !is_visible(input)) return refuse(Verdict::refused, Reason::not_available);
  const auto forum = thread->lookup(handle(*thread, "adx_forumid"));
  TRY(const bool moderates, is_moderator(input, forum.value_or(Uuid{})));
  if (!moderates) return refuse(Verdict::refused, missing_right(input));
  return set_flag(input, *thread, "adx_locked", input.action.kind == kinds::kForumLock);
}

Result<std::vector<schema::RowKey>> forum_reads(const RuleInput& input) {
  std::vector<schema::RowKey> out;
  TRY(auto row, read_target(input));
  if (row && row->entity->name == kPost) {
    TRY(row, row_at(input.rows, *row, "adx_forumthreadid", kThread));
    if (row) out.push_back(row->key());
  }
  if (row && row->entity->name == kThread) {
    TRY(row, row_at(input.rows, *row, "adx_forumid", kForum));
    if (row) out.push_back(row->key());
  }
  return out;
}

}  // namespace fieldbook::rules
