#include "ui/models/mailbox.hpp"

namespace fieldbook::ui {

Mailbox::Mailbox(std::function<void()> wake) : wake_(std::move(wake)) {}

void Mailbox::post(std::function<void()> letter) {
  {
    const std::lock_guard lock(mutex_);
    letters_.push_back(std::move(letter));
  }
  if (wake_) wake_();
}

std::size_t Mailbox::open_all() {
  // Letters that come while these are read wait for the next frame.
  std::deque<std::function<void()>> letters;
  {
    const std::lock_guard lock(mutex_);
    letters.swap(letters_);
  }
  for (const auto& letter : letters) letter();
  return letters.size();
}

Recipient::Recipient(Mailbox& mailbox) : mailbox_(&mailbox), alive_(std::make_shared<int>(0)) {}

void Recipient::renew() { alive_ = std::make_shared<int>(0); }

}  // namespace fieldbook::ui
