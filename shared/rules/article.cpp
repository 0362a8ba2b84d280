// article.rate, and the steps of publishing: article.approve, .publish, .revise, .archive
// (DOMAIN.md 1.17, 5.3, 5.4).

#include <algorithm>
#include <array>

#include "shared/actions/action_table.hpp"
#include "shared/rules/support.hpp"

namespace fieldbook::rules {
namespace {

namespace kinds = actions::kinds;

constexpr std::int64_t kDraft = 0, kApproved = 1, kScheduled = 2, kPublished = 3, kExpired = 4,
                       kArchived = 5;  // knowledgearticle.statecode
constexpr std::int64_t kRatingMin = 1, kRatingMax = 5, kPortal = 1;
constexpr std::int64_t kTenThousandths = 10'000;

struct Step {
  std::string_view kind;
  std::array<std::int64_t, 4> from;  ///< states; padded with its first
  std::int64_t state, status;        ///< where it leads
};
constexpr std::array<Step, 4> kSteps = {{
    {kinds::kArticleApprove, {kDraft, kDraft, kDraft, kDraft}, kApproved, 5},
    {kinds::kArticlePublish, {kDraft, kApproved, kScheduled, kExpired}, kPublished, 7},
    {kinds::kArticleRevise, {kApproved, kScheduled, kPublished, kExpired}, kDraft, 2},
    {kinds::kArticleArchive, {kPublished, kExpired, kApproved, kScheduled}, kArchived, 12},
}};

/// Sum and count of the ratings with the actor's own, in the article's columns: only the daemon has
/// them all.
Result<schema::RowChange> rolled_up(const RuleInput& input, const schema::Row& article,
                                    const Uuid& own, std::int64_t rating) {
  const auto of = [&](std::string_view name) {
    return input.rows.catalogue().column("feedback", name);
  };
  const auto to = [&](std::string_view name) {
    return input.rows.catalogue().column("knowledgearticle", name);
  };
  std::int64_t sum = rating, count = 1;
  TRY(const auto ids, input.rows.find(of("regardingobjectid"), article.id));
  for (const Uuid& id : ids) {
    if (id == own) continue;
    TRY(const auto row, input.rows.get({of("rating").entity_number, id}));
    const auto other = row ? row->integer(of("rating")) : std::nullopt;
    if (!other) continue;
    sum += *other;
    ++count;
  }
  schema::RowChange change(article.key());
  change.set(to("rating"), sum * kTenThousandths / count)
      .set(to("rating_count"), count)
      .set(to("rating_sum"), sum * kTenThousandths);
  return change;
}

}  // namespace

Outcome rate_article(const RuleInput& input) {
  const auto of = [&](std::string_view name) {
    return input.rows.catalogue().column("knowledgearticle", name);
  };
  TRY(const auto article, read_target(input));
  if (!article || !is_visible(input) || article->integer(of("statecode")) != kPublished)
    return refuse(Verdict::refused, Reason::not_available);
  const auto rating = integer_argument(input, actions::arguments::kRating);
  if (!rating || *rating < kRatingMin || *rating > kRatingMax) return refuse_argument("Rating");
  // One rating a person and article: rating again replaces it.
  const Uuid id = derived_id(article->id, "rated by " + to_string(input.actor.id));
  NewRow feedback(input, "feedback", id);
  feedback.set("title", name_of(*article))
      .refer("regardingobjectid", "knowledgearticle", article->id)
      .set("rating", *rating)
      .set("minrating", kRatingMin)
      .set("maxrating", kRatingMax)
      .set("normalizedrating", (*rating - kRatingMin) * kTenThousandths / (kRatingMax - kRatingMin))
      .set("source", kPortal)
      .set("createdbycontact", input.actor.id);
  const std::string text = text_argument(input, actions::arguments::kComment);
  if (!text.empty()) feedback.set("comments", text);
  Effect effect;
  effect.changes.push_back(feedback.change());
  if (input.daemon != nullptr) {
    TRY(auto rolled, rolled_up(input, *article, id, *rating));
    effect.changes.push_back(std::move(rolled));
  }
  return Decided(std::move(effect));
}

Outcome work_article(const RuleInput& input) {
  const auto step = std::ranges::find(kSteps, input.action.kind, &Step::kind);
  ASSERT(step != kSteps.end());
  const auto of = [&](std::string_view name) {
    return input.rows.catalogue().column("knowledgearticle", name);
  };
  TRY(const auto row, read_target(input));
  if (!row || !is_visible(input)) return refuse(Verdict::refused, Reason::not_available);
  // The root of translations and versions is never shown, so it is never published.
  if (row->flag(of("isrootarticle"))) return refuse(Verdict::refused, Reason::not_permitted);
  const auto state = row->integer(of("statecode")).value_or(kDraft);
  if (state == step->state) return already_done();
  if (std::ranges::find(step->from, state) == step->from.end()) {
    const schema::Column& column = row->entity->columns[of("statecode").ordinal];
    return refuse(Verdict::superseded, Reason::already_decided,
                  {{"decision", option_label(column, state)}});
  }
  schema::RowChange change(row->key());
  change.set(of("statecode"), step->state).set(of("statuscode"), step->status);
  if (step->state == kPublished) change.set(of("publishon"), input.now.ms);
  stamp_modified(change, *row->entity, input.now);
  Effect effect;
  effect.changes.push_back(std::move(change));
  return Decided(std::move(effect));
}

Result<std::vector<schema::RowKey>> no_reads(const RuleInput&) {
  return std::vector<schema::RowKey>();
}

}  // namespace fieldbook::rules
