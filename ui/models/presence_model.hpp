#pragma once

// Of which entities this device holds no row at all: what the navigation leaves out.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "ui/models/mailbox.hpp"

namespace fieldbook::ui {

class PresenceModel {
 public:
  PresenceModel(client::Client& client, Mailbox& mailbox);

  /// Called after empty() has changed.
  std::function<void()> changed;

  /// Looks after these entities from now on, and asks for those that are new.
  void watch(const std::vector<std::string>& entities);
  void on_notice(const client::Notice& notice);
  /// Forgets what was empty and asks for everything anew: what was asked before the end of the
  /// first sync says nothing of what came with it.
  void renew();
  /// What is not known yet is not among them.
  [[nodiscard]] const std::set<std::string>& empty() const { return empty_; }

 private:
  struct Watched {
    bool asked = false;  ///< an answer is under way
    bool stale = false;  ///< rows changed since it was asked for
  };
  void ask(const std::string& entity);

  client::Client& client_;
  Recipient recipient_;
  std::map<std::string, Watched> watched_;
  std::set<std::string> empty_;
};

}  // namespace fieldbook::ui
