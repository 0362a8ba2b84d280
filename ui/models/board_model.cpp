#include "ui/models/board_model.hpp"

#include <algorithm>

#include "ui/models/row_values.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::string_view kStateOfApplication = "adx_partner_status";

PartnerRecord record_of(const schema::Row& account) {
  const auto count = [&](std::string_view column) {
    return number_in(account, column).value_or(0);
  };
  return {.account = account.id,
          .name = name_in(account),
          .ranking = real_in(account, "adx_partnerranking"),
          .delivered = count("adx_numberofopportunitiesdelivered"),
          .accepted = count("adx_numberofopportunitiesaccepted"),
          .declined = count("adx_numberofopportunitiesdeclined"),
          .returned = count("adx_numberofreturnedopportunities"),
          .won = count("adx_numberofopportunitieswon"),
          .active = count("adx_activeopportunitycount"),
          .capacity = number_in(account, "adx_currentpartnercapacity"),
          .win_rate = real_in(account, "adx_winrate"),
          .touch_rate = real_in(account, "adx_touchrate")};
}

}  // namespace

// --- Recruitment --------------------------------------------------------------------------------

RecruitmentModel::RecruitmentModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox), catalogue_(client.catalogue()) {}

void RecruitmentModel::refresh() {
  if (awaited_ > 0)
    stale_ = true;
  else
    read();
}

void RecruitmentModel::on_notice(const client::Notice& notice) {
  if (!notice.entities.empty()) refresh();
}

void RecruitmentModel::read() {
  stale_ = false;
  catalogue_ = client_.catalogue();
  const schema::Entity* account = catalogue_->find("account");
  const schema::Column* column = account == nullptr ? nullptr : account->find(kStateOfApplication);
  reading_.clear();
  reading_names_.clear();
  awaited_ = 1;
  if (column != nullptr)
    for (const schema::Option& option : column->options) reading_.push_back({.state = &option});
  for (std::size_t i = 0; i < reading_.size(); ++i) {
    client::ListRequest request{.entity = "account",
                                .view = "*",
                                .conditions = {{.column = std::string(kStateOfApplication),
                                                .op = schema::Operator::equal,
                                                .values = {reading_[i].state->value}}},
                                .sort = {{"createdon", schema::SortDirection::descending}},
                                .limit = kRowsMax};
    awaited_ += 2;
    client_.count(request, recipient_.deliver<std::uint64_t>([this, i](Result<std::uint64_t> all) {
      if (all) reading_[i].count = *all;
      arrived();
    }));
    client_.list(std::move(request), recipient_.deliver<client::ListSnapshot>(
                                         [this, i](Result<client::ListSnapshot> answer) {
                                           if (answer) {
                                             reading_[i].rows = std::move(answer->rows);
                                             reading_names_.merge(answer->names);
                                           }
                                           arrived();
                                         }));
  }
  arrived();
}

void RecruitmentModel::arrived() {
  if (--awaited_ > 0) return;
  groups_ = std::move(reading_);
  shown_ = catalogue_;
  names_ = std::move(reading_names_);
  if (stale_) read();
}

// --- Distribution -------------------------------------------------------------------------------

OfferOutcome outcome_of(const schema::Row& delivery) {
  // What happened last stands first.
  constexpr std::pair<const char*, const char*> kOutcomes[] = {
      {"wonon", "offer.won"},           {"loston", "offer.lost"},
      {"returnedon", "offer.returned"}, {"withdrawnon", "offer.withdrawn"},
      {"acceptedon", "offer.accepted"}, {"declinedon", "offer.declined"},
      {"expiredon", "offer.expired"}};
  for (const auto& [column, key] : kOutcomes)
    if (const auto day = number_in(delivery, column)) return {key, *day};
  return {"offer.open", number_in(delivery, "deliveredon").value_or(0)};
}

DistributionModel::DistributionModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox) {}

void DistributionModel::refresh() {
  if (awaited_ > 0)
    stale_ = true;
  else
    read();
}

void DistributionModel::on_notice(const client::Notice& notice) {
  if (!notice.entities.empty()) refresh();
}

void DistributionModel::count(const char* view, std::size_t& into) {
  ++awaited_;
  client_.count({.entity = "opportunity", .view = view},
                recipient_.deliver<std::uint64_t>([this, &into](Result<std::uint64_t> answer) {
                  if (answer) into = *answer;
                  arrived();
                }));
}

void DistributionModel::read() {
  stale_ = false;
  awaited_ = 1;
  count("new", offered_);
  count("unassigned", unassigned_);
  count("declined", turned_down_);
  awaited_ += 2;
  client_.list(
      {.entity = "fieldbook_opportunitydelivery",
       // With the names of all that a row points at, not of the view's columns alone.
       .view = "*",
       .sort = {{"createdon", schema::SortDirection::descending}},
       .limit = kOffersMax},
      recipient_.deliver<client::ListSnapshot>([this](Result<client::ListSnapshot> answer) {
        if (answer) offers_ = *std::move(answer);
        arrived();
      }));
  client_.list(
      {.entity = "account", .view = "partners", .limit = kPartnersMax},
      recipient_.deliver<client::ListSnapshot>([this](Result<client::ListSnapshot> answer) {
        if (answer) {
          partners_.clear();
          for (const client::RowSnapshot& row : answer->rows)
            partners_.push_back(record_of(row.row));
          std::ranges::stable_sort(partners_, std::greater<>(), &PartnerRecord::delivered);
        }
        arrived();
      }));
  arrived();
}

void DistributionModel::arrived() {
  if (--awaited_ > 0) return;
  read_ = true;
  if (stale_) read();
}

}  // namespace fieldbook::ui
