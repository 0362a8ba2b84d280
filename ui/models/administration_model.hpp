#pragma once

// What staff set and watch at the daemon: the weights of the distribution, checked against their
// ranges while they are typed, and the devices with their unsent work, each of which can be ended.
// Asked when a person goes there or presses, never kept on the device.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/api/client.hpp"
#include "ui/models/mailbox.hpp"
#include "ui/models/value_text.hpp"

namespace fieldbook::ui {

class WeightsModel {
 public:
  using Snapshot = client::WeightsSnapshot;
  using Weight = client::WeightsSnapshot::Weight;

  WeightsModel(client::Client& client, Mailbox& mailbox);

  /// Forgets what was typed.
  void refresh();
  /// Nothing before the first answer.
  [[nodiscard]] const std::optional<Snapshot>& weights() const { return weights_; }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  [[nodiscard]] bool is_asking() const { return asking_; }
  /// The last save arrived, and nothing was typed since.
  [[nodiscard]] bool is_saved() const { return saved_; }

  /// What the field of this weight holds: what was typed, else the weight as it stands.
  [[nodiscard]] std::string text_of(const Weight& weight, const TextContext& context) const;
  /// What is wrong with what was typed, as a sentence; empty when nothing is.
  [[nodiscard]] std::string problem_of(const std::string& metric) const;
  void type(const Weight& weight, std::string text, const TextContext& context);
  /// "from 0 to 5".
  [[nodiscard]] static std::string range_of(const Weight& weight, const TextContext& context);

  /// Something was typed that differs, and nothing is wrong.
  [[nodiscard]] bool may_save() const;
  [[nodiscard]] bool is_wrong() const;
  void save();
  /// Whether a weight differs from the configuration because staff set it.
  [[nodiscard]] bool may_put_back() const;
  /// Every weight back to what is configured.
  void put_back();

 private:
  struct Typed {
    std::string text;
    double value = 0;
    std::string problem;
  };
  void ask(client::WeightsQuestion question);

  client::Client& client_;
  Recipient recipient_;
  std::optional<Snapshot> weights_;
  std::map<std::string, Typed> typed_;  ///< by metric
  std::optional<Error> error_;
  bool asking_ = false;
  bool saved_ = false;
};

class DevicesModel {
 public:
  using Snapshot = client::DevicesSnapshot;
  using Device = client::DevicesSnapshot::Device;
  static constexpr std::size_t kShownMax = 100;  ///< lines; who looks for others types their name

  DevicesModel(client::Client& client, Mailbox& mailbox);

  void refresh();
  [[nodiscard]] const std::optional<Snapshot>& devices() const { return devices_; }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  [[nodiscard]] bool is_asking() const { return asking_; }

  std::string words;  ///< a part of a device's or a person's name
  /// Those that the words fit, at most kShownMax.
  [[nodiscard]] std::vector<const Device*> shown() const;
  [[nodiscard]] bool shows_all() const;

  // --- One of them
  // ---------------------------------------------------------------------------------
  enum class Ending : std::uint8_t { no, revoke, wipe };
  void look_at(const Uuid& device);
  void close();
  [[nodiscard]] const Device* looked_at() const;
  /// What is about to be done to it, until it is confirmed.
  void ask_to(Ending ending) { ending_ = ending; }
  [[nodiscard]] Ending ending() const { return ending_; }
  void confirm();

 private:
  void ask(client::DevicesQuestion question);
  void take(Snapshot answer, bool is_one);
  [[nodiscard]] bool fits(const Device& device) const;

  client::Client& client_;
  Recipient recipient_;
  std::optional<Snapshot> devices_;
  std::optional<Uuid> looked_at_;
  Ending ending_ = Ending::no;
  std::optional<Error> error_;
  bool asking_ = false;
};

}  // namespace fieldbook::ui
