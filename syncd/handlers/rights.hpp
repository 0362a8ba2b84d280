#pragma once

// Who the actor of an action is now, and what they may see now, by the same Exposure that serves
// pulls (design.md section 5). Kept for the actions of one group, until one of them may have
// changed somebody's rights.

#include <map>

#include "shared/rules/rule.hpp"
#include "syncd/exposure/exposure.hpp"

namespace fieldbook::syncd {

class Rights {
 public:
  Rights(const Exposure& exposure, schema::RowReader& rows) : exposure_(exposure), rows_(rows) {}

  struct Actor {
    rules::Actor actor;  ///< without roles when the person may not sign in
    BucketSet scope;
  };
  /// A person who is not there has no name, roles or scope. The reference holds until forget().
  [[nodiscard]] Result<const Actor*> of(const Uuid& person, schema::Audience audience);
  /// Whether the target is there and in the actor's scope.
  [[nodiscard]] Result<bool> may_see(const Actor& actor, const schema::RowKey& target);
  void forget() { known_.clear(); }

 private:
  const Exposure& exposure_;
  schema::RowReader& rows_;
  std::map<std::pair<Uuid, schema::Audience>, Actor> known_;
};

}  // namespace fieldbook::syncd
