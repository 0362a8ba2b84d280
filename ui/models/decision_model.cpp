#include "ui/models/decision_model.hpp"

#include <algorithm>

#include "shared/base/utf8.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::string_view kComment = "comment";
/// Arguments that repeat what was on the screen, and the column that each repeats.
constexpr std::pair<std::string_view, std::string_view> kShown[] = {
    {"shown_revision", "revisionnumber"}, {"shown_total", "totalamount"}};

/// For comparing names: without the spaces around and between, small letters.
std::string folded(std::string_view name) {
  std::string out;
  for (const char c : name)
    if (c != ' ' && c != '\t') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

}  // namespace

DecisionModel::DecisionModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox) {}

void DecisionModel::begin(const client::DecisionSnapshot& decision, std::string entity, Uuid target,
                          std::string target_name) {
  cancel();
  decision_ = decision;
  entity_ = std::move(entity);
  target_ = target;
  target_name_ = std::move(target_name);
  open_ = true;
}

void DecisionModel::cancel() {
  recipient_.renew();
  open_ = false;
  saving_ = false;
  outcome_.reset();
  comment.clear();
  signer_name.clear();
  shown_.clear();
}

bool DecisionModel::takes(std::string_view argument) const {
  return std::ranges::any_of(decision_.arguments,
                             [&](const auto& candidate) { return candidate.name == argument; });
}

void DecisionModel::note_shown(const schema::Row& row) {
  shown_.clear();
  for (const auto& [argument, name] : kShown) {
    const schema::Column* column = row.entity->find(name);
    if (column == nullptr || !takes(argument)) continue;
    const schema::Value& value = row.values[column->ordinal];
    if (!schema::is_null(value)) shown_.emplace_back(argument, value);
  }
}

const client::DecisionSnapshot::Argument* DecisionModel::comment_argument() const {
  const auto found =
      std::ranges::find(decision_.arguments, kComment, &client::DecisionSnapshot::Argument::name);
  return found == decision_.arguments.end() ? nullptr : &*found;
}

bool DecisionModel::needs_name() const { return decision_.kind.starts_with("quote."); }

std::optional<std::string> DecisionModel::problem() const {
  if (needs_name()) {
    const std::string person = folded(client_.status().user_name);
    const std::string typed = folded(signer_name);
    if (typed.empty()) return "decision.name_missing";
    if (!person.empty() && typed != person) return "decision.name_different";
  }
  const auto* argument = comment_argument();
  if (argument == nullptr) return std::nullopt;
  if (argument->required && comment.empty()) return "decision.comment_missing";
  const auto length = count_code_points(comment);
  if (!length || (argument->length_max > 0 && *length > argument->length_max))
    return "decision.comment_too_long";
  return std::nullopt;
}

void DecisionModel::confirm() {
  if (!open_ || saving_ || problem() || (outcome_ && outcome_->saved)) return;
  client::Intent intent{.kind = decision_.kind, .entity = entity_, .target = target_};
  intent.arguments = shown_;
  if (!comment.empty() && comment_argument() != nullptr)
    intent.arguments.emplace_back(kComment, comment);
  saving_ = true;
  outcome_.reset();
  client_.decide(
      std::move(intent),
      recipient_.deliver<client::IntentOutcome>([this](Result<client::IntentOutcome> answer) {
        saving_ = false;
        if (answer)
          outcome_ = *std::move(answer);
        else
          outcome_ = client::IntentOutcome{.text = answer.error().message};
      }));
}

}  // namespace fieldbook::ui
