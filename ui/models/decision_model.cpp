#include "ui/models/decision_model.hpp"

#include <algorithm>

#include "shared/base/utf8.hpp"
#include "ui/models/argument_column.hpp"
#include "ui/models/intent_outcome.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::string_view kComment = "comment";
/// The typed name, where the kind takes it as evidence.
constexpr std::string_view kSigner = "signer_name";
/// Strokes, which are drawn.
constexpr std::string_view kSignature = "signature";
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
  signature.clear();
  shown_.clear();
  form_.clear();
  columns_.clear();
  lists_all_ = false;
}

void DecisionModel::begin_form(const TextContext& context) {
  form_.begin(context);
  columns_.clear();
  const auto catalogue = client_.catalogue();
  for (const client::DecisionSnapshot::Argument& argument : decision_.arguments) {
    const bool is_shown = std::ranges::any_of(
        kShown, [&](const auto& shown) { return shown.first == argument.name; });
    if (is_shown || argument.name == kComment || argument.name == kSigner ||
        argument.name == kSignature)
      continue;
    auto column = argument_column(*catalogue, decision_.kind, entity_, argument);
    if (!column) continue;
    columns_.push_back(*std::move(column));
    form_.add(columns_.back(), schema::Value(), {});
  }
}

PickerModel::Question DecisionModel::question(const std::string& argument) {
  const auto found = form_.fields().find(argument);
  if (found == form_.fields().end()) return {};
  const FieldDraft& draft = found->second;
  return {.label = draft.column->label,
          .targets = draft.column->targets,
          .chosen = draft.link,
          .may_clear = !draft.column->required,
          .take = [this, argument](const PickedRow& row) {
            form_.choose(argument, row.entity, row.row, row.name);
          }};
}

void DecisionModel::choose(const std::string& argument, const PickedRow& row) {
  if (form_.fields().contains(argument)) form_.choose(argument, row.entity, row.row, row.name);
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

bool DecisionModel::needs_comment() const {
  const auto* argument = comment_argument();
  return argument != nullptr && argument->required;
}

bool DecisionModel::needs_name() const {
  return takes(kSigner) || decision_.kind.starts_with("quote.");
}

bool DecisionModel::takes_signature() const { return takes(kSignature); }

std::optional<std::string> DecisionModel::problem() const {
  if (needs_name()) {
    const std::string person = folded(client_.status().user_name);
    const std::string typed = folded(signer_name);
    if (typed.empty()) return "decision.name_missing";
    if (!person.empty() && typed != person) return "decision.name_different";
  }
  for (const auto& [name, draft] : form_.fields()) {
    const bool is_empty = draft.text.empty() && draft.link.is_nil();
    if (draft.column->required && is_empty) return "decision.field_missing";
    if (!draft.problem.empty()) return "decision.field_wrong";
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
  form_.check_all();
  if (!open_ || saving_ || problem() || (outcome_ && outcome_->saved)) return;
  client::Intent intent{.kind = decision_.kind, .entity = entity_, .target = target_};
  intent.arguments = shown_;
  for (auto& given : form_.given()) intent.arguments.push_back(std::move(given));
  if (takes(kSigner)) intent.arguments.emplace_back(kSigner, signer_name);
  if (takes_signature() && !signature.is_empty())
    intent.arguments.emplace_back(kSignature, signature.text());
  if (!comment.empty() && comment_argument() != nullptr)
    intent.arguments.emplace_back(kComment, comment);
  saving_ = true;
  outcome_.reset();
  client_.decide(std::move(intent), recipient_.deliver<client::IntentOutcome>(
                                        [this](Result<client::IntentOutcome> answer) {
                                          saving_ = false;
                                          outcome_ = intent_outcome(std::move(answer));
                                        }));
}

}  // namespace fieldbook::ui
