#pragma once

// Home: what needs this person now, then how much there is of what they work with. By role:
// verdicts and conflicts to look at, quotes to decide, opportunities offered (count, sum of
// estimated revenue, next deadline), own bookings to answer and coming up, work orders open,
// applications to decide.

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
  std::string detail;  ///< "12,000.00 EUR in all"; empty when there is nothing to add
  bool operator==(const HomeTile&) const = default;
};

/// A row to act on next: an offer running out, a booking to answer, the next visits.
struct HomeRow {
  std::string entity;
  Uuid row;
  std::string title;
  std::string detail;
  std::int64_t deadline_ms = 0;
  bool operator==(const HomeRow&) const = default;
};

class HomeModel {
 public:
  static constexpr std::size_t kRowsMax = 8;

  HomeModel(client::Client& client, Mailbox& mailbox);
  void refresh();
  void on_notice(const client::Notice& notice);
  /// In the order of their weight; tiles for which there is nothing to decide come without a mark.
  [[nodiscard]] std::vector<HomeTile> tiles(const TextContext& context) const;
  /// The person's own record, where they may apply as a partner on it; nothing else.
  [[nodiscard]] const std::optional<Place>& application() const { return application_; }
  /// What runs out first comes first, then visits by their time; at most kRowsMax.
  [[nodiscard]] std::vector<HomeRow> rows(const TextContext& context) const;

 private:
  /// A tile that counts a view.
  struct Counted {
    HomeTile tile;
    bool only_when_some = false;
  };
  /// An offer, a quote or an application that waits for an answer.
  struct Waiting {
    std::string entity;
    Uuid row;
    std::string title;
    std::optional<std::int64_t> amount;  ///< ten-thousandths
    std::string currency;                ///< its code; empty where it is not known
    std::int64_t deadline_ms = 0;
  };
  struct Booking {
    Uuid row;
    std::string title;
    std::string where;
    std::int64_t start_ms = 0;
    bool proposed = false;  ///< waits for an answer; else committed
  };

  void plan();
  void add(const char* key, const char* entity, const char* view, bool needs_you = false);
  void read();
  void arrived();
  [[nodiscard]] std::string sums_of_offers(const TextContext& context) const;
  void read_offers();
  void read_quotes();
  void read_applications();
  void read_bookings(const client::ListSnapshot& statuses);
  void read_booking_statuses();
  void read_application();
  void take_bookings(const client::ListSnapshot& statuses, const client::ListSnapshot& bookings);
  [[nodiscard]] bool has_role(std::string_view beginning) const;
  [[nodiscard]] std::size_t count_bookings(bool proposed, Instant now) const;

  client::Client& client_;
  Recipient recipient_;
  client::StatusSnapshot status_;
  std::vector<Counted> counted_;
  std::vector<Waiting> offers_;
  std::vector<Waiting> quotes_;
  std::vector<Waiting> applications_;  ///< oldest first; of staff
  std::optional<Place> application_;
  std::optional<std::vector<Booking>> bookings_;  ///< of partners; nothing until read
  std::size_t awaited_ = 0;
  bool stale_ = false;
};

}  // namespace fieldbook::ui
