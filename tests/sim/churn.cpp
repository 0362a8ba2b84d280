#include "tests/sim/churn.hpp"

#include <array>

namespace fieldbook::tests {
namespace {

constexpr std::int64_t kToday = 20'778;
constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kInProgress = 1, kDelivered = 100'000'001, kAccepted = 100'000'003;

class Churn {
 public:
  Churn(const SmallOrganisation& organisation, const Snapshot& rows, Random& random)
      : organisation_(organisation), rows_(rows), random_(random) {}

  Happening draw() {
    using Draw = Happening (Churn::*)();
    static constexpr std::array<Draw, 23> kDraws = {
        &Churn::edit_text,      &Churn::edit_text,         &Churn::flip_flag,
        &Churn::move_document,  &Churn::toggle_role,       &Churn::reparent_contact,
        &Churn::change_booking, &Churn::change_booking,    &Churn::change_offer,
        &Churn::revise_quote,   &Churn::remove_row,        &Churn::make_quote,
        &Churn::make_booking,   &Churn::toggle_permission, &Churn::change_person,
        &Churn::change_manager, &Churn::make_opportunity,  &Churn::accept_offer,
        &Churn::share_offer,    &Churn::make_contact,      &Churn::apply_as_partner,
        &Churn::publish_case,   &Churn::change_case_access};
    return (this->*kDraws[random_.below(kDraws.size())])();
  }

 private:
  const schema::Catalogue& catalogue() const { return *schema::Catalogue::embedded(); }
  template <class Items>
  const auto& any(const Items& items) {
    return items[random_.below(items.size())];
  }
  std::uint64_t number(std::uint64_t bound) { return random_.below(bound); }

  /// A row of the entity that is there now; null when there is none.
  const schema::Row* any_row(std::string_view entity) {
    const std::uint32_t wanted = catalogue().entity(entity).number;
    std::vector<const schema::Row*> found;
    for (auto at = rows_.lower_bound({wanted, Uuid{}});
         at != rows_.end() && at->first.entity == wanted; ++at)
      found.push_back(at->second.get());
    return found.empty() ? nullptr : any(found);
  }
  schema::RowChange change(const schema::Row& row) const { return schema::RowChange(row.key()); }
  void set(schema::RowChange& to, const schema::Row& row, const char* column,
           schema::Value value) const {
    to.values.emplace_back(row.entity->find(column)->ordinal, std::move(value));
  }
  Happening one(std::string what, const schema::Row& row, const char* column, schema::Value value) {
    Happening out{std::move(what), {change(row)}};
    set(out.changes.front(), row, column, std::move(value));
    return out;
  }

  Happening edit_text() {
    static constexpr std::array<std::pair<const char*, const char*>, 11> kTexts = {{
        {"quote", "description"},
        {"account", "telephone1"},
        {"account", "name"},
        {"contact", "jobtitle"},
        {"contact", "jobtitle"},
        {"contact", "telephone1"},
        {"opportunity", "description"},
        {"msdyn_workorder", "msdyn_workordersummary"},
        {"msdyn_workorder", "msdyn_followupnote"},
        {"bookableresourcebooking", "description"},
        {"msdyn_project", "msdyn_subject"},
    }};
    const auto& [entity, column] = any(kTexts);
    const schema::Row* row = any_row(entity);
    if (row == nullptr) return {};
    return one("edit", *row, column, "text " + std::to_string(number(30)));
  }

  Happening flip_flag() {
    static constexpr std::array<const char*, 3> kFlagged = {
        "msdyn_workorder", "msdyn_customerasset", "msdyn_agreement"};
    const schema::Row* row = any_row(any(kFlagged));
    if (row == nullptr) return {};
    const bool now =
        row->flag({row->entity->number, row->entity->find("adx_exposetocustomer")->ordinal});
    return one("flag", *row, "adx_exposetocustomer", std::int64_t{now ? 0 : 1});
  }

  Happening move_document() {
    static constexpr std::array<std::pair<const char*, const char*>, 5> kOwners = {{
        {"quote", "customerid"},
        {"msdyn_workorder", "msdyn_serviceaccount"},
        {"msdyn_customerasset", "msdyn_account"},
        {"msdyn_agreement", "msdyn_serviceaccount"},
        {"msdyn_project", "msdyn_customer"},
    }};
    const auto& [entity, column] = any(kOwners);
    const schema::Row* row = any_row(entity);
    if (row == nullptr) return {};
    return one("move", *row, column, any(organisation_.customers));
  }

  Happening toggle_role() {
    const schema::Row* link = any_row("contact_adx_webrole_link");
    if (link != nullptr && number(2) == 0)
      return {"role lost", {schema::RowChange(link->key(), schema::ChangeKind::remove)}};
    std::vector<Uuid> roles;
    for (const auto& [name, id] : organisation_.roles) roles.push_back(id);
    const SimPerson& who = any(organisation_.people);
    if (who.audience == schema::Audience::staff) return {};
    RowBuilder row("contact_adx_webrole_link", random_id(random_));
    row.with("contactid", who.id).with("adx_webroleid", any(roles));
    return {"role granted", {upsert(row)}};
  }

