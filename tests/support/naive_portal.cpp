#include "tests/support/naive_portal.hpp"

namespace fieldbook::tests::naive {

namespace {

const std::set<std::string>& decided_here() {
  static const std::set<std::string> kEntities{"invoice",
                                               "invoicedetail",
                                               "salesorder",
                                               "salesorderdetail",
                                               "msdyn_contractlinescheduleofvalue",
                                               "msdyn_projecttask",
                                               "msdyn_resourceassignment",
                                               "adx_opportunitynote",
                                               "adx_opportunity_contact",
                                               "adx_dealregistrationrequest",
                                               "adx_opportunitypermissions",
                                               "adx_channelpermissions",
                                               "adx_accountaccess",
                                               "adx_contactaccess",
                                               "adx_caseaccess",
                                               "adx_invitation",
                                               "incident",
                                               "incidentresolution",
                                               "annotation",
                                               "incident_opportunity_link",
                                               "knowledgearticle",
                                               "knowledgearticle_product_link",
                                               "feedback",
                                               "adx_communityforum",
                                               "adx_communityforumthread",
                                               "adx_communityforumpost",
                                               "adx_communityforumalert",
                                               "adx_forumthreadtype",
                                               "adx_publishingstate",
                                               "languagelocale"};
  return kEntities;
}

const std::set<std::string>& read_besides() {
  static const std::set<std::string> kEntities{
      "adx_communityforumaccesspermission", "adx_communityforumaccesspermission_adx_webrole_link",
      "adx_webrole", "contact", "opportunity"};
  return kEntities;
}

schema::Value cell(const schema::Row& row, const char* column) {
  const schema::Column* found = row.entity->find(column);
  ASSERT(found != nullptr);
  return row.values[found->ordinal];
}
Id id(const schema::Row& row, const char* column) {
  const schema::Value value = cell(row, column);
  const auto* uuid = std::get_if<Uuid>(&value);
  return uuid == nullptr ? Id() : Id(*uuid);
}
Number number(const schema::Row& row, const char* column) {
  const schema::Value value = cell(row, column);
  const auto* integer = std::get_if<std::int64_t>(&value);
  return integer == nullptr ? Number() : Number(*integer);
}
std::string text(const schema::Row& row, const char* column) {
  const schema::Value value = cell(row, column);
  const auto* string = std::get_if<std::string>(&value);
  return string == nullptr ? "" : *string;
}
bool yes(const schema::Row& row, const char* column) { return number(row, column) == 1; }
bool no(const schema::Row& row, const char* column) { return number(row, column) == 0; }
bool active(const schema::Row& row) { return number(row, "statecode") == 0; }
bool names(const schema::Row& row, const char* column, const Id& wanted) {
  return wanted && id(row, column) == wanted;
}

/// 10.1, 6: two spellings of one role.
std::string spelled(const std::string& role) {
  return role == "FS Customer Review" ? "FS Customer Reviewer" : role;
}

bool partner(const Visitor& me) { return me.audience == schema::Audience::partner && me.partner; }
bool customer_of(const schema::Row& row, const Visitor& me) {
  return me.audience == schema::Audience::customer && names(row, "customerid", me.account) &&
         text(row, "customeridtype") == "account";
}

}  // namespace

Portal::Portal(std::span<const schema::Row> rows) {
  for (const schema::Row& row : rows) {
    const std::string& entity = row.entity->name;
    if (decides(entity) || read_besides().contains(entity)) rows_[entity].push_back(row);
  }
}

bool Portal::decides(const std::string& entity) const { return decided_here().contains(entity); }

const Portal::Rows& Portal::all(const std::string& entity) const {
  static const Rows kNone;
  const auto found = rows_.find(entity);
  return found == rows_.end() ? kNone : found->second;
}

const schema::Row* Portal::one(const std::string& entity, const Id& wanted) const {
  for (const schema::Row& row : all(entity)) {
    if (row.id == wanted) return &row;
  }
  return nullptr;
}

bool Portal::may_see(const std::string& entity, const Uuid& row_id, const Visitor& me,
                     const Sees& sees) const {
  const schema::Row& row = *one(entity, row_id);
  // A parent counts only while it is there.
  const auto with = [&](const std::string& parent, const char* lookup) {
    const Id wanted = id(row, lookup);
    if (!wanted) return false;
    if (decides(parent) && one(parent, wanted) == nullptr) return false;
    return sees(parent, *wanted);
  };
  if (entity == "invoice") return invoice(row, me);
  if (entity == "invoicedetail") return with("invoice", "invoiceid");
  if (entity == "salesorder") return contract(row, me);
  if (entity == "salesorderdetail") return with("salesorder", "salesorderid");
  if (entity == "msdyn_contractlinescheduleofvalue") return with("salesorder", "msdyn_contract");
  if (entity == "msdyn_projecttask") return with("msdyn_project", "msdyn_project");
  if (entity == "msdyn_resourceassignment") return with("msdyn_projectteam", "msdyn_projectteamid");
  if (entity == "adx_opportunitynote") return with("opportunity", "adx_opportunityid");
  if (entity == "adx_opportunity_contact") return with("opportunity", "opportunityid");
  if (entity == "adx_dealregistrationrequest") return deal(row, me, sees);
  if (entity == "adx_opportunitypermissions" || entity == "adx_channelpermissions") {
    return partner(me) && (names(row, "adx_contactid", me.contact) || changes_rights_of(row, me));
  }
  if (entity == "adx_accountaccess" || entity == "adx_contactaccess") {
    return partner(me) && names(row, "adx_contactid", me.contact);
  }
  if (entity == "adx_invitation")
    return partner(me) && names(row, "adx_invitercontact", me.contact);
  if (entity == "adx_caseaccess") return names(row, "adx_contactid", me.contact);

  if (entity == "incident") {
    return (number(row, "statecode") == 1 && yes(row, "adx_publishtoweb")) || reads_case(row, me);
  }
  const auto of_my_case = [&](const char* lookup) {
    const schema::Row* parent = one("incident", id(row, lookup));
    return parent != nullptr && reads_case(*parent, me);
  };
  if (entity == "incidentresolution") return of_my_case("incidentid");
  if (entity == "incident_opportunity_link") {
    return me.audience == schema::Audience::partner && of_my_case("incidentid");
  }
  if (entity == "annotation") {
    if (text(row, "notetext").find("*WEB*") == std::string::npos) return false;
    const std::string about = text(row, "objecttypecode");
    if (about == "incident") return of_my_case("objectid");
    const bool is_field_work = about == "msdyn_workorder" || about == "bookableresourcebooking" ||
                               about == "msdyn_customerasset";
    return is_field_work && me.audience == schema::Audience::partner && with(about, "objectid");
  }

  if (entity == "knowledgearticle") return article(row);
  if (entity == "knowledgearticle_product_link") {
    return with("knowledgearticle", "knowledgearticleid");
  }
  if (entity == "feedback") {
    // 5.4 with the article; 5.5 a vote is the voter's, whatever became of the post.
    if (!names(row, "createdbycontact", me.contact)) return false;
    const std::string about = text(row, "regardingobjecttypecode");
    if (about == "adx_communityforumpost") return id(row, "regardingobjectid").has_value();
    return about == "knowledgearticle" && with("knowledgearticle", "regardingobjectid");
  }

  if (entity == "adx_communityforum") return forum(row, me);
  if (entity == "adx_communityforumthread") return thread(row, me);
  if (entity == "adx_communityforumpost") {
    const schema::Row* parent = one("adx_communityforumthread", id(row, "adx_forumthreadid"));
    return is_published(row) && parent != nullptr && thread(*parent, me);
  }
  if (entity == "adx_communityforumalert") return names(row, "adx_subscriberid", me.contact);
  return true;  // adx_forumthreadtype, adx_publishingstate, languagelocale
}

// 1.7: a Field Service invoice has Field Service lines, a project invoice is work based. 6.3.
bool Portal::invoice(const schema::Row& row, const Visitor& me) const {
  if (!customer_of(row, me)) return false;
  const auto status = number(row, "msdyn_projectinvoicestatus");
  if (me.psa_customer && number(row, "msdyn_ordertype") == 192350001 &&
      yes(row, "adx_visibletocustomer") && (status == 192350002 || status == 192350003)) {
    return true;
  }
  if (!me.fs_customer || !yes(row, "adx_exposetocustomer")) return false;
  for (const schema::Row& line : all("invoicedetail")) {
    if (names(line, "invoiceid", row.id) && number(line, "msdyn_linetype") == 690970001) {
      return true;
    }
  }
  return false;
}

// 6.4: Active and Confirmed, or Closed.
bool Portal::contract(const schema::Row& row, const Visitor& me) const {
  if (!customer_of(row, me) || !me.psa_customer || !yes(row, "adx_visibletocustomer") ||
      number(row, "msdyn_ordertype") != 192350001) {
    return false;
  }
  const auto state = number(row, "msdyn_psastate");
  return state == 192350003 ||
         (state == 192350002 && number(row, "msdyn_psastatusreason") == 192350003);
}

// 4.4: with its opportunity; and an opportunity that has moved on takes nothing along. For whom the
// opportunity is there only as the partner on it, or as its contact, the asker must be that side.
bool Portal::deal(const schema::Row& row, const Visitor& me, const Sees& sees) const {
  const Id asker = id(row, "adx_partnerid");
  const schema::Row* opportunity = one("opportunity", id(row, "adx_opportunityid"));
  if (!asker || opportunity == nullptr || !sees("opportunity", opportunity->id)) return false;
  const schema::Row* contact = one("contact", id(*opportunity, "msa_partneroppid"));
  const bool contact_is_asker = contact != nullptr && names(*contact, "parentcustomerid", asker) &&
                                text(*contact, "parentcustomeridtype") == "account";
  if (contact != nullptr && contact->id == me.contact && contact_is_asker) return true;
  if (!names(*opportunity, "msa_partnerid", asker) && !contact_is_asker) return false;
  for (const schema::Row& permission : all("adx_opportunitypermissions")) {
    if (active(permission) && yes(permission, "adx_read") &&
        number(permission, "adx_scope") == 100000001 &&
        names(permission, "adx_contactid", me.contact) &&
        names(permission, "adx_accountid", asker)) {
      return true;
    }
  }
  return false;
}

// 4.2: colleagues are listed by contact access with scope Account 2.
bool Portal::lists_colleague(const Contact& contact, const Visitor& me) const {
  if (!partner(me) || !me.account || contact.parent != me.account ||
      contact.parent_type != "account") {
    return false;
  }
  for (const schema::Row& access : all("adx_contactaccess")) {
    if (active(access) && yes(access, "adx_read") && number(access, "adx_scope") == 2 &&
        names(access, "adx_contactid", me.contact) && names(access, "adx_accountid", me.account)) {
      return true;
    }
  }
  return false;
}

// 4.2: changing a colleague's rights needs adx_managepermissions and contact access write.
bool Portal::changes_rights_of(const schema::Row& row, const Visitor& me) const {
  const schema::Row* contact = one("contact", id(row, "adx_contactid"));
  if (contact == nullptr || !names(*contact, "parentcustomerid", me.account) ||
      text(*contact, "parentcustomeridtype") != "account" ||
      !names(row, "adx_accountid", me.account)) {
    return false;
  }
  bool manages = false;
  for (const schema::Row& access : all("adx_accountaccess")) {
    manages = manages || (active(access) && yes(access, "adx_managepermissions") &&
                          names(access, "adx_contactid", me.contact) &&
                          names(access, "adx_accountid", me.account));
  }
  bool writes = false;
  for (const schema::Row& access : all("adx_contactaccess")) {
    writes =
        writes ||
        (active(access) && yes(access, "adx_write") && number(access, "adx_scope") == 2 &&
         names(access, "adx_contactid", me.contact) && names(access, "adx_accountid", me.account));
  }
  return manages && writes;
}

// 5.2.
bool Portal::only_as_published(const Uuid& incident, const Visitor& me) const {
  const schema::Row* row = one("incident", incident);
  return row != nullptr && number(*row, "statecode") == 1 && yes(*row, "adx_publishtoweb") &&
         !reads_case(*row, me);
}

bool Portal::reads_case(const schema::Row& row, const Visitor& me) const {
  bool self_rule = false;
  bool self_read = false;
  for (const schema::Row& access : all("adx_caseaccess")) {
    if (!active(access) || !names(access, "adx_contactid", me.contact)) continue;
    if (number(access, "adx_scope") == 1) {
      self_rule = true;
      self_read = self_read || yes(access, "adx_read");
    }
    if (number(access, "adx_scope") == 2 && yes(access, "adx_read") &&
        names(row, "customerid", id(access, "adx_accountid")) &&
        text(row, "customeridtype") == "account") {
      return true;
    }
  }
  const bool own = names(row, "customerid", me.contact) && text(row, "customeridtype") == "contact";
  return own && (!self_rule || self_read);
}

// 5.3, in the language of a site that speaks en-US.
bool Portal::article(const schema::Row& row) const {
  const schema::Row* language = one("languagelocale", id(row, "languagelocaleid"));
  return number(row, "statecode") == 3 && no(row, "isrootarticle") && no(row, "isinternal") &&
         language != nullptr && text(*language, "code") == "en-US";
}

bool Portal::is_published(const schema::Row& row) const {
  const schema::Row* state = one("adx_publishingstate", id(row, "adx_publishingstateid"));
  return active(row) && state != nullptr && active(*state) && yes(*state, "adx_isvisible");
}

// 5.5: closed, unless a rule of the forum names a role of mine.
bool Portal::forum(const schema::Row& row, const Visitor& me) const {
  if (!is_published(row)) return false;
  for (const schema::Row& link : all("adx_communityforumaccesspermission_adx_webrole_link")) {
    const schema::Row* rule =
        one("adx_communityforumaccesspermission", id(link, "adx_communityforumaccesspermissionid"));
    const schema::Row* role = one("adx_webrole", id(link, "adx_webroleid"));
    if (rule == nullptr || role == nullptr || !active(*rule) || !active(*role)) continue;
    const auto right = number(*rule, "adx_right");
    if (!names(*rule, "adx_forumid", row.id) || (right != 1 && right != 2)) continue;
    if (yes(*role, "adx_authenticatedusersrole")) return true;
    for (const std::string& mine : me.roles) {
      if (spelled(mine) == spelled(text(*role, "adx_name"))) return true;
    }
  }
  return false;
}

bool Portal::thread(const schema::Row& row, const Visitor& me) const {
  const schema::Row* parent = one("adx_communityforum", id(row, "adx_forumid"));
  return is_published(row) && parent != nullptr && forum(*parent, me);
}

}  // namespace fieldbook::tests::naive
