#include "ui/models/online_model.hpp"

#include <algorithm>

namespace fieldbook::ui {

OnlineModel::OnlineModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox) {}

void OnlineModel::search(const ListModel& list) {
  close();
  if (list.entity() == nullptr) return;
  open_ = true;
  columns_ = list.columns();
  client_.search_online(
      {.entity = list.entity()->name,
       .view = list.view(),
       .text = list.search_words(),
       .limit = kRowsMax},
      recipient_.deliver<client::ListSnapshot>([this, &list](Result<client::ListSnapshot> answer) {
        if (!answer) {
          error_ = answer.error();
          return;
        }
        std::erase_if(answer->rows, [&](const client::RowSnapshot& row) {
          return list.index_of(row.row.id).has_value();
        });
        found_ = *std::move(answer);
      }));
}

void OnlineModel::close() {
  recipient_.renew();
  open_ = false;
  looked_at_ = kNone;
  columns_.clear();
  found_.reset();
  error_.reset();
}

const client::RowSnapshot* OnlineModel::looked_at() const {
  return found_ && looked_at_ < found_->rows.size() ? &found_->rows[looked_at_] : nullptr;
}

std::vector<FormSectionView> OnlineModel::sections(const TextContext& context) const {
  const client::RowSnapshot* const row = looked_at();
  if (row == nullptr) return {};
  return form_sections(row->row, found_->names, context);
}

OfferPlanModel::OfferPlanModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox) {}

void OfferPlanModel::ask(Uuid opportunity) {
  close();
  open_ = true;
  using Plan = client::OfferPlanSnapshot;
  client_.plan_offer(opportunity, recipient_.deliver<Plan>([this](Result<Plan> answer) {
    if (answer)
      plan_ = *std::move(answer);
    else
      error_ = answer.error();
  }));
}

void OfferPlanModel::close() {
  recipient_.renew();
  open_ = false;
  looked_at_ = kNone;
  plan_.reset();
  error_.reset();
}

const client::OfferPlanSnapshot::Candidate* OfferPlanModel::looked_at() const {
  return plan_ && looked_at_ < plan_->candidates.size() ? &plan_->candidates[looked_at_] : nullptr;
}

}  // namespace fieldbook::ui
