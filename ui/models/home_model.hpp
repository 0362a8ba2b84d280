#pragma once

// Home: what needs this person now, then how much there is of what they work with. By role:
// verdicts and conflicts to look at, quotes to decide, opportunities offered (count, sum of
// estimated revenue, next deadline), own bookings to answer and coming up, work orders open.

#include <optional>
#include <string>
#include <vector>

#include "ui/models/mailbox.hpp"
#include "ui/models/place.hpp"
#include "ui/models/value_text.hpp"
#include "ui/theme/icons.hpp"

namespace fieldbook::ui {

/// A tile: "3 quotes to decide", leading to the list.
struct HomeTile {
  std::string key;  ///< of its name, plural by count
  Icon icon = Icon::record;
  std::optional<std::size_t> count;  ///< nothing while it is being counted
  Place place;
  bool needs_you = false;
};

/// A row to act on next: an offer running out, a booking to answer, the next visits.
struct HomeRow {
  std::string entity;
  Uuid row;
  std::string title;
  std::string detail;
  std::int64_t deadline_ms = 0;
};

class HomeModel {
 public:
  HomeModel(client::Client& client, Mailbox& mailbox);
  void refresh();
  void on_notice(const client::Notice& notice);
  [[nodiscard]] const std::vector<HomeTile>& tiles() const { return tiles_; }
  [[nodiscard]] const std::vector<HomeRow>& rows() const { return rows_; }

 private:
  client::Client& client_;
  Recipient recipient_;
  std::vector<HomeTile> tiles_;
  std::vector<HomeRow> rows_;
};

}  // namespace fieldbook::ui
