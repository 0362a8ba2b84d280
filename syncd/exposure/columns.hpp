#pragma once

// Every column that exposure reads, resolved once at start. Nothing else may decide who sees what,
// so this list is also the answer to "can this change matter to anybody's rights?".

#include <cstdint>
#include <set>
#include <string_view>

#include "shared/schema/catalogue.hpp"

namespace fieldbook::syncd {

/// Resolves columns by name and remembers each as read. Aborts on a name that the catalogue does
/// not have: these names are written here, not configured.
class ColumnUse {
 public:
  explicit ColumnUse(const schema::Catalogue& catalogue) : catalogue_(catalogue) {}

  [[nodiscard]] schema::ColumnHandle operator()(std::string_view entity, std::string_view column);
  [[nodiscard]] std::uint32_t entity(std::string_view name) const;
  [[nodiscard]] const std::set<schema::ColumnHandle>& read() const { return read_; }

 private:
  const schema::Catalogue& catalogue_;
  std::set<schema::ColumnHandle> read_;
};

/// `entity` in each group is Entity::number.
struct Columns {
  explicit Columns(const schema::Catalogue& catalogue);

  ColumnUse use;

  struct {
    std::uint32_t entity;
    schema::ColumnHandle managing_partner, classification;
  } account;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle parent, parent_type, managing_partner, logon_enabled, state, name;
  } contact;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle disabled, name;
  } system_user;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle name, state, authenticated_users;
  } web_role;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle contact, role;
  } contact_role;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle account, role;
  } account_role;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle contact, account, scope, read, state;
  } opportunity_permission;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle contact, account, read, state;
  } channel_permission;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle contact, account, scope, read, write, state;
  } contact_access;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle contact, account, manage_permissions, state;
  } account_access;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle contact, account, scope, read, state;
  } case_access;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle inviter;
  } invitation;

  struct {
    std::uint32_t entity;
    schema::ColumnHandle partner, partner_contact;
  } opportunity;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle opportunity;
  } opportunity_product, opportunity_product_link, opportunity_note, opportunity_contact_link;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle opportunity, partner;
  } deal_registration;

  struct {
    std::uint32_t entity;
    schema::ColumnHandle customer, customer_type, order_type;
  } quote;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle quote;
  } quote_line, quote_decision;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle customer, customer_type, order_type, project_state, project_reason;
  } contract;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle contract;
  } contract_line, milestone;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle customer, customer_type, order_type, project_status;
  } invoice;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle invoice, line_type;
  } invoice_line;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle bucket_owner;
  } conflict;

  struct {
    std::uint32_t entity;
    schema::ColumnHandle service_account, asset;
  } work_order;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle work_order;
  } work_order_product, work_order_service, work_order_task, work_order_incident;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle account, state;
  } asset;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle service_account;
  } agreement;

  struct {
    std::uint32_t entity;
    schema::ColumnHandle type, account, contact, user, state;
  } resource;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle resource, status, work_order, project, state;
  } booking;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle status, field_service_status;
  } booking_status;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle customer, is_template, manager;
  } project;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle project, resource, hard_booked_hours, membership, state;
  } team;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle project;
  } task;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle team;
  } assignment;

  struct {
    std::uint32_t entity;
    schema::ColumnHandle customer, customer_type, state, publish;
  } incident;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle incident;
  } case_resolution, case_opportunity_link;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle object, object_type, text;
  } note;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle state, is_root, is_internal, language;
  } article;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle article;
  } article_product_link;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle code;
  } language;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle object, object_type, contact;
  } feedback;

  struct {
    std::uint32_t entity;
    schema::ColumnHandle publishing_state, state;
  } forum;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle forum, publishing_state, state;
  } thread;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle thread, publishing_state, state;
  } post;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle subscriber;
  } alert;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle forum, right, state;
  } forum_permission;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle permission, role;
  } forum_permission_role;
  struct {
    std::uint32_t entity;
    schema::ColumnHandle is_visible, state;
  } publishing_state;
};

}  // namespace fieldbook::syncd
