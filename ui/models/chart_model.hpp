#pragma once

// Small charts of home, by role: how many of what a person works with stand in which state, the
// pipeline with what it is worth, the hours booked this week, how offers were answered.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ui/models/mailbox.hpp"
#include "ui/models/place.hpp"
#include "ui/models/value_text.hpp"

namespace fieldbook::ui {

struct ChartLine {
  std::string label;
  std::string value;
  double share = 0;  ///< of the longest bar, 0 to 1
  bool operator==(const ChartLine&) const = default;
};
struct Chart {
  std::string key;     ///< of its title
  std::string detail;  ///< a line under the bars; empty when there is nothing to add
  std::vector<ChartLine> lines;
  Place place;
};

/// Amounts by currency: nothing is ever added over two of them.
class Sums {
 public:
  /// `currency` is its code; empty where the row names none that is here.
  void add(const std::string& currency, std::int64_t ten_thousandths);
  [[nodiscard]] bool empty() const { return by_currency_.empty(); }
  [[nodiscard]] std::size_t currencies() const { return by_currency_.size(); }
  /// "12,000.00 EUR · 5,000.00 USD and 2 more currencies", the largest first.
  [[nodiscard]] std::string text(const TextContext& context, std::size_t most = 3) const;

 private:
  std::map<std::string, std::int64_t> by_currency_;
};

class ChartModel {
 public:
  static constexpr std::size_t kRowsMax = 1'000;  ///< counted here, newest first

  ChartModel(client::Client& client, Mailbox& mailbox);

  void refresh();
  void on_notice(const client::Notice& notice);
  /// Those of this person's role for which there is something to show.
  [[nodiscard]] std::vector<Chart> charts(const TextContext& context) const;

 private:
  /// Rows of a view counted by an option column, with sums of an amount.
  struct Grouped {
    std::string key;
    std::string entity;
    std::string view;
    std::string column;
    std::string amount;  ///< empty: none
    const schema::Column* by = nullptr;
    std::map<std::int64_t, std::size_t> counts;
    std::map<std::int64_t, Sums> sums;
    Sums all;
    std::size_t rows = 0;
  };
  struct Booked {
    std::int64_t start_ms = 0;
    std::int64_t end_ms = 0;
  };
  void plan();
  void add(const char* key, const char* entity, const char* view, const char* column,
           const char* amount = "");
  void read();
  void read_grouped(std::size_t index);
  void read_hours();
  void read_answers();
  void read_account(const Uuid& account);
  void arrived();
  [[nodiscard]] std::optional<Chart> grouped_chart(const Grouped& grouped,
                                                   const TextContext& context) const;
  [[nodiscard]] std::optional<Chart> hours_chart(const TextContext& context) const;
  [[nodiscard]] std::optional<Chart> answers_chart(const TextContext& context) const;
  [[nodiscard]] bool has_role(std::string_view beginning) const;

  client::Client& client_;
  Recipient recipient_;
  std::shared_ptr<const schema::Catalogue> catalogue_;
  client::StatusSnapshot status_;
  std::vector<Grouped> grouped_;
  std::vector<Booked> booked_;
  std::optional<schema::Row> account_;  ///< the partner's own
  std::size_t awaited_ = 0;
  bool stale_ = false;
};

}  // namespace fieldbook::ui
