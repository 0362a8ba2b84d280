#pragma once

// An organisation in memory with its exposure: what the tests of this folder arrange and ask.

#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "syncd/exposure/cached_reader.hpp"
#include "syncd/exposure/exposure.hpp"
#include "tests/support/map_reader.hpp"

namespace fieldbook::tests {

/// Takes the value of a result that must be one.
template <class T>
T value_of(Result<T> result) {
  EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().message);
  return result ? *std::move(result) : T{};
}

class Organisation {
 public:
  explicit Organisation(syncd::ExposureSettings settings = syncd::ExposureSettings::defaults())
      : exposure(schema::Catalogue::embedded(), std::move(settings)) {}

  void put(const schema::Row& row) { rows.put(row); }

  /// The names of the buckets of a row, without "staff".
  [[nodiscard]] std::set<std::string> buckets(std::string_view entity, const Uuid& id) {
    std::set<std::string> out;
    for (const auto& bucket : value_of(exposure.buckets(rows.at(entity, id), rows))) {
      if (bucket.kind != syncd::BucketKind::staff) out.insert(to_string(bucket));
    }
    return out;
  }
  [[nodiscard]] std::set<std::string> buckets(std::string_view entity, std::string_view name) {
    return buckets(entity, id_of(name));
  }

  /// The names of the buckets that a person holds.
  [[nodiscard]] std::set<std::string> scope(const Uuid& id, schema::Audience audience) {
    std::set<std::string> out;
    const auto person = value_of(exposure.person(id, rows));
    for (const auto& bucket : value_of(exposure.scope(person, audience, rows))) {
      out.insert(to_string(bucket));
    }
    return out;
  }
  [[nodiscard]] std::set<std::string> scope(std::string_view name, schema::Audience audience) {
    return scope(id_of(name), audience);
  }

  /// What dependants() and affected_persons() name for one image.
  [[nodiscard]] std::set<schema::RowKey> dependants(const schema::Row& image) {
    std::set<schema::RowKey> out;
    EXPECT_TRUE(exposure.dependants(image, rows, out).has_value());
    return out;
  }
  [[nodiscard]] std::set<Uuid> affected_persons(const schema::Row& image) {
    std::set<Uuid> out;
    EXPECT_TRUE(exposure.affected_persons(image, rows, out).has_value());
    return out;
  }
  [[nodiscard]] schema::RowKey key(std::string_view entity, std::string_view name) const {
    return {rows.catalogue().entity(entity).number, id_of(name)};
  }

  MapReader rows;
  syncd::Exposure exposure;
};

/// "customer-fs:<id of name>".
[[nodiscard]] inline std::string bucket(std::string_view kind, std::string_view name) {
  return std::string(kind) + ":" + to_string(id_of(name));
}

/// A contact that may sign in.
[[nodiscard]] inline RowBuilder a_contact(std::string_view name) {
  return a_row("contact", name).with("adx_identity_logonenabled", true);
}
[[nodiscard]] inline RowBuilder a_contact_of(std::string_view name, std::string_view account) {
  return a_contact(name).naming("parentcustomerid", "account", account);
}
[[nodiscard]] inline RowBuilder a_role(std::string_view name) {
  return a_row("adx_webrole", name).with("adx_name", std::string(name).c_str());
}
/// Gives the role named `role` (also its row's name) to a contact.
inline void give_role(Organisation& organisation, std::string_view contact, const char* role) {
  organisation.put(a_role(role));
  const std::size_t hash = std::hash<std::string>()(std::string(contact) + "/" + role);
  const Uuid id = id_of(fmt::format("{:016x}", hash));
  organisation.put(RowBuilder("contact_adx_webrole_link", id)
                       .naming("contactid", "contact", contact)
                       .naming("adx_webroleid", "adx_webrole", role));
}
[[nodiscard]] inline RowBuilder a_partner_account(std::string_view name) {
  return a_row("account", name).with("accountclassificationcode", std::int64_t{100'000'000});
}
/// A resource of type Contact.
[[nodiscard]] inline RowBuilder a_technician(std::string_view name, std::string_view contact) {
  return a_row("bookableresource", name)
      .with("resourcetype", std::int64_t{2})
      .naming("contactid", "contact", contact);
}
[[nodiscard]] inline RowBuilder a_status(std::string_view name, std::int64_t status) {
  return a_row("bookingstatus", name).with("status", status);
}
[[nodiscard]] inline RowBuilder a_booking(std::string_view name, std::string_view resource,
                                          std::string_view status) {
  return a_row("bookableresourcebooking", name)
      .naming("resource", "bookableresource", resource)
      .naming("bookingstatus", "bookingstatus", status);
}

}  // namespace fieldbook::tests
