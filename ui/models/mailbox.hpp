#pragma once

// How answers of the client reach the screen's thread. Answers come on threads of the client; a
// model gives the client a callback made by `deliver`, which only puts the answer into the mailbox
// and wakes the window; the answer runs at the start of the next frame, if the model still lives
// and still wants it. The one place in ui/ with a lock.

#include <deque>
#include <functional>
#include <memory>
#include <mutex>

#include "client/api/client.hpp"

namespace fieldbook::ui {

class Mailbox {
 public:
  /// `wake` is called from any thread after something was put in (platform::Window::wake).
  explicit Mailbox(std::function<void()> wake = {});

  /// From any thread.
  void post(std::function<void()> letter);
  /// On the screen's thread, at the start of a frame. Returns how many letters ran.
  std::size_t open_all();

 private:
  std::mutex mutex_;
  std::deque<std::function<void()>> letters_;
  std::function<void()> wake_;
};

/// The receiving end of one model: answers asked for before its last `renew()`, or after its
/// destruction, are dropped. Use on the screen's thread only.
class Recipient {
 public:
  explicit Recipient(Mailbox& mailbox);
  /// What was asked for before this is no longer wanted.
  void renew();
  /// A callback for the client that runs `take` on the screen's thread.
  template <class T>
  [[nodiscard]] client::Done<T> deliver(std::function<void(Result<T>)> take) {
    return [mailbox = mailbox_, alive = std::weak_ptr<int>(alive_),
            take = std::move(take)](Result<T> answer) {
      mailbox->post([alive, take, answer = std::move(answer)]() mutable {
        if (!alive.expired()) take(std::move(answer));
      });
    };
  }

 private:
  Mailbox* mailbox_;
  std::shared_ptr<int> alive_;
};

}  // namespace fieldbook::ui
