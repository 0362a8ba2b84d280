// forum.vote and forum.unvote (DOMAIN.md 5.5): a post is marked as helpful, and the mark is taken
// back. Who voted is a row of `feedback` on the post, one a person; adx_helpfulvotecount moves by
// one with it, from wherever it stood.

#include <algorithm>

#include "shared/actions/action_table.hpp"
#include "shared/rules/forum.hpp"

namespace fieldbook::rules {
namespace {

namespace kinds = actions::kinds;

constexpr std::string_view kFeedback = "feedback", kPost = "adx_communityforumpost",
                           kThread = "adx_communityforumthread", kType = "adx_forumthreadtype";
constexpr std::int64_t kHelpful = 1, kVoteMin = 0, kVoteMax = 1, kPortal = 1;
constexpr std::int64_t kTenThousandths = 10'000;

schema::ColumnHandle of(const RuleInput& input, std::string_view entity, std::string_view column) {
  return input.rows.catalogue().column(entity, column);
}

/// The same from every device of the person: marking twice is marking once.
Uuid vote_id(const RuleInput& input, const Uuid& post) {
  return derived_id(post, "helpful to " + to_string(input.actor.id));
}

/// The actor's own; an import may have brought it under an id of its own.
Result<std::vector<schema::Row>> own_votes(const RuleInput& input, const Uuid& post) {
  TRY(auto votes, votes_on(input, post));
  std::erase_if(votes, [&](const schema::Row& vote) {
    return vote.lookup(of(input, kFeedback, "createdbycontact")) != input.actor.id;
  });
  return votes;
}

schema::RowChange counted(const RuleInput& input, const schema::Row& post, std::int64_t by) {
  const schema::ColumnHandle count = of(input, kPost, "adx_helpfulvotecount");
  schema::RowChange change(post.key());
  change.set(count, std::max<std::int64_t>(0, post.integer(count).value_or(0) + by));
  return change;
}

schema::RowChange new_vote(const RuleInput& input, const schema::Row& post) {
  NewRow vote(input, kFeedback, vote_id(input, post.id));
  vote.set("title", name_of(post))
      .refer("regardingobjectid", kPost, post.id)
      .set("rating", kHelpful)
      .set("minrating", kVoteMin)
      .set("maxrating", kVoteMax)
      .set("normalizedrating", kTenThousandths)
      .set("source", kPortal)
      .set("createdbycontact", input.actor.id);
  return vote.change();
}

/// Why the post takes no vote of the actor; nothing when it does.
Result<std::optional<Refusal>> no_vote(const RuleInput& input, const schema::Row& post,
                                       const schema::Row& thread) {
  const auto no = [](std::string why) {
    return std::optional(
        Refusal{Verdict::refused, Reason::not_permitted, {{"vote", std::move(why)}}, {}});
  };
  if (post.lookup(of(input, kPost, "adx_authorid")) == input.actor.id) return no("own");
  TRY(const auto type, row_at(input.rows, thread, "adx_typeid", kType));
  if (!type || !type->flag(of(input, kType, "adx_allowsvoting"))) return no("closed");
  return std::optional<Refusal>();
}

}  // namespace

Result<std::vector<schema::Row>> votes_on(const RuleInput& input, const Uuid& post) {
  std::vector<schema::Row> out;
  TRY(const auto ids, input.rows.find(of(input, kFeedback, "regardingobjectid"), post));
  for (const Uuid& id : ids) {
    TRY(auto row, input.rows.get({input.rows.catalogue().entity(kFeedback).number, id}));
    if (row && row->text(of(input, kFeedback, "regardingobjecttypecode")) == kPost)
      out.push_back(*std::move(row));
  }
  return out;
}

Result<std::vector<schema::RowChange>> removal_of_feedback(const RuleInput& input,
                                                           const schema::Row& feedback) {
  std::vector<schema::RowChange> out;
  out.emplace_back(feedback.key(), schema::ChangeKind::remove);
  if (feedback.text(of(input, kFeedback, "regardingobjecttypecode")) != kPost) return out;
  TRY(const auto post, row_at(input.rows, feedback, "regardingobjectid", kPost));
  if (post) out.push_back(counted(input, *post, -1));
  return out;
}

Outcome vote_on_post(const RuleInput& input) {
  TRY(const auto post, read_target(input));
  if (!post || !is_visible(input) || !is_active(*post))
    return refuse(Verdict::refused, Reason::not_available);
  TRY(const auto thread, row_at(input.rows, *post, "adx_forumthreadid", kThread));
  if (!thread || !is_active(*thread)) return refuse(Verdict::refused, Reason::not_available);
  TRY(const auto own, own_votes(input, post->id));
  const bool wanted = input.action.kind == kinds::kForumVote;
  if (own.empty() != wanted) return already_done();
  Effect effect;
  if (wanted) {
    TRY(auto refusal, no_vote(input, *post, *thread));
    if (refusal) return Decided(std::unexpected(*std::move(refusal)));
    effect.changes.push_back(new_vote(input, *post));
  }
  for (const schema::Row& vote : own)
    effect.changes.emplace_back(vote.key(), schema::ChangeKind::remove);
  effect.changes.push_back(
      counted(input, *post, wanted ? 1 : -static_cast<std::int64_t>(own.size())));
  return Decided(std::move(effect));
}

Result<std::vector<schema::RowKey>> vote_reads(const RuleInput& input) {
  std::vector<schema::RowKey> out;
  TRY(const auto post, read_target(input));
  if (!post) return out;
  out.push_back({input.rows.catalogue().entity(kFeedback).number, vote_id(input, post->id)});
  TRY(const auto thread, row_at(input.rows, *post, "adx_forumthreadid", kThread));
  if (!thread) return out;
  out.push_back(thread->key());
  if (const auto type = thread->lookup(of(input, kThread, "adx_typeid")))
    out.push_back({input.rows.catalogue().entity(kType).number, *type});
  return out;
}

Result<std::vector<schema::RowKey>> delete_reads(const RuleInput& input) {
  TRY(auto out, forum_reads(input));
  TRY(const auto row, read_target(input));
  if (!row || row->entity->name != kFeedback) return out;
  TRY(const auto post, row_at(input.rows, *row, "regardingobjectid", kPost));
  if (post) out.push_back(post->key());
  return out;
}

}  // namespace fieldbook::rules
