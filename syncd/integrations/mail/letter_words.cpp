#include "syncd/integrations/mail/letter_words.hpp"

namespace fieldbook::syncd::mail {
namespace {

constexpr LetterWords kEnglish = {
    .site = "Server: {site}\n",
    .invitation_subject = "Invitation to {organisation}",
    .invitation_text =
        "Hello {name},\n\nyou are invited to work with {organisation} in Fieldbook.\n\n{site}Your "
        "code, which works once{ends}:\n\n{code}\n\nIn Fieldbook choose “I have an invitation "
        "code”, or type:\nfieldbookctl redeem --server URL --user NAME --code CODE\n\nIf you did "
        "not expect this, you need not do anything.\n",
    .ends_on = " and ends on {day}",
    .reset_subject = "Your code for another password at {organisation}",
    .reset_text =
        "Somebody, probably you, asked for another password for {signin} at {organisation}.\n\n"
        "{site}Code: {code}\n\nIt works once, for {minutes} minutes. In Fieldbook choose “I forgot "
        "my password”, or type:\nfieldbookctl password-reset --server URL --user NAME --code CODE"
        "\n\nIf you did not ask for it, you need not do anything; your password stays as it is.\n",
    .offer_subject = "New opportunity: {opportunity}",
    .offer_text =
        "Hello {name},\n\n{organisation} offers the opportunity “{opportunity}” to you. Please "
        "answer by the end of {day} (UTC).\n\n{site}Accept or decline it in Fieldbook; that works "
        "without a network too, and is sent when there is one.\n",
    .ending_subject = "Ends soon: {opportunity}",
    .ending_text =
        "Hello {name},\n\n{organisation} still offers the opportunity “{opportunity}” to you. "
        "Nobody has answered yet; please do so by the end of {day} (UTC).\n\n{site}Accept or "
        "decline it in Fieldbook; that works without a network too, and is sent when there is "
        "one.\n",
};

constexpr LetterWords kGerman = {
    .site = "Server: {site}\n",
    .invitation_subject = "Einladung zu {organisation}",
    .invitation_text =
        "Guten Tag {name},\n\nSie sind eingeladen, in Fieldbook mit {organisation} zu arbeiten.\n\n"
        "{site}Ihr Code, der einmal gilt{ends}:\n\n{code}\n\nWählen Sie in Fieldbook „Ich habe "
        "einen Einladungscode“, oder geben Sie ein:\nfieldbookctl redeem --server URL --user NAME "
        "--code CODE\n\nWenn Sie das nicht erwartet haben, brauchen Sie nichts zu tun.\n",
    .ends_on = " und am {day} endet",
    .reset_subject = "Ihr Code für ein neues Passwort bei {organisation}",
    .reset_text =
        "Jemand, vermutlich Sie, hat für {signin} bei {organisation} ein neues Passwort verlangt."
        "\n\n{site}Code: {code}\n\nEr gilt einmal, {minutes} Minuten lang. Wählen Sie in Fieldbook "
        "„Ich habe mein Passwort vergessen“, oder geben Sie ein:\nfieldbookctl password-reset "
        "--server URL --user NAME --code CODE\n\nWenn Sie das nicht verlangt haben, brauchen Sie "
        "nichts zu tun; Ihr Passwort bleibt, wie es ist.\n",
    .offer_subject = "Neue Verkaufschance: {opportunity}",
    .offer_text =
        "Guten Tag {name},\n\n{organisation} bietet Ihnen die Verkaufschance „{opportunity}“ an. "
        "Bitte antworten Sie bis zum Ende des {day} (UTC).\n\n{site}Nehmen Sie sie in Fieldbook an "
        "oder lehnen Sie ab; das geht auch ohne Netz und wird gesendet, sobald es eines gibt.\n",
    .ending_subject = "Endet bald: {opportunity}",
    .ending_text =
        "Guten Tag {name},\n\n{organisation} bietet Ihnen die Verkaufschance „{opportunity}“ "
        "weiterhin an. Noch hat niemand geantwortet; bitte tun Sie es bis zum Ende des {day} "
        "(UTC).\n\n{site}Nehmen Sie sie in Fieldbook an oder lehnen Sie ab; das geht auch ohne "
        "Netz und wird gesendet, sobald es eines gibt.\n",
};

}  // namespace

std::optional<Language> parse_language(std::string_view code) {
  const std::string_view language = code.substr(0, code.find('-'));
  if (language == "en") return Language::english;
  if (language == "de") return Language::german;
  return std::nullopt;
}

const LetterWords& words_in(Language language) {
  return language == Language::german ? kGerman : kEnglish;
}

}  // namespace fieldbook::syncd::mail
