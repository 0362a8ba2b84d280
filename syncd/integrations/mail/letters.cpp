#include "syncd/integrations/mail/letters.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "shared/actions/action_table.hpp"
#include "shared/rules/invitation.hpp"
#include "syncd/auth/password_reset.hpp"

namespace fieldbook::syncd::mail {
namespace {

constexpr std::string_view kDelivery = "fieldbook_opportunitydelivery";
constexpr std::int64_t kNew = 1;  // adx_invitation.statuscode
constexpr std::size_t kResultsLookedAt = 32;
constexpr std::size_t kRowsPerRead = 1'000;

schema::ColumnHandle of(ReadTransaction& rows, std::string_view entity, std::string_view column) {
  return rows.catalogue().column(entity, column);
}

/// The person's row: a contact or one of staff.
Result<std::optional<schema::Row>> person_row(ReadTransaction& rows, const Uuid& id) {
  TRY(auto contact, rows.get({rows.catalogue().entity("contact").number, id}));
  if (contact) return contact;
  return rows.get({rows.catalogue().entity("systemuser").number, id});
}

/// Where a person can be written to; empty where nowhere.
std::string address_of(ReadTransaction& rows, const schema::Row& person) {
  const bool is_contact = person.entity->name == "contact";
  const schema::Column* column =
      person.entity->find(is_contact ? "emailaddress1" : "internalemailaddress");
  if (column == nullptr) return {};
  const std::string address = person.text(of(rows, person.entity->name, column->name));
  return is_mail_address(address) ? address : std::string();
}

/// The language that a person is written to in: the preferred one, where that is known.
Result<Language> language_of(ReadTransaction& rows, const schema::Row& person,
                             const LetterSettings& settings) {
  if (person.entity->name != "contact") return settings.language;
  const auto* id = std::get_if<Uuid>(&person[of(rows, "contact", "adx_preferredlanguageid")]);
  if (id == nullptr) return settings.language;
  const schema::ColumnHandle code = of(rows, "languagelocale", "code");
  TRY(const auto locale, rows.get({code.entity_number, *id}));
  if (!locale) return settings.language;
  return parse_language(locale->text(code)).value_or(settings.language);
}

template <class... Arguments>
std::string fill(std::string_view text, const Arguments&... arguments) {
  return fmt::format(fmt::runtime(text), arguments...);
}

std::string site_line(const LetterWords& words, const LetterSettings& settings) {
  return settings.site.empty() ? std::string() : fill(words.site, fmt::arg("site", settings.site));
}

/// The code of an invitation, from the verdict of whoever invited: it stands nowhere else.
Result<std::string> code_of(ReadTransaction& rows, const schema::RowKey& contact,
                            const Uuid& invitation) {
  TRY(const auto results, rows.results_for(contact, kResultsLookedAt));
  for (const ActionResult& result : results) {
    if (result.kind != actions::kinds::kContactInvite) continue;
    std::string id;
    std::string code;
    for (const auto& [name, text] : result.receipt.detail) {
      if (name == "invitation") id = text;
      if (name == "code") code = text;
    }
    if (id == to_string(invitation)) return code;
  }
  return std::string();
}

Result<std::optional<Letter>> invitation_letter(ReadTransaction& rows, const schema::Row& row,
                                                Instant now, const LetterSettings& settings) {
  const bool is_open =
      rules::invitation_state(rows.catalogue(), row, now) == rules::InvitationState::open;
  const auto person = row.lookup(of(rows, "adx_invitation", "adx_invitecontact"));
  if (!is_open || !person || row.integer(of(rows, "adx_invitation", "statuscode")) != kNew)
    return std::optional<Letter>();
  TRY(const auto contact, person_row(rows, *person));
  if (!contact) return std::optional<Letter>();
  TRY(const std::string code, code_of(rows, contact->key(), row.id));
  const std::string to = address_of(rows, *contact);
  if (code.empty() || to.empty()) return std::optional<Letter>();
  const std::string& organisation = rows.head().name;
  const auto ends = row.integer(of(rows, "adx_invitation", "adx_expirydate"));
  TRY(const Language language, language_of(rows, *contact, settings));
  const LetterWords& words = words_in(language);
  Letter out{.to = to,
             .subject = fill(words.invitation_subject, fmt::arg("organisation", organisation))};
  const std::string last =
      ends ? fill(words.ends_on, fmt::arg("day", format_day(day_of(Instant{*ends}))))
           : std::string();
  out.text =
      fill(words.invitation_text, fmt::arg("name", contact->text(of(rows, "contact", "fullname"))),
           fmt::arg("organisation", organisation), fmt::arg("site", site_line(words, settings)),
           fmt::arg("ends", last), fmt::arg("code", code));
  out.id = letter_id(fmt::format("{} {}", kInvitation, to_string(row.id)));
  return std::optional(std::move(out));
}

Result<std::optional<Letter>> reset_letter(ReadTransaction& rows, const schema::RowKey& key,
                                           Instant now, const LetterSettings& settings) {
  TRY(const auto resets, open_password_resets(rows, now));
  const auto reset = std::ranges::find(resets, key.id, &PasswordReset::person);
  TRY(const auto user, rows.user(key.id));
  TRY(const auto person, person_row(rows, key.id));
  if (reset == resets.end() || !user || !person) return std::optional<Letter>();
  const std::string to = address_of(rows, *person);
  if (to.empty()) return std::optional<Letter>();
  TRY(const Language language, language_of(rows, *person, settings));
  const LetterWords& words = words_in(language);
  const std::string& organisation = rows.head().name;
  Letter out{.to = to,
             .subject = fill(words.reset_subject, fmt::arg("organisation", organisation))};
  out.text =
      fill(words.reset_text, fmt::arg("signin", user->signin),
           fmt::arg("organisation", organisation), fmt::arg("site", site_line(words, settings)),
           fmt::arg("code", password_reset_code(rows.head(), *user, reset->asked)),
           fmt::arg("minutes", kPasswordResetTime.count()));
  out.id = letter_id(fmt::format("{} {} {}", kReset, to_string(key.id), reset->asked.ms));
  return std::optional(std::move(out));
}

/// Whether the offer still waits for its partner's answer.
bool is_undecided(ReadTransaction& rows, const schema::Row& delivery, Instant now) {
  constexpr std::array<std::string_view, 6> kEnds = {"acceptedon", "declinedon",  "expiredon",
                                                     "returnedon", "withdrawnon", "wonon"};
  const bool has_ended = std::ranges::any_of(kEnds, [&](std::string_view column) {
    return delivery.integer(of(rows, kDelivery, column)).has_value();
  });
  const auto deadline = delivery.integer(of(rows, kDelivery, "expireson"));
  return !has_ended && deadline && *deadline >= day_of(now);
}

/// Who answers for the partner: the opportunity's contact, else the partner's first contact.
Result<std::optional<schema::Row>> decider_of(ReadTransaction& rows, const schema::Row& opportunity,
                                              const std::optional<Uuid>& partner) {
  if (const auto id = opportunity.lookup(of(rows, "opportunity", "msa_partneroppid"))) {
    TRY(auto contact, rows.get({rows.catalogue().entity("contact").number, *id}));
    if (contact && contact->lookup(of(rows, "contact", "parentcustomerid")) == partner)
      return contact;
  }
  if (!partner) return std::optional<schema::Row>();
  TRY(const auto account, rows.get({rows.catalogue().entity("account").number, *partner}));
  const auto first =
      account ? account->lookup(of(rows, "account", "primarycontactid")) : std::nullopt;
  if (!first) return std::optional<schema::Row>();
  return rows.get({rows.catalogue().entity("contact").number, *first});
}

Result<std::optional<Letter>> offer_letter(ReadTransaction& rows, std::string_view task,
                                           const schema::Row& delivery, Instant now,
                                           const LetterSettings& settings) {
  const auto id = delivery.lookup(of(rows, kDelivery, "opportunityid"));
  if (!id || !is_undecided(rows, delivery, now)) return std::optional<Letter>();
  TRY(const auto opportunity, rows.get({rows.catalogue().entity("opportunity").number, *id}));
  const auto partner = delivery.lookup(of(rows, kDelivery, "partnerid"));
  // Offered elsewhere meanwhile: this one is over, whatever its row says.
  if (!opportunity || opportunity->lookup(of(rows, "opportunity", "msa_partnerid")) != partner)
    return std::optional<Letter>();
  TRY(const auto contact, decider_of(rows, *opportunity, partner));
  if (!contact) return std::optional<Letter>();
  const std::string to = address_of(rows, *contact);
  if (to.empty()) return std::optional<Letter>();
  const std::string name = opportunity->text(of(rows, "opportunity", "name"));
  const std::string last =
      format_day(delivery.integer(of(rows, kDelivery, "expireson")).value_or(0));
  TRY(const Language language, language_of(rows, *contact, settings));
  const LetterWords& words = words_in(language);
  const bool is_new = task == kOffer;
  Letter out{.to = to,
             .subject = fill(is_new ? words.offer_subject : words.ending_subject,
                             fmt::arg("opportunity", name))};
  out.text = fill(is_new ? words.offer_text : words.ending_text,
                  fmt::arg("name", contact->text(of(rows, "contact", "fullname"))),
                  fmt::arg("organisation", rows.head().name), fmt::arg("opportunity", name),
                  fmt::arg("day", last), fmt::arg("site", site_line(words, settings)));
  out.id = letter_id(fmt::format("{} {}", task, to_string(delivery.id)));
  return std::optional(std::move(out));
}

}  // namespace

Result<std::optional<Letter>> write_letter(ReadTransaction& rows, std::string_view task,
                                           const schema::RowKey& key, Instant now,
                                           const LetterSettings& settings) {
  if (task == kReset) return reset_letter(rows, key, now, settings);
  TRY(const auto row, rows.get(key));
  if (!row) return std::optional<Letter>();
  if (task == kInvitation) return invitation_letter(rows, *row, now, settings);
  return offer_letter(rows, task, *row, now, settings);
}

Result<std::vector<schema::RowKey>> ending_offers(ReadTransaction& rows, Instant now,
                                                  const LetterSettings& settings) {
  std::vector<schema::RowKey> out;
  if (settings.ending_days == 0) return out;
  const schema::Entity& entity = rows.catalogue().entity(kDelivery);
  const std::int64_t last = day_of(now) + settings.ending_days;
  for (RowNumber after = 0;;) {
    TRY(const auto page, rows.scan(entity, after, kRowsPerRead));
    for (const StoredRow& stored : page) {
      const auto deadline = stored.row.integer(of(rows, kDelivery, "expireson"));
      if (deadline && *deadline <= last && is_undecided(rows, stored.row, now))
        out.push_back(stored.row.key());
    }
    if (page.size() < kRowsPerRead) return out;
    after = page.back().number;
  }
}

}  // namespace fieldbook::syncd::mail
