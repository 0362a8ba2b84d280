// Cases, articles and forums: a rule each over rows in memory (DOMAIN.md 5.2 to 5.5).

#include "shared/rules/support.hpp"
#include "tests/unit/shared/rules/rules_world.hpp"

namespace fieldbook::tests {
namespace {

namespace kinds = actions::kinds;

class CaseAndForum : public testing::Test {
 protected:
  CaseAndForum() {
    world.rows.put(a_row("incident", "case")
                       .with("title", "Leak")
                       .with("customerid", world.ana.id)
                       .with("customeridtype", "contact")
                       .with("statecode", std::int64_t{0}));
    world.rows.put(a_row("knowledgearticle", "article")
                       .with("title", "Bleeding a radiator")
                       .with("statecode", std::int64_t{3}));
    world.rows.put(a_row("adx_communityforum", "forum").with("adx_name", "Heating"));
    world.rows.put(a_row("adx_forumthreadtype", "question")
                       .with("adx_name", "Question")
                       .with("adx_allowsvoting", true)
                       .with("adx_isdefault", true));
  }
  actions::Action act(std::string_view kind, std::string_view target, const rules::Actor& actor,
                      std::vector<std::pair<std::string, schema::Value>> arguments = {},
                      std::string_view id = "action") {
    const auto* row = actions::find_action(kind);
    actions::Action action;
    action.id = id_of(id);
    action.kind = kind;
    action.entity = row->entity;
    action.target = id_of(target);
    action.actor = actor.id;
    action.audience = actor.audience;
    action.arguments = std::move(arguments);
    return action;
  }
  std::string take(const actions::Action& action, const rules::Actor& actor) {
    const Answer answer = world.on_daemon(action, actor, RulesWorld::facts_at(noon(kToday)));
    for (const schema::RowChange& change : answer.changes)
      if (change.kind == schema::ChangeKind::remove) world.rows.remove(change.key);
    std::vector<schema::RowChange> kept = answer.changes;
    std::erase_if(kept,
                  [](const auto& change) { return change.kind == schema::ChangeKind::remove; });
    world.apply(kept);
    return describe(answer);
  }
  static std::pair<std::string, schema::Value> text(std::string value) {
    return {"comment", schema::Value(std::move(value))};
  }
  [[nodiscard]] schema::Value of(std::string_view entity, std::string_view id,
                                 std::string_view column) const {
    return world.value(entity, id_of(id), column);
  }
  [[nodiscard]] std::vector<Uuid> rows_of(std::string_view entity) const {
    std::vector<Uuid> out;
    for (const auto& [key, row] : world.rows.all())
      if (row.entity->name == entity) out.push_back(key.id);
    return out;
  }
  /// A thread that ana started and its first post.
  void start_thread() {
    ASSERT_EQ(take(act(kinds::kForumStart, "forum", world.ana,
                       {text("How do I bleed it?"), {"title", std::string("Radiator")}}, "start"),
                   world.ana),
              "applied none");
    thread = rows_of("adx_communityforumthread").front();
    first_post = rows_of("adx_communityforumpost").front();
  }
  actions::Action at_thread(std::string_view kind, const rules::Actor& actor,
                            std::string_view id = "action") {
    auto action = act(kind, "", actor, {}, id);
    const bool is_of_post = kind.ends_with("answer") || kind.ends_with("vote");
    action.target = is_of_post ? first_post : thread;
    if (kind == kinds::kForumPost) action.arguments = {text("Open the valve.")};
    return action;
  }
  static schema::Value number(std::int64_t value) { return value; }
  std::string vote(const rules::Actor& actor) {
    return take(at_thread(kinds::kForumVote, actor), actor);
  }
  std::string unvote(const rules::Actor& actor) {
    return take(at_thread(kinds::kForumUnvote, actor), actor);
  }
  [[nodiscard]] schema::Value votes() const {
    return world.value("adx_communityforumpost", first_post, "adx_helpfulvotecount");
  }
  void imported_votes(std::int64_t count) {
    schema::Row row = world.rows.at("adx_communityforumpost", first_post);
    row.values[row.entity->find("adx_helpfulvotecount")->ordinal] = count;
    world.rows.put(row);
  }

