#pragma once

// Who sees what: which buckets a row is in, and which buckets a person is granted (design.md
// section 5, DOMAIN.md 2 and 4.4). The only place that decides it; pulls, live streams and the
// right to act all ask here.

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shared/schema/row_reader.hpp"
#include "syncd/exposure/windows.hpp"

namespace fieldbook::syncd {

/// A named set of rows. The kind says which rows; the key whose. `everyone` and `staff` have a
/// nil key.
enum class BucketKind : std::uint8_t {
  customer_fs,        ///< Field Service rows exposed to the customer account
  customer_psa,       ///< projects, quotes, resources of the customer account
  partner,            ///< opportunities of the partner account (account-scope permission)
  partner_contact,    ///< opportunities assigned to the partner contact (self scope)
  partner_customers,  ///< customers and contacts that the partner account manages
  partner_psa,        ///< projects, resources, bookings through the account's bookable resources
  partner_people,     ///< contacts of the partner account, for who may list colleagues
  partner_rights,     ///< permission rows of those contacts, for who may change them
  partner_own,        ///< one partner contact's permission rows and invitations
  cases,              ///< cases of the account, with resolutions and notes
  own_cases,          ///< the same of one contact
  partner_cases,      ///< links of the account's cases to opportunities
  partner_own_cases,  ///< the same of one contact
  web_role,           ///< forums that a web role opens; the key is made of the role's name
  account,            ///< the organisation itself, for each of its contacts
  contact,            ///< what belongs to one person: own contact, conflicts
  technician,         ///< own resource and bookings of one person, and what those open
  everyone,           ///< reference data: currencies, booking statuses, roles, products
  staff               ///< every row, for staff
};

struct Bucket {
  BucketKind kind = BucketKind::everyone;
  Uuid key;
  auto operator<=>(const Bucket&) const = default;
};
/// "customer-fs:<uuid>", "partner-psa:<uuid>", "public", "staff".
[[nodiscard]] std::string to_string(const Bucket& bucket);
[[nodiscard]] Result<Bucket> parse_bucket(std::string_view name);

using BucketSet = std::set<Bucket>;

/// Which team rows are confirmed, of those with a named resource (DOMAIN.md 6.5).
enum class ResourceList : std::uint8_t {
  confirmed,    ///< hard booked hours, membership Assigned, or the project's manager
  hard_booked,  ///< hard booked hours alone
  named         ///< all of them
};

/// Names and switches that a site configures (DOMAIN.md 1.0.2, 10.2). An exposure flag whose
/// column is empty or unknown hides the entity from customers: it fails closed.
struct ExposureSettings {
  /// Entity name to column name; defaults to adx_exposetocustomer for agreement, customer asset,
  /// work order and invoice.
  std::map<std::string, std::string> expose_to_customer;
  /// Defaults to adx_visibletocustomer for invoice and salesorder.
  std::map<std::string, std::string> visible_to_customer;
  /// The add-ons that the site has. Without one, its roles count for nothing and its rows are
  /// staff's alone.
  bool field_service = true;
  bool project_service = true;
  /// Whether a contract stays visible after it was closed (DOMAIN.md 6.4).
  bool closed_contracts = true;
  /// Whether resolved cases with Publish to Web are shown to everybody (DOMAIN.md 5.2).
  bool published_cases = true;
  ResourceList resource_list = ResourceList::confirmed;
  /// Locale code of the articles that are shown, as "en-US"; empty shows every language
  /// (DOMAIN.md 5.3).
  std::string article_language = "en-US";
  /// How long devices carry what is finished; empty: for ever.
  WindowDays window_days;
  [[nodiscard]] static ExposureSettings defaults();
};

/// What one entity's file answers. Stateless after construction; callable from any thread that
/// owns the reader.
class EntityExposure {
 public:
  virtual ~EntityExposure() = default;
  [[nodiscard]] virtual std::string_view entity() const = 0;
  /// The buckets `row` is in now, computed anew from its values and what it refers to; without
  /// `staff`, which every row is in.
  [[nodiscard]] virtual Result<BucketSet> buckets(const schema::Row& row,
                                                  schema::RowReader& rows) const = 0;
  /// Rows of this entity that must be looked at again because `changed` (of any entity, its image
  /// before or after) changed. Complete in one call: what depends on the dependants is in it too.
  [[nodiscard]] virtual Status dependants(const schema::Row& changed, schema::RowReader& rows,
                                          std::set<schema::RowKey>& out) const = 0;
};

/// A person's side: what follows from contact, account, web roles and permission rows.
struct Person {
  Uuid id;  ///< contact or systemuser
  std::string name;
  Uuid account;  ///< parent account of a contact; nil when none
  /// Web role names, own and the account's, without duplicates and those of absent add-ons.
  std::vector<std::string> roles;
  std::vector<schema::Audience> audiences;  ///< what the person may sign in as, preferred first
  bool active = false;                      ///< may sign in at all
  bool technician = false;                  ///< an active bookable resource stands for the person
};

struct Columns;
class Features;

class Exposure {
 public:
  /// `catalogue` must know the columns that exposure reads (columns.cpp); it aborts otherwise.
  Exposure(std::shared_ptr<const schema::Catalogue> catalogue, ExposureSettings settings);
  ~Exposure();

