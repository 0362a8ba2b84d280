#pragma once

// Choosing the row of a lookup: search over the rows of its targets that this device holds.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ui/models/mailbox.hpp"

namespace fieldbook::ui {

struct PickedRow {
  std::string entity;
  Uuid row;  ///< nil: none
  std::string name;
};

class PickerModel {
 public:
  static constexpr std::size_t kRowsMax = 50;  ///< of each target; a longer list is searched

  PickerModel(client::Client& client, Mailbox& mailbox);

  struct Question {
    std::string label;  ///< English, of the lookup
    std::vector<std::string> targets;
    Uuid chosen;             ///< marked in the list
    bool may_clear = false;  ///< "none" is an answer
    std::function<void(const PickedRow&)> take;
  };
  void begin(Question question);
  void cancel();
  void search(std::string words);
  /// Answers the question and closes.
  void choose(const PickedRow& row);

  [[nodiscard]] bool is_open() const { return open_; }
  [[nodiscard]] const Question& question() const { return question_; }
  [[nodiscard]] const std::string& words() const { return words_; }
  /// Nothing while they are being read; by name within each target.
  [[nodiscard]] const std::optional<std::vector<PickedRow>>& rows() const { return rows_; }
  /// There are more than are listed.
  [[nodiscard]] bool has_more() const { return has_more_; }

 private:
  void read();
  void take(std::size_t target, Result<client::ListSnapshot> answer);

  client::Client& client_;
  Recipient recipient_;
  Question question_;
  std::string words_;
  bool open_ = false;
  bool has_more_ = false;
  std::size_t awaited_ = 0;
  std::vector<std::vector<PickedRow>> read_;  ///< by target
  std::optional<std::vector<PickedRow>> rows_;
};

}  // namespace fieldbook::ui
