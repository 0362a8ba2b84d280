#include "ui/models/search_model.hpp"

namespace fieldbook::ui {

SearchModel::SearchModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox) {}

void SearchModel::search(std::string words) {
  if (words == words_ && hits_) return;
  words_ = std::move(words);
  recipient_.renew();
  hits_.reset();
  read();
}

void SearchModel::read() {
  if (words_.find_first_not_of(" \t") == std::string::npos) return;
  using Hits = std::vector<client::SearchHitSnapshot>;
  client_.search(words_, kHitsMax, recipient_.deliver<Hits>([this](Result<Hits> answer) {
    // Words that search cannot read find nothing.
    hits_ = answer ? *std::move(answer) : Hits{};
  }));
}

void SearchModel::on_notice(const client::Notice& notice) {
  if (notice.entities.empty() || !hits_) return;
  // The hits of before stay in sight until the newer ones are here.
  recipient_.renew();
  read();
}

}  // namespace fieldbook::ui
