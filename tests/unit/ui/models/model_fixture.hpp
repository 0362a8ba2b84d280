#pragma once

// What every test of a model starts with: a fake client, a mailbox, a language and a moment.

#include <gtest/gtest.h>

#include "tests/support/fake_client.hpp"
#include "ui/models/mailbox.hpp"
#include "ui/models/value_text.hpp"

namespace fieldbook::ui {

inline Uuid uuid_of(std::uint8_t byte) {
  Uuid out;
  out.bytes.fill(byte);
  return out;
}

class ModelTest : public ::testing::Test {
 protected:
  using Values = std::vector<std::pair<const char*, schema::Value>>;

  schema::Row row(const char* entity, std::uint8_t id, const Values& values) {
    const auto& catalogue = *client_.catalogue_now;
    schema::Row out(catalogue.entity(entity), uuid_of(id));
    for (const auto& [column, value] : values) out[catalogue.column(entity, column)] = value;
    return out;
  }
  const schema::Column& column(const char* entity, const char* name) {
    return *client_.catalogue_now->entity(entity).find(name);
  }
  /// Everything that is on its way arrives, and the screen's thread takes it.
  void arrive() {
    while (client_.answer() + mailbox_.open_all() > 0) {
    }
  }
  TextContext context() {
    return {.strings = *english_, .zone_offset_minutes = zone_, .now = now_};
  }
  TextContext german() { return {.strings = *german_, .zone_offset_minutes = zone_, .now = now_}; }

  tests::FakeClient client_;
  Mailbox mailbox_;
  std::shared_ptr<const Strings> english_ = *Strings::load("en");
  std::shared_ptr<const Strings> german_ = *Strings::load("de");
  int zone_ = 60;
  Instant now_ = *parse_instant("2026-11-28T13:02:00Z");  // 14:02 in the zone
};

}  // namespace fieldbook::ui