  RulesWorld world;
  rules::Actor sam{id_of("sam"), "Sam", schema::Audience::staff, {}, {}};
  Uuid thread, first_post;
};

TEST_F(CaseAndForum, a_case_is_resolved_with_a_text_and_opened_again) {
  EXPECT_EQ(take(act(kinds::kCaseResolve, "case", world.ana), world.ana),
            "refused invalid_value fields=Resolution");
  const auto resolve = act(kinds::kCaseResolve, "case", world.ana, {text("New seal")});
  EXPECT_EQ(take(resolve, world.ana), "applied none");
  EXPECT_EQ(of("incident", "case", "statuscode"), number(5));
  EXPECT_EQ(of("incident", "case", "adx_resolution"), schema::Value(std::string("New seal")));
  EXPECT_EQ(rows_of("incidentresolution").size(), 1U);
  EXPECT_EQ(take(resolve, world.ana), "applied already_done");
  EXPECT_EQ(take(act(kinds::kCaseCancel, "case", world.ana), world.ana),
            "superseded already_decided decision=Resolved");
  EXPECT_EQ(take(act(kinds::kCaseReopen, "case", world.ana), world.ana), "applied none");
  EXPECT_EQ(take(act(kinds::kCaseCancel, "case", world.ana), world.ana), "applied none");
  EXPECT_EQ(of("incident", "case", "statecode"), number(2));
}

TEST_F(CaseAndForum, a_case_of_the_account_needs_case_access) {
  world.set("incident", "case", "customerid", world.ana.account);
  const auto cancel = act(kinds::kCaseCancel, "case", world.ana);
  EXPECT_EQ(take(cancel, world.ana), "refused role_ended");
  world.rows.put(a_row("adx_caseaccess", "access")
                     .with("adx_contactid", world.ana.id)
                     .with("adx_accountid", world.ana.account)
                     .with("adx_scope", std::int64_t{2})
                     .with("adx_write", true));
  EXPECT_EQ(take(cancel, world.ana), "applied none");
}

TEST_F(CaseAndForum, a_note_on_a_case_says_that_it_is_for_the_portal) {
  auto note = act(kinds::kNoteAdd, "case", world.ana, {text("Still dripping")});
  note.entity = "incident";
  EXPECT_EQ(take(note, world.ana), "applied none");
  EXPECT_EQ(world.value("annotation", rows_of("annotation").front(), "notetext"),
            schema::Value(std::string("*WEB* Still dripping")));
}

TEST_F(CaseAndForum, a_technicians_note_is_for_all_who_work_there_and_staffs_is_internal) {
  world.rows.put(a_row("msdyn_workorder", "order").with("msdyn_name", "WO-1"));
  const auto noted = [&](const rules::Actor& by, const char* what) {
    auto note = act(kinds::kNoteAdd, "order", by, {text(what)}, what);
    note.entity = "msdyn_workorder";
    EXPECT_EQ(take(note, by), "applied none");
    return world.value("annotation", rules::derived_id(note.id, "note"), "notetext");
  };
  EXPECT_EQ(noted(world.tina, "Seal worn"), schema::Value(std::string("*WEB* Seal worn")));
  EXPECT_EQ(noted(world.tina, "Key *WEB*"), schema::Value(std::string("Key *WEB*")));
  EXPECT_EQ(noted(sam, "They pay late"), schema::Value(std::string("They pay late")));
}

// domain.md 11.27: cases carry an opportunity link, of an open one that the author sees.
TEST_F(CaseAndForum, a_partner_opens_a_case_with_a_link_to_an_opportunity) {
  world.rows.put(a_row("adx_caseaccess", "access")
                     .with("adx_contactid", world.paul.id)
                     .with("adx_accountid", world.paul.account)
                     .with("adx_scope", std::int64_t{2})
                     .with("adx_create", true));
  auto open =
      world.update(world.paul, "incident", "new",
                   {{"title", std::string("Boiler offer")}, {"customerid", world.paul.account}});
  open.kind = kinds::kRecordCreate;
  open.basis = {};
  open.arguments = {{"opportunity", id_of("offer")}};
  EXPECT_EQ(take(open, world.paul), "applied none");
  EXPECT_EQ(of("incident", "new", "caseorigincode"), number(3));
  EXPECT_EQ(of("incident", "new", "msa_partnerid"), schema::Value(world.paul.account));
  EXPECT_EQ(rows_of("incident_opportunity_link").size(), 1U);
  world.set("opportunity", "offer", "statecode", number(1));
  open.target = id_of("other");
  EXPECT_EQ(take(open, world.paul), "refused not_available");
}

TEST_F(CaseAndForum, rating_again_replaces_the_rating_and_the_daemon_rolls_them_up) {
  const auto rate = [&](const rules::Actor& who, std::int64_t stars) {
    return take(act(kinds::kArticleRate, "article", who, {{"rating", number(stars)}}), who);
  };
  EXPECT_EQ(rate(world.ana, 6), "refused invalid_value fields=Rating");
  EXPECT_EQ(rate(world.ana, 2), "applied none");
  EXPECT_EQ(rate(world.ana, 4), "applied none");
  EXPECT_EQ(rate(world.paul, 5), "applied none");
  EXPECT_EQ(rows_of("feedback").size(), 2U);
  EXPECT_EQ(of("knowledgearticle", "article", "rating"), number(45'000));
  EXPECT_EQ(of("knowledgearticle", "article", "rating_count"), number(2));
}

TEST_F(CaseAndForum, an_article_goes_from_draft_to_the_archive_and_a_root_nowhere) {
  world.set("knowledgearticle", "article", "statecode", number(0));
  EXPECT_EQ(take(act(kinds::kArticleArchive, "article", sam), sam),
            "superseded already_decided decision=Draft");
  for (const auto kind : {kinds::kArticleApprove, kinds::kArticlePublish, kinds::kArticleRevise,
                          kinds::kArticlePublish, kinds::kArticleArchive})
    EXPECT_EQ(take(act(kind, "article", sam), sam), "applied none") << kind;
  world.set("knowledgearticle", "article", "statecode", number(0));
  world.set("knowledgearticle", "article", "isrootarticle", number(1));
  EXPECT_EQ(take(act(kinds::kArticlePublish, "article", sam), sam), "refused not_permitted");
}

// domain.md 11.28: staff may post in forums; locks, answers and subscriptions come along.
TEST_F(CaseAndForum, threads_count_their_posts_and_staff_may_post) {
  start_thread();
  EXPECT_EQ(take(at_thread(kinds::kForumPost, sam), sam), "applied none");
  EXPECT_EQ(world.value("adx_communityforumthread", thread, "adx_postcount"), number(2));
  EXPECT_EQ(of("adx_communityforum", "forum", "adx_postcount"), number(2));
  EXPECT_EQ(of("adx_communityforum", "forum", "adx_threadcount"), number(1));
  EXPECT_EQ(take(at_thread(kinds::kForumLock, world.paul), world.paul), "refused role_ended");
  EXPECT_EQ(take(at_thread(kinds::kForumLock, sam), sam), "applied none");
  EXPECT_EQ(take(at_thread(kinds::kForumPost, world.paul, "late"), world.paul),
            "refused thread_locked");
}

TEST_F(CaseAndForum, a_moderator_by_web_role_locks) {
  start_thread();
  world.rows.put(a_row("adx_communityforumaccesspermission", "rule")
                     .naming("adx_forumid", "adx_communityforum", "forum")
                     .with("adx_right", std::int64_t{1}));
  world.rows.put(a_row("adx_webrole", "role").with("adx_name", "Partner administrator"));
  world.rows.put(a_row("adx_communityforumaccesspermission_adx_webrole_link", "link")
                     .naming("adx_communityforumaccesspermissionid",
                             "adx_communityforumaccesspermission", "rule")
                     .naming("adx_webroleid", "adx_webrole", "role"));
  EXPECT_EQ(take(at_thread(kinds::kForumLock, world.paul), world.paul), "applied none");
  EXPECT_EQ(take(at_thread(kinds::kForumLock, world.tina), world.tina), "refused role_ended");
}

TEST_F(CaseAndForum, who_asked_marks_answers_and_another_answer_keeps_the_thread_answered) {
  start_thread();
  EXPECT_EQ(take(at_thread(kinds::kForumAnswer, world.paul), world.paul), "refused role_ended");
  EXPECT_EQ(take(at_thread(kinds::kForumAnswer, world.ana), world.ana), "applied none");
  EXPECT_EQ(world.value("adx_communityforumthread", thread, "adx_isanswered"), number(1));
  world.rows.put(a_row("adx_communityforumpost", "second")
                     .with("adx_forumthreadid", thread)
                     .with("adx_isanswer", true));
  EXPECT_EQ(take(at_thread(kinds::kForumUnanswer, world.ana), world.ana), "applied none");
  EXPECT_EQ(world.value("adx_communityforumthread", thread, "adx_isanswered"), number(1));
}

// domain.md 11.28
TEST_F(CaseAndForum, one_subscribes_once_and_unsubscribes) {
  start_thread();
  EXPECT_EQ(take(at_thread(kinds::kForumSubscribe, world.paul), world.paul), "applied none");
  EXPECT_EQ(take(at_thread(kinds::kForumSubscribe, world.paul), world.paul),
            "applied already_done");
  EXPECT_EQ(rows_of("adx_communityforumalert").size(), 1U);
  EXPECT_EQ(take(at_thread(kinds::kForumUnsubscribe, world.paul), world.paul), "applied none");
  EXPECT_EQ(rows_of("adx_communityforumalert").size(), 0U);
}

// domain.md 5.5
TEST_F(CaseAndForum, a_vote_is_one_a_person_and_is_taken_back) {
  start_thread();
  EXPECT_EQ(vote(world.paul), "applied none");
  EXPECT_EQ(vote(world.paul), "applied already_done");
  EXPECT_EQ(vote(world.bea), "applied none");
  EXPECT_EQ(votes(), number(2));
  ASSERT_EQ(rows_of("feedback").size(), 2U);
  const Uuid row = rows_of("feedback").front();
  for (const auto& [column, value] :
       {std::pair{"rating", 1}, {"minrating", 0}, {"maxrating", 1}, {"source", 1}})
    EXPECT_EQ(world.value("feedback", row, column), number(value)) << column;
  EXPECT_EQ(world.value("feedback", row, "regardingobjectid"), schema::Value(first_post));
  EXPECT_EQ(world.value("feedback", row, "regardingobjecttypecode"),
            schema::Value(std::string("adx_communityforumpost")));
  EXPECT_EQ(unvote(world.paul), "applied none");
  EXPECT_EQ(unvote(world.paul), "applied already_done");
  EXPECT_EQ(votes(), number(1));
  EXPECT_EQ(rows_of("feedback").size(), 1U);
}

TEST_F(CaseAndForum, nobody_votes_for_an_own_post_or_where_the_type_allows_none) {
  start_thread();
  EXPECT_EQ(vote(world.ana), "refused not_permitted vote=own");
  world.set("adx_forumthreadtype", "question", "adx_allowsvoting", number(0));
  EXPECT_EQ(vote(world.paul), "refused not_permitted vote=closed");
  world.rows.remove(
      {world.rows.catalogue().entity("adx_forumthreadtype").number, id_of("question")});
  EXPECT_EQ(vote(world.paul), "refused not_permitted vote=closed");
  EXPECT_EQ(votes(), number(0));
}

TEST_F(CaseAndForum, a_vote_that_was_given_is_taken_back_where_the_type_allows_none_any_more) {
  start_thread();
  EXPECT_EQ(vote(world.paul), "applied none");
  world.set("adx_forumthreadtype", "question", "adx_allowsvoting", number(0));
  EXPECT_EQ(unvote(world.paul), "applied none");
  EXPECT_EQ(votes(), number(0));
}

TEST_F(CaseAndForum, a_lock_ends_posting_and_not_voting) {
  start_thread();
  EXPECT_EQ(take(at_thread(kinds::kForumLock, sam), sam), "applied none");
  EXPECT_EQ(vote(world.paul), "applied none");
  EXPECT_EQ(votes(), number(1));
}

TEST_F(CaseAndForum, votes_move_an_imported_count_by_one_and_never_below_zero) {
  start_thread();
  imported_votes(7);
  EXPECT_EQ(vote(world.paul), "applied none");
  EXPECT_EQ(votes(), number(8));
  imported_votes(0);
  EXPECT_EQ(unvote(world.paul), "applied none");
  EXPECT_EQ(votes(), number(0));
}

TEST_F(CaseAndForum, a_vote_that_was_imported_is_the_persons_one_vote) {
  start_thread();
  imported_votes(1);
  world.rows.put(a_row("feedback", "imported")
                     .with("regardingobjectid", first_post)
                     .with("regardingobjecttypecode", "adx_communityforumpost")
                     .with("createdbycontact", world.paul.id));
  EXPECT_EQ(vote(world.paul), "applied already_done");
  EXPECT_EQ(unvote(world.paul), "applied none");
  EXPECT_EQ(votes(), number(0));
  EXPECT_TRUE(rows_of("feedback").empty());
}

TEST_F(CaseAndForum, deleting_the_vote_itself_takes_it_from_the_count_and_a_post_takes_its_votes) {
  start_thread();
  EXPECT_EQ(vote(world.paul), "applied none");
  EXPECT_EQ(vote(world.bea), "applied none");
  auto remove = act(kinds::kRecordDelete, "", world.paul);
  remove.entity = "feedback";
  remove.target = rules::derived_id(first_post, "helpful to " + to_string(world.paul.id));
  EXPECT_EQ(take(remove, world.bea), "refused role_ended");
  EXPECT_EQ(take(remove, world.paul), "applied none");
  EXPECT_EQ(votes(), number(1));
  auto end = act(kinds::kRecordDelete, "", world.ana);
  end.entity = "adx_communityforumpost";
  end.target = first_post;
  EXPECT_EQ(take(end, world.ana), "applied none");
  EXPECT_TRUE(rows_of("feedback").empty());
}

TEST_F(CaseAndForum, a_post_out_of_sight_takes_no_vote) {
  start_thread();
  auto facts = RulesWorld::facts_at(noon(kToday));
  facts.target_visible = false;
  EXPECT_EQ(describe(world.on_daemon(at_thread(kinds::kForumVote, world.paul), world.paul, facts)),
            "refused not_available");
}

TEST_F(CaseAndForum, the_author_removes_a_post_and_with_the_first_goes_the_thread) {
  start_thread();
  auto remove = act(kinds::kRecordDelete, "", world.paul);
  remove.entity = "adx_communityforumpost";
  remove.target = first_post;
  EXPECT_EQ(take(remove, world.paul), "refused role_ended");
  EXPECT_EQ(take(remove, world.ana), "applied none");
  EXPECT_TRUE(rows_of("adx_communityforumthread").empty());
  EXPECT_EQ(of("adx_communityforum", "forum", "adx_threadcount"), number(0));
  EXPECT_EQ(take(remove, world.ana), "applied already_done");
}

TEST_F(CaseAndForum, what_is_worked_with_is_not_deleted) {
  auto remove = act(kinds::kRecordDelete, "offer", world.paul);
  remove.entity = "opportunity";
  EXPECT_EQ(take(remove, world.paul), "refused not_permitted");
}

}  // namespace
}  // namespace fieldbook::tests
