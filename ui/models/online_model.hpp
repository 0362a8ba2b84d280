#pragma once

// What the daemon has beyond this device: the list on the screen, asked of the server with the same
// view and words, and the plan of an opportunity's distribution. Asked when a person presses, shown
// in a dialog, forgotten when it closes.

#include <optional>
#include <string>

#include "ui/models/form_sections.hpp"
#include "ui/models/list_model.hpp"
#include "ui/models/mailbox.hpp"

namespace fieldbook::ui {

class OnlineModel {
 public:
  static constexpr std::size_t kRowsMax = 50;

  OnlineModel(client::Client& client, Mailbox& mailbox);

  /// Asks for what `list` shows, on the server.
  void search(const ListModel& list);
  void close();
  [[nodiscard]] bool is_open() const { return open_; }
  /// Nothing while the answer is awaited, or where error() says why there is none. Only rows that
  /// the list has not.
  [[nodiscard]] const std::optional<client::ListSnapshot>& found() const { return found_; }
  [[nodiscard]] const std::vector<ListColumn>& columns() const { return columns_; }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  /// One of the rows is read, as its form has it; past the end: none.
  void look_at(std::size_t row) { looked_at_ = row; }
  void look_at_none() { looked_at_ = kNone; }
  [[nodiscard]] const client::RowSnapshot* looked_at() const;
  [[nodiscard]] std::vector<FormSectionView> sections(const TextContext& context) const;

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  client::Client& client_;
  Recipient recipient_;
  bool open_ = false;
  std::size_t looked_at_ = kNone;
  std::vector<ListColumn> columns_;
  std::optional<client::ListSnapshot> found_;
  std::optional<Error> error_;
};

/// Who would get an opportunity now, and why: for staff.
class OfferPlanModel {
 public:
  OfferPlanModel(client::Client& client, Mailbox& mailbox);

  void ask(Uuid opportunity);
  void close();
  [[nodiscard]] bool is_open() const { return open_; }
  [[nodiscard]] const std::optional<client::OfferPlanSnapshot>& plan() const { return plan_; }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  /// One of the candidates is looked at; past the end: none.
  void look_at(std::size_t candidate) { looked_at_ = candidate; }
  [[nodiscard]] const client::OfferPlanSnapshot::Candidate* looked_at() const;

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  client::Client& client_;
  Recipient recipient_;
  bool open_ = false;
  std::size_t looked_at_ = kNone;
  std::optional<client::OfferPlanSnapshot> plan_;
  std::optional<Error> error_;
};

}  // namespace fieldbook::ui
