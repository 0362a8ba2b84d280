#pragma once

// What the daemon writes to people, and when: an invitation's code to who is invited, a code for
// another password, a new offer and one that is about to end to the contact of the partner who
// decides on it. Reads rows; sends nothing.

#include "syncd/integrations/mail/letter.hpp"
#include "syncd/integrations/mail/letter_words.hpp"
#include "syncd/store/store.hpp"

namespace fieldbook::syncd::mail {

// Tasks of the outbox, and whose rows they are for.
inline constexpr std::string_view kInvitation = "invitation";  ///< adx_invitation
inline constexpr std::string_view kReset = "reset";            ///< contact or systemuser
inline constexpr std::string_view kOffer = "offer";            ///< fieldbook_opportunitydelivery
inline constexpr std::string_view kEnding = "ending";          ///< the same

struct LetterSettings {
  std::string site;                       ///< empty: not named
  std::int64_t ending_days = 0;           ///< before the deadline; 0: nobody is reminded
  Language language = Language::english;  ///< of people who prefer none that letters are written in
};

/// The message that the task has for the row at this moment; nothing when there is none: its time
/// is over, or nobody can be reached.
[[nodiscard]] Result<std::optional<Letter>> write_letter(ReadTransaction& rows,
                                                         std::string_view task,
                                                         const schema::RowKey& row, Instant now,
                                                         const LetterSettings& settings);

/// Open deliveries whose deadline is near enough to call it to mind.
[[nodiscard]] Result<std::vector<schema::RowKey>> ending_offers(ReadTransaction& rows, Instant now,
                                                                const LetterSettings& settings);

}  // namespace fieldbook::syncd::mail