  Happening reparent_contact() {
    const schema::Row* row = any_row("contact");
    if (row == nullptr) return {};
    const bool to_partner = number(2) == 0;
    return one("contact moved", *row, "parentcustomerid",
               any(to_partner ? organisation_.partners : organisation_.customers));
  }

  Happening change_booking() {
    const schema::Row* row = any_row("bookableresourcebooking");
    if (row == nullptr) return {};
    std::vector<Uuid> statuses;
    for (const auto& [name, id] : organisation_.statuses) statuses.push_back(id);
    switch (number(4)) {
      case 0: return one("booking reassigned", *row, "resource", any(organisation_.resources));
      case 1: {
        const auto column = catalogue().column("bookableresourcebooking", "starttime");
        return one("booking moved", *row, "starttime", *row->integer(column) + kHourMs);
      }
      default: return one("booking status", *row, "bookingstatus", any(statuses));
    }
  }

  Happening change_offer() {
    const schema::Row* row = any_row("opportunity");
    if (row == nullptr) return {};
    Happening out = one("offer moved", *row, "msa_partnerid", any(organisation_.partners));
    schema::RowChange& offer = out.changes.front();
    set(offer, *row, "adx_delivereddate", kToday + static_cast<std::int64_t>(number(3)));
    set(offer, *row, "adx_expirydate", kToday + 1 + static_cast<std::int64_t>(number(5)));
    set(offer, *row, "adx_accepteddate", schema::Null{});
    set(offer, *row, "statuscode", kDelivered);
    return out;
  }

  /// One that waits to be distributed, by the daemon or by staff.
  Happening make_opportunity() {
    RowBuilder row("opportunity", random_id(random_));
    row.with("name", ("Wanted " + std::to_string(number(100))).c_str())
        .with("customerid", any(organisation_.customers))
        .with("customeridtype", "account")
        .with("adx_readyfordistribution", number(2) == 0)
        .with("statecode", std::int64_t{0})
        .with("statuscode", kInProgress);
    if (const schema::Row* territory = any_row("territory"))
      row.with("adx_territoryid", territory->id);
    // Or one that a partner brought in, which is its own.
    if (number(3) == 0)
      row.with("adx_partnercreated", true)
          .with("adx_readyfordistribution", false)
          .with("msa_partnerid", any(organisation_.partners));
    return {"opportunity made", {upsert(row)}};
  }

  /// A partner said yes on the telephone: it is then worked on, won or returned.
  Happening accept_offer() {
    const schema::Row* row = any_row("opportunity");
    if (row == nullptr || !row->lookup(catalogue().column("opportunity", "msa_partnerid")))
      return {};
    Happening out = one("offer accepted", *row, "statuscode", kAccepted);
    schema::RowChange& offer = out.changes.front();
    set(offer, *row, "statecode", std::int64_t{0});
    set(offer, *row, "adx_accepteddate", kToday + static_cast<std::int64_t>(number(3)));
    return out;
  }

  /// The way of several partners (DOMAIN.md 3.1), and its end.
  Happening share_offer() {
    const schema::Row* row = any_row("opportunity");
    if (row == nullptr) return {};
    const auto shared = catalogue().column("opportunity", "adx_partnercollaboration");
    if (row->flag(shared))
      return one("collaboration ends", *row, "adx_partnercollaboration", std::int64_t{0});
    Happening out = one("collaboration", *row, "adx_partnercollaboration", std::int64_t{1});
    set(out.changes.front(), *row, "msa_partnerid", any(organisation_.partners));
    set(out.changes.front(), *row, "statecode", std::int64_t{0});
    set(out.changes.front(), *row, "statuscode", kAccepted);
    return out;
  }

  /// Somebody without a device, who can be invited, moved and removed.
  Happening make_contact() {
    const bool of_partner = number(2) == 0;
    RowBuilder row("contact", random_id(random_));
    row.with("firstname", "Nick")
        .with("lastname", std::to_string(number(100)).c_str())
        .with("fullname", "Nick")
        .with("parentcustomerid",
              any(of_partner ? organisation_.partners : organisation_.customers))
        .with("parentcustomeridtype", "account")
        .with("statecode", std::int64_t{0})
        .with("statuscode", std::int64_t{1});
    return {"contact made", {upsert(row)}};
  }

  /// An application that came by another way than a device's.
  Happening apply_as_partner() {
    RowBuilder row("account", random_id(random_));
    row.with("name", ("Applicant " + std::to_string(number(100))).c_str())
        .with("adx_partner_status", std::int64_t{100'000'000})
        .with("statecode", std::int64_t{0})
        .with("statuscode", std::int64_t{1});
    return {"application", {upsert(row)}};
  }