  /// All buckets of a row, `staff` included. Returns Errc::limit_exceeded when there are more than
  /// limits::kBucketsPerRowMax, and whatever the reader returns.
  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row, schema::RowReader& rows) const;
  /// The buckets through which devices carry the row on `day`: those of buckets(), but of a row
  /// outside its window only `staff` (windows.hpp).
  [[nodiscard]] Result<BucketSet> carried(const schema::Row& row, std::int64_t day,
                                          schema::RowReader& rows) const;
  /// Rows to look at again after `changed`, which is not itself in the answer unless something else
  /// leads to it. Call it with the image before and with the image after, both with a reader that
  /// shows the state after all changes of the commit: then the answers together hold every row
  /// whose bucket set differs. They may hold rows that are gone. One call is complete; repeating it
  /// for the answers finds nothing more.
  [[nodiscard]] Status dependants(const schema::Row& changed, schema::RowReader& rows,
                                  std::set<schema::RowKey>& out) const;
  /// Whether a change from `before` to `after` (null where the row is not there) can alter any
  /// bucket set or grant. When it says no, neither dependants() nor affected_persons() need be
  /// asked, and the row's own buckets are as they were.
  [[nodiscard]] bool matters(const schema::Row* before, const schema::Row* after) const;

  /// Errc::not_found when there is neither a contact nor a systemuser of this id.
  [[nodiscard]] Result<Person> person(const Uuid& id, schema::RowReader& rows) const;
  /// The one function of rights: the buckets that `person` holds when signed in as `audience`.
  /// Empty when not active or not of that audience. Errc::limit_exceeded when there are more than
  /// limits::kBucketsPerUserMax.
  [[nodiscard]] Result<BucketSet> scope(const Person& person, schema::Audience audience,
                                        schema::RowReader& rows) const;
  /// Persons whose grants may differ because `changed` changed (image before or after; the same
  /// reader as for dependants). They may hold ids of persons that are gone.
  [[nodiscard]] Status affected_persons(const schema::Row& changed, schema::RowReader& rows,
                                        std::set<Uuid>& out) const;
  /// Says what the answers depend on besides rows: the settings, and the version of the rules. A
  /// store whose rows were exposed under another one must be looked at again, whole.
  [[nodiscard]] std::string fingerprint() const;
  [[nodiscard]] const Windows& windows() const { return *windows_; }
  /// What the settings got wrong: flags that name no column (the entity is then hidden).
  [[nodiscard]] const std::vector<std::string>& findings() const { return findings_; }
  /// Entities that have a file, ascending; the others are only in `staff`.
  [[nodiscard]] std::vector<std::string> entities() const;

 private:
  void resolve_flags(const std::map<std::string, std::string>& settings, std::string_view label,
                     std::map<std::string, schema::ColumnHandle, std::less<>>& out);

  std::shared_ptr<const schema::Catalogue> catalogue_;
  ExposureSettings settings_;
  std::unique_ptr<Columns> columns_;
  std::unique_ptr<const Features> features_;
  std::unique_ptr<const Windows> windows_;
  std::map<std::string, schema::ColumnHandle, std::less<>> expose_to_customer_;
  std::map<std::string, schema::ColumnHandle, std::less<>> visible_to_customer_;
  std::vector<std::unique_ptr<EntityExposure>> exposures_;
  std::map<std::uint32_t, const EntityExposure*> by_entity_;
  std::vector<std::string> findings_;
};

}  // namespace fieldbook::syncd
