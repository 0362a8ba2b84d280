#pragma once

// Boards of staff: applications to become a partner by their state, and the distribution of
// opportunities: what is offered to whom and what became of it, with the record of each partner.
// What is shown is what rows say; the contributions to a score stand in the daemon's audit log.

#include <optional>
#include <string>
#include <vector>

#include "ui/models/mailbox.hpp"
#include "ui/models/value_text.hpp"

namespace fieldbook::ui {

/// Applications of one state.
struct ApplicationGroup {
  const schema::Option* state = nullptr;
  std::size_t count = 0;
  std::vector<client::RowSnapshot> rows;  ///< the latest first, bounded
};

class RecruitmentModel {
 public:
  static constexpr std::size_t kRowsMax = 25;  ///< of each state

  RecruitmentModel(client::Client& client, Mailbox& mailbox);
  void refresh();
  void on_notice(const client::Notice& notice);
  /// Nothing until all is read; in the order of the options.
  [[nodiscard]] const std::optional<std::vector<ApplicationGroup>>& groups() const {
    return groups_;
  }
  [[nodiscard]] const client::NameMap& names() const { return names_; }

 private:
  void read();
  void arrived();

  client::Client& client_;
  Recipient recipient_;
  std::shared_ptr<const schema::Catalogue> catalogue_;
  std::vector<ApplicationGroup> reading_;
  client::NameMap reading_names_;
  std::optional<std::vector<ApplicationGroup>> groups_;
  std::shared_ptr<const schema::Catalogue> shown_;  ///< that the groups' states are of
  client::NameMap names_;
  std::size_t awaited_ = 0;
  bool stale_ = false;
};

/// What became of an offer (fieldbook_opportunitydelivery), as a key of the strings, and the day.
struct OfferOutcome {
  const char* key = "offer.open";
  std::int64_t day = 0;
};
[[nodiscard]] OfferOutcome outcome_of(const schema::Row& delivery);

/// How one partner has dealt with offers, as its account says.
struct PartnerRecord {
  Uuid account;
  std::string name;
  std::optional<double> ranking;
  std::int64_t delivered = 0, accepted = 0, declined = 0, returned = 0, won = 0, active = 0;
  std::optional<std::int64_t> capacity;
  std::optional<double> win_rate, touch_rate;
};

class DistributionModel {
 public:
  static constexpr std::size_t kOffersMax = 50;
  static constexpr std::size_t kPartnersMax = 500;

  DistributionModel(client::Client& client, Mailbox& mailbox);
  void refresh();
  void on_notice(const client::Notice& notice);
  [[nodiscard]] bool is_read() const { return read_; }
  [[nodiscard]] const client::ListSnapshot& offers() const { return offers_; }
  /// Offers under way, opportunities without a partner, declined or expired ones.
  [[nodiscard]] std::size_t offered() const { return offered_; }
  [[nodiscard]] std::size_t unassigned() const { return unassigned_; }
  [[nodiscard]] std::size_t turned_down() const { return turned_down_; }
  /// Those with most offers first.
  [[nodiscard]] const std::vector<PartnerRecord>& partners() const { return partners_; }

 private:
  void read();
  void count(const char* view, std::size_t& into);
  void arrived();

  client::Client& client_;
  Recipient recipient_;
  client::ListSnapshot offers_;
  std::vector<PartnerRecord> partners_;
  std::size_t offered_ = 0, unassigned_ = 0, turned_down_ = 0;
  std::size_t awaited_ = 0;
  bool read_ = false;
  bool stale_ = false;
};

}  // namespace fieldbook::ui
