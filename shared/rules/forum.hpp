#pragma once

// Rights in forums (DOMAIN.md 5.5), for the rules of threads and posts.

#include "shared/rules/support.hpp"

namespace fieldbook::rules {

/// Staff, and who holds a web role that an active Grant Change rule of the forum names. A device
/// carries no such rules: there a contact is none, and the daemon is asked by who is one.
[[nodiscard]] Result<bool> is_moderator(const RuleInput& input, const Uuid& forum);

/// Whether the actor may change or remove the post: its author, or a moderator of its forum.
[[nodiscard]] Result<bool> may_change_post(const RuleInput& input, const schema::Row& post);

/// The changes that take a post away: with the thread where it is the first (DOMAIN.md 5.5).
[[nodiscard]] Result<std::vector<schema::RowChange>> removal_of_post(const RuleInput& input,
                                                                     const schema::Row& post);
/// The thread with its posts, their votes, and subscriptions.
[[nodiscard]] Result<std::vector<schema::RowChange>> removal_of_thread(const RuleInput& input,
                                                                       const schema::Row& thread);

/// The rows of `feedback` that are on the post: on the daemon all, on a device the person's own.
[[nodiscard]] Result<std::vector<schema::Row>> votes_on(const RuleInput& input, const Uuid& post);
/// The changes that take a row of `feedback` away: with a vote goes one of its post's count.
[[nodiscard]] Result<std::vector<schema::RowChange>> removal_of_feedback(
    const RuleInput& input, const schema::Row& feedback);

}  // namespace fieldbook::rules
