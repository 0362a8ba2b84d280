#include "tests/support/world/organisation.hpp"

#include "shared/base/result.hpp"

namespace fieldbook::tests {
namespace {

constexpr std::int64_t kPartnerAccount = 100'000'000;
constexpr std::int64_t kWorkBased = 192'350'001;
constexpr std::int64_t kAccountScope = 100'000'001;
constexpr std::int64_t kDelivered = 100'000'001;
constexpr std::int64_t kScheduled = 690'970'000;
constexpr std::int64_t kCancelledFieldService = 690'970'005;
constexpr std::int64_t kToday = 20'778;               // 2026-11-21
constexpr std::int64_t kStartMs = 1'795'334'400'000;  // a day later
constexpr std::int64_t kHourMs = 3'600'000;

class Builder {
 public:
  Builder(Random& random, std::size_t size) : random_(random), size_(size) {}

  SmallOrganisation build() {
    reference_rows();
    accounts();
    people();
    for (std::size_t i = 0; i < size_; ++i) {
      quote(i);
      opportunity(i);
      project(i);
      work(i);
    }
    self_service();
    return std::move(out_);
  }

 private:
  RowBuilder make(std::string_view entity) {
    RowBuilder row(entity, random_id(random_));
    if (row.row().entity->find("statecode") != nullptr)
      row.with("statecode", std::int64_t{0}).with("statuscode", std::int64_t{1});
    return row;
  }
  Uuid add(const schema::Row& row) {
    out_.rows.push_back(row);
    return row.id;
  }
  template <class Items>
  const auto& any(const Items& items) {
    return items[random_.below(items.size())];
  }
  std::int64_t money() { return static_cast<std::int64_t>(random_.below(100'000)) * 10'000; }

  void reference_rows() {
    for (const char* name :
         {"PSA Customer Approver", "PSA Customer Reviewer", "FS Customer Approver",
          "FS Customer Reviewer", "PSA Partner Approver", "Partner manager"}) {
      out_.roles[name] = add(make("adx_webrole").with("adx_name", name));
    }
    const auto status = [&](const char* name, std::int64_t kind, std::int64_t field_service) {
      out_.statuses[name] = add(make("bookingstatus")
                                    .with("name", name)
                                    .with("status", kind)
                                    .with("msdyn_fieldservicestatus", field_service));
    };
    status("proposed", 1, kScheduled);
    status("committed", 2, kScheduled);
    status("cancelled", 3, kCancelledFieldService);
    add(make("transactioncurrency").with("currencyname", "Euro"));
  }

  void accounts() {
    for (const char* name : {"Adler Bau", "Borealis"})
      out_.customers.push_back(add(make("account").with("name", name)));
    for (const char* name : {"Quick Repair", "Rapid Works"}) {
      out_.partners.push_back(add(
          make("account").with("name", name).with("accountclassificationcode", kPartnerAccount)));
    }
    // The first partner manages the second customer.
    for (schema::Row& row : out_.rows) {
      if (row.id == out_.customers[1])
        row.values[row.entity->find("msa_managingpartnerid")->ordinal] = out_.partners[0];
    }
  }

  void person(const char* name, const Uuid& account, schema::Audience audience,
              std::initializer_list<const char*> roles) {
    const Uuid id = add(make("contact")
                            .with("firstname", name)
                            .with("lastname", "Example")
                            .with("fullname", (std::string(name) + " Example").c_str())
                            .with("parentcustomerid", account)
                            .with("parentcustomeridtype", "account")
                            .with("adx_identity_logonenabled", true));
    for (const char* role : roles) {
      add(make("contact_adx_webrole_link")
              .with("contactid", id)
              .with("adx_webroleid", out_.roles.at(role)));
    }
    out_.people.push_back({name, id, account, audience});
  }

  void permit(const char* name) {
    const SimPerson& who = out_.person(name);
    add(make("adx_opportunitypermissions")
            .with("adx_contactid", who.id)
            .with("adx_accountid", who.account)
            .with("adx_scope", kAccountScope)
            .with("adx_read", true)
            .with("adx_write", true)
            .with("adx_create", true)
            .with("adx_delete", true)
            .with("adx_assign", true)
            .with("adx_acceptdecline", true));
    add(make("adx_channelpermissions")
            .with("adx_contactid", who.id)
            .with("adx_accountid", who.account)
            .with("adx_read", true)
            .with("adx_create", true)
            .with("adx_write", true));
  }

  /// What everybody reads and writes in: a forum, an article; and the statuses of work.
  void self_service() {
    const auto status = [&](const char* name, std::int64_t field_service) {
      out_.statuses[name] = add(make("bookingstatus")
                                    .with("name", name)
                                    .with("status", std::int64_t{2})
                                    .with("msdyn_fieldservicestatus", field_service));
    };
    status("traveling", 690'970'001);
    status("on break", 690'970'002);
    status("in progress", 690'970'003);
    status("completed", 690'970'004);
    const Uuid everyone = add(make("adx_webrole")
                                  .with("adx_name", "Authenticated Users")
                                  .with("adx_authenticatedusersrole", true));
    const Uuid published =
        add(make("adx_publishingstate").with("adx_name", "Published").with("adx_isvisible", true));
    out_.forum = add(make("adx_communityforum")
                         .with("adx_name", "Heating")
                         .with("adx_publishingstateid", published));
    const Uuid rule = add(make("adx_communityforumaccesspermission")
                              .with("adx_name", "Everybody reads")
                              .with("adx_forumid", out_.forum)
                              .with("adx_right", std::int64_t{2}));
    add(make("adx_communityforumaccesspermission_adx_webrole_link")
            .with("adx_communityforumaccesspermissionid", rule)
            .with("adx_webroleid", everyone));
    add(make("adx_forumthreadtype")
            .with("adx_name", "Question")
            .with("adx_allowsvoting", true)
            .with("adx_isdefault", true));
    const Uuid english = add(make("languagelocale").with("code", "en-US"));
    out_.article = add(make("knowledgearticle")
                           .with("title", "Bleeding a radiator")
                           .with("isinternal", false)
                           .with("isrootarticle", false)
                           .with("languagelocaleid", english)
                           .with("statecode", std::int64_t{3})
                           .with("statuscode", std::int64_t{7}));
  }

  void resource(const char* name) {
    const SimPerson& who = out_.person(name);
    out_.resources.push_back(add(make("bookableresource")
                                     .with("name", name)
                                     .with("resourcetype", std::int64_t{2})
                                     .with("accountid", who.account)
                                     .with("contactid", who.id)));
  }

  void people() {
    using enum schema::Audience;
    person("ann", out_.customers[0], customer, {"PSA Customer Approver", "FS Customer Approver"});
    person("carl", out_.customers[0], customer, {"PSA Customer Approver"});
    person("cleo", out_.customers[1], customer, {"FS Customer Reviewer", "PSA Customer Approver"});
    person("paul", out_.partners[0], partner, {"Partner manager", "PSA Partner Approver"});
    person("pia", out_.partners[0], partner, {});
    person("petra", out_.partners[1], partner, {"Partner manager"});
    const Uuid sam = add(make("systemuser").with("fullname", "Sam Staff"));
    out_.people.push_back({"sam", sam, Uuid{}, staff});
    for (const char* name : {"paul", "petra"}) permit(name);
    for (const char* name : {"paul", "pia", "petra"}) resource(name);
  }

  void quote(std::size_t i) {
    const Uuid& account = out_.customers[i % 2];
    const Uuid id = add(make("quote")
                            .with("name", ("Quote " + std::to_string(i)).c_str())
                            .with("customerid", account)
                            .with("customeridtype", "account")
                            .with("msdyn_ordertype", kWorkBased)
                            .with("revisionnumber", std::int64_t{0})
                            .with("totalamount", money())
                            .with("effectiveto", kToday + 30));
    out_.quotes.push_back(id);
    for (int line = 0; line < 2; ++line) {
      out_.lines.push_back(add(make("quotedetail")
                                   .with("quoteid", id)
                                   .with("priceperunit", money())
                                   .with("extendedamount", money())));
    }
  }

  void opportunity(std::size_t i) {
    const Uuid& partner = out_.partners[i % 2];
    out_.opportunities.push_back(add(make("opportunity")
                                         .with("name", ("Offer " + std::to_string(i)).c_str())
                                         .with("customerid", out_.customers[(i + 1) % 2])
                                         .with("customeridtype", "account")
                                         .with("msa_partnerid", partner)
                                         .with("adx_delivereddate", kToday)
                                         .with("adx_expirydate", kToday + 3)
                                         .with("statuscode", kDelivered)));
  }

  void project(std::size_t i) {
    const Uuid id = add(make("msdyn_project")
                            .with("msdyn_subject", ("Project " + std::to_string(i)).c_str())
                            .with("msdyn_customer", out_.customers[i % 2]));
    out_.projects.push_back(id);
    out_.teams.push_back(add(make("msdyn_projectteam")
                                 .with("msdyn_name", "Fitter")
                                 .with("msdyn_project", id)
                                 .with("msdyn_bookableresourceid", any(out_.resources))
                                 .with("msdyn_membershipstatus", std::int64_t{2})));
    booking(out_.resources[i % 3], "msdyn_projectid", id);
  }

  void booking(const Uuid& resource, const char* column, const Uuid& work) {
    const auto start = kStartMs + static_cast<std::int64_t>(random_.below(100)) * kHourMs;
    out_.bookings.push_back(add(make("bookableresourcebooking")
                                    .with("name", "Booking")
                                    .with("resource", resource)
                                    .with("bookingstatus", out_.statuses.at("proposed"))
                                    .with("starttime", start)
                                    .with("endtime", start + kHourMs)
                                    .with(column, work)));
  }

  void work(std::size_t i) {
    const Uuid& account = out_.customers[i % 2];
    const Uuid asset = add(make("msdyn_customerasset")
                               .with("msdyn_name", "Boiler")
                               .with("msdyn_account", account)
                               .with("adx_exposetocustomer", random_.below(2) == 0));
    const Uuid order = add(make("msdyn_workorder")
                               .with("msdyn_name", ("WO-" + std::to_string(i)).c_str())
                               .with("msdyn_serviceaccount", account)
                               .with("msdyn_customerasset", asset)
                               .with("adx_exposetocustomer", random_.below(2) == 0));
    add(make("msdyn_workorderservicetask")
            .with("msdyn_name", "Check")
            .with("msdyn_workorder", order));
    out_.agreements.push_back(add(make("msdyn_agreement")
                                      .with("msdyn_name", "Agreement")
                                      .with("msdyn_serviceaccount", account)
                                      .with("adx_exposetocustomer", random_.below(2) == 0)));
    out_.assets.push_back(asset);
    out_.work_orders.push_back(order);
    booking(out_.resources[(i + 1) % 3], "msdyn_workorder", order);
  }

  Random& random_;
  std::size_t size_;
  SmallOrganisation out_;
};

}  // namespace

const SimPerson& SmallOrganisation::person(std::string_view name) const {
  for (const SimPerson& who : people)
    if (who.name == name) return who;
  ASSERT(false);
  return people.front();
}

SmallOrganisation make_small_organisation(Random& random, std::size_t size) {
  return Builder(random, size).build();
}

Uuid random_id(Random& random) {
  Uuid id;
  random.fill(id.bytes);
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x40);
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
  return id;
}

schema::RowChange upsert(const schema::Row& row) {
  schema::RowChange change(row.key());
  for (std::uint32_t i = 0; i < row.values.size(); ++i)
    if (!schema::is_null(row.values[i])) change.values.emplace_back(i, row.values[i]);
  return change;
}

}  // namespace fieldbook::tests
