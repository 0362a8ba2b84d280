#include "ui/models/sign_out_model.hpp"

#include <fmt/format.h>

#include "platform/os/files.hpp"
#include "shared/base/ascii.hpp"
#include "ui/models/action_content.hpp"
#include "ui/models/calendar.hpp"
#include "ui/models/csv.hpp"
#include "ui/models/status_text.hpp"

namespace fieldbook::ui {
namespace {

std::string when(std::int64_t ms, const TextContext& context) {
  const LocalTime local = local_time(ms, context.zone_offset_minutes);
  return fmt::format("{} {}", format_day(local.day), minute_text(local.minute));
}

std::string action_line(const client::ActionSnapshot& action, const schema::Catalogue& catalogue,
                        const TextContext& context) {
  const schema::Entity* entity = catalogue.find(action.entity);
  return csv_line({when(action.saved_ms, context), action_sentence(action, context.strings),
                   entity == nullptr ? action.entity : context.strings.label(entity->label),
                   action.name, content_sentence(action_content(action, catalogue, context)),
                   action_text(action, context).text, to_string(action.id)});
}

}  // namespace

SignOutModel::SignOutModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox) {}

void SignOutModel::begin() {
  recipient_.renew();
  awaited_ = 0;
  file_.clear();
  error_.reset();
  ask_discard(false);
}

void SignOutModel::ask_discard(bool asked) {
  asks_discard_ = asked;
  typed_count.clear();
}

void SignOutModel::write_list(const std::vector<client::ActionSnapshot>& outbox,
                              const TextContext& context) {
  file_.clear();
  error_.reset();
  const auto catalogue = client_.catalogue();
  std::vector<std::string> head;
  for (const char* key : {"saved", "what", "kind", "record", "values", "state", "id"})
    head.push_back(context.strings.text(fmt::format("unsent.{}", key)));
  std::string out = kCsvMark + csv_line(head);
  for (const client::ActionSnapshot& action : outbox)
    out += action_line(action, *catalogue, context);
  const LocalTime local = local_time(context.now.ms, context.zone_offset_minutes);
  std::string minute = minute_text(local.minute);
  std::erase(minute, ':');
  const auto file = folder / fmt::format("unsent-{}-{}.csv", format_day(local.day), minute);
  Status written = platform::make_private_directory(folder);
  if (written) written = platform::write_file(file, out, platform::Privacy::owner_only);
  if (written)
    file_ = file;
  else
    error_ = written.error();
}

bool SignOutModel::may_discard(std::size_t waiting) const {
  return waiting > 0 && trimmed(typed_count) == fmt::format("{}", waiting);
}

void SignOutModel::discard(const std::vector<client::ActionSnapshot>& outbox) {
  if (awaited_ > 0) return;
  error_.reset();
  for (const client::ActionSnapshot& action : outbox) {
    if (action.kind == "withdraw") continue;
    ++awaited_;
    client_.withdraw(action.id, recipient_.deliver<client::ActionSnapshot>(
                                    [this](Result<client::ActionSnapshot> answer) {
                                      --awaited_;
                                      // What settled meanwhile has its verdict.
                                      if (!answer && answer.error().code != Errc::not_found)
                                        error_ = answer.error();
                                    }));
  }
  ask_discard(false);
}

}  // namespace fieldbook::ui
