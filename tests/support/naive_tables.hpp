#pragma once

// The tables that the naive model of exposure scans: plain structs, one a row.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shared/schema/row.hpp"

namespace fieldbook::tests::naive {

using Id = std::optional<Uuid>;
using Number = std::optional<std::int64_t>;

struct Account {
  Uuid id;
  Id managing_partner;
  Number classification;
};
struct Contact {
  Uuid id;
  Id parent;
  std::string parent_type;
  Id managing_partner;
  bool logon;
  Number state;
};
struct User {
  Uuid id;
  bool disabled;
};
struct Role {
  Uuid id;
  std::string name;
  Number state;
};
struct RoleLink {
  Id who;
  Id role;
};
struct Permission {
  Id contact;
  Id account;
  Number scope;
  bool read;
  Number state;
};
struct Opportunity {
  Uuid id;
  Id partner;
  Id partner_contact;
};
struct Quote {
  Uuid id;
  Id customer;
  std::string customer_type;
  Number order_type;
};
struct WorkOrder {
  Uuid id;
  Id service_account;
  Id asset;
  bool exposed;
};
struct Asset {
  Uuid id;
  Id account;
  bool exposed;
  Number state;
};
struct Agreement {
  Uuid id;
  Id service_account;
  bool exposed;
};
struct Resource {
  Uuid id;
  Number type;
  Id account;
  Id contact;
  Id user;
  Number state;
};
struct Booking {
  Uuid id;
  Id resource;
  Id status;
  Id work_order;
  Id project;
  Number state;
};
struct Status {
  Uuid id;
  Number status;
  Number field_service_status;
};
struct Project {
  Uuid id;
  Id customer;
  bool is_template;
  Id manager;
};
struct Team {
  Uuid id;
  Id project;
  Id resource;
  Number hours;
  Number membership;
  Number state;
};
/// A row that is seen with another row, or (conflict) by the person it names.
struct Detail {
  Uuid id;
  std::string entity;
  Id parent;
};

struct Tables {
  std::vector<schema::RowKey> keys;
  std::vector<const schema::Entity*> entities;  ///< of keys, by position
  std::vector<Account> accounts;
  std::vector<Contact> contacts;
  std::vector<User> users;
  std::vector<Role> roles;
  std::vector<RoleLink> contact_roles, account_roles;
  std::vector<Permission> opportunity_permissions, channel_permissions;
  std::vector<Opportunity> opportunities;
  std::vector<Quote> quotes;
  std::vector<WorkOrder> work_orders;
  std::vector<Asset> assets;
  std::vector<Agreement> agreements;
  std::vector<Resource> resources;
  std::vector<Booking> bookings;
  std::vector<Status> statuses;
  std::vector<Project> projects;
  std::vector<Team> teams;
  std::vector<Detail> details;
};

[[nodiscard]] Tables read_tables(std::span<const schema::Row> rows);

}  // namespace fieldbook::tests::naive