  Happening revise_quote() {
    const schema::Row* row = any_row("quote");
    if (row == nullptr) return {};
    return one("quote revised", *row, "totalamount",
               static_cast<std::int64_t>(number(1000)) * 10'000);
  }

  Happening remove_row() {
    static constexpr std::array<const char*, 8> kRemovable = {
        "quote",           "quotedetail",     "opportunity",         "bookableresourcebooking",
        "msdyn_workorder", "msdyn_agreement", "msdyn_customerasset", "msdyn_projectteam"};
    if (number(2) == 0) return {};
    const schema::Row* row = any_row(any(kRemovable));
    if (row == nullptr) return {};
    return {"removed", {schema::RowChange(row->key(), schema::ChangeKind::remove)}};
  }

  Happening make_quote() {
    // Sometimes under the id of one that may have been deleted.
    const Uuid id = number(2) == 0 ? any(organisation_.quotes) : random_id(random_);
    RowBuilder quote("quote", id);
    quote.with("name", "Quote")
        .with("customerid", any(organisation_.customers))
        .with("customeridtype", "account")
        .with("msdyn_ordertype", std::int64_t{192'350'001})
        .with("totalamount", static_cast<std::int64_t>(number(1000)) * 10'000)
        .with("effectiveto", kToday + 30)
        .with("statecode", std::int64_t{0})
        .with("statuscode", std::int64_t{1});
    RowBuilder line("quotedetail", any(organisation_.lines));
    line.with("quoteid", id)
        .with("extendedamount", static_cast<std::int64_t>(number(100)) * 10'000)
        .with("statecode", std::int64_t{0})
        .with("statuscode", std::int64_t{1});
    return {"quote made", {upsert(quote), upsert(line)}};
  }

  Happening make_booking() {
    const auto start = 1'795'334'400'000 + static_cast<std::int64_t>(number(100)) * kHourMs;
    RowBuilder row("bookableresourcebooking",
                   number(2) == 0 ? any(organisation_.bookings) : random_id(random_));
    row.with("name", "Booking")
        .with("resource", any(organisation_.resources))
        .with("bookingstatus", organisation_.statuses.at("proposed"))
        .with("starttime", start)
        .with("endtime", start + kHourMs)
        .with("statecode", std::int64_t{0})
        .with("statuscode", std::int64_t{1});
    if (number(2) == 0)
      row.with("msdyn_workorder", any(organisation_.work_orders));
    else
      row.with("msdyn_projectid", any(organisation_.projects));
    return {"booking made", {upsert(row)}};
  }

  Happening toggle_permission() {
    const schema::Row* row =
        any_row(number(2) == 0 ? "adx_opportunitypermissions" : "adx_channelpermissions");
    if (row == nullptr) return {};
    const bool now = row->flag({row->entity->number, row->entity->find("adx_read")->ordinal});
    return one("permission", *row, "adx_read", std::int64_t{now ? 0 : 1});
  }

  Happening change_person() {
    const schema::Row* row = any_row("contact");
    if (row == nullptr) return {};
    const bool may_sign_in = number(3) != 0;
    return one("sign-in allowed or not", *row, "adx_identity_logonenabled",
               std::int64_t{may_sign_in ? 1 : 0});
  }

  Happening change_manager() {
    const schema::Row* row = any_row("account");
    if (row == nullptr) return {};
    if (number(3) == 0) return one("no manager", *row, "msa_managingpartnerid", schema::Null{});
    return one("manager", *row, "msa_managingpartnerid", any(organisation_.partners));
  }

  /// Resolved and published, or back again; now and then of another customer.
  Happening publish_case() {
    const schema::Row* row = any_row("incident");
    if (row == nullptr) return {};
    const bool publish = number(3) != 0;
    Happening out = one(publish ? "case published" : "case not published", *row, "adx_publishtoweb",
                        std::int64_t{publish ? 1 : 0});
    set(out.changes.front(), *row, "statecode", std::int64_t{publish ? 1 : 0});
    set(out.changes.front(), *row, "statuscode", std::int64_t{publish ? 5 : 1});
    if (number(3) == 0) {
      set(out.changes.front(), *row, "customerid", any(organisation_.customers));
      set(out.changes.front(), *row, "customeridtype", std::string("account"));
    }
    return out;
  }

  /// Of one person: what is said about own cases, or about those of the account.
  Happening change_case_access() {
    const schema::Row* row = any_row("adx_caseaccess");
    if (row != nullptr && number(2) == 0) {
      const bool now = row->flag({row->entity->number, row->entity->find("adx_read")->ordinal});
      return one("case access", *row, "adx_read", std::int64_t{now ? 0 : 1});
    }
    const SimPerson& who = any(organisation_.people);
    if (who.audience == schema::Audience::staff) return {};
    const bool of_account = number(2) == 0;
    RowBuilder access("adx_caseaccess", random_id(random_));
    access.with("adx_contactid", who.id)
        .with("adx_scope", std::int64_t{of_account ? 2 : 1})
        .with("adx_read", number(2) == 0)
        .with("statecode", std::int64_t{0})
        .with("statuscode", std::int64_t{1});
    if (of_account) access.with("adx_accountid", any(organisation_.customers));
    return {"case access granted", {upsert(access)}};
  }

  const SmallOrganisation& organisation_;
  const Snapshot& rows_;
  Random& random_;
};

}  // namespace

Happening draw_happening(const SmallOrganisation& organisation, const Snapshot& rows,
                         Random& random) {
  return Churn(organisation, rows, random).draw();
}

}  // namespace fieldbook::tests
