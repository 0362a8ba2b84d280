#include "ui/models/administration_model.hpp"

#include <algorithm>

#include "ui/models/typed_value.hpp"

namespace fieldbook::ui {
namespace {

/// A weight as a person types one.
const schema::Column& weight_column() {
  static const schema::Column kColumn = [] {
    schema::Column column;
    column.type = schema::ColumnType::floating;
    column.required = true;
    return column;
  }();
  return kColumn;
}

/// Small letters of the Latin alphabet, for finding names.
std::string folded(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

}  // namespace

// --- Weights -------------------------------------------------------------------------------------

WeightsModel::WeightsModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox) {}

void WeightsModel::refresh() {
  typed_.clear();
  saved_ = false;
  ask({});
}

void WeightsModel::ask(client::WeightsQuestion question) {
  recipient_.renew();
  asking_ = true;
  error_.reset();
  const bool sets = !question.set.empty();
  client_.ask_weights(std::move(question),
                      recipient_.deliver<Snapshot>([this, sets](Result<Snapshot> answer) {
                        asking_ = false;
                        saved_ = sets && answer;
                        if (!answer) {
                          error_ = answer.error();
                          return;
                        }
                        weights_ = *std::move(answer);
                        typed_.clear();
                      }));
}

std::string WeightsModel::text_of(const Weight& weight, const TextContext& context) const {
  const auto typed = typed_.find(weight.metric);
  return typed == typed_.end() ? typed_text(weight_column(), weight.weight, context)
                               : typed->second.text;
}

std::string WeightsModel::problem_of(const std::string& metric) const {
  const auto typed = typed_.find(metric);
  return typed == typed_.end() ? std::string() : typed->second.problem;
}

std::string WeightsModel::range_of(const Weight& weight, const TextContext& context) {
  return context.strings.text("weights.range",
                              {{"from", typed_text(weight_column(), weight.from, context)},
                               {"to", typed_text(weight_column(), weight.to, context)}});
}

void WeightsModel::type(const Weight& weight, std::string text, const TextContext& context) {
  saved_ = false;
  Typed typed{.text = std::move(text), .problem = {}};
  const auto value = typed_value(weight_column(), typed.text, context);
  if (!value)
    typed.problem = value.error();
  else if (const auto* number = std::get_if<double>(&*value);
           number == nullptr || *number < weight.from || *number > weight.to)
    typed.problem = context.strings.text("weights.outside", {{"range", range_of(weight, context)}});
  else
    typed.value = *number;
  typed_[weight.metric] = std::move(typed);
}

bool WeightsModel::is_wrong() const {
  return std::ranges::any_of(typed_, [](const auto& one) { return !one.second.problem.empty(); });
}

bool WeightsModel::may_save() const {
  if (!weights_ || asking_ || is_wrong()) return false;
  return std::ranges::any_of(weights_->weights, [&](const Weight& one) {
    const auto typed = typed_.find(one.metric);
    return typed != typed_.end() && typed->second.value != one.weight;
  });
}

void WeightsModel::save() {
  if (!may_save()) return;
  client::WeightsQuestion question;
  for (const Weight& one : weights_->weights)
    if (const auto typed = typed_.find(one.metric);
        typed != typed_.end() && typed->second.value != one.weight)
      question.set.emplace_back(one.metric, typed->second.value);
  ask(std::move(question));
}

bool WeightsModel::may_put_back() const {
  return weights_ && !asking_ &&
         std::ranges::any_of(weights_->weights, [](const Weight& one) { return one.by_staff; });
}

void WeightsModel::put_back() {
  if (!may_put_back()) return;
  client::WeightsQuestion question;
  for (const Weight& one : weights_->weights)
    if (one.by_staff) question.set.emplace_back(one.metric, std::nullopt);
  ask(std::move(question));
}

// --- Devices -------------------------------------------------------------------------------------

DevicesModel::DevicesModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox) {}

void DevicesModel::refresh() {
  close();
  words.clear();
  ask({});
}

void DevicesModel::ask(client::DevicesQuestion question) {
  recipient_.renew();
  asking_ = true;
  error_.reset();
  const bool is_one = !question.revoke.is_nil();
  client_.ask_devices(question,
                      recipient_.deliver<Snapshot>([this, is_one](Result<Snapshot> answer) {
                        asking_ = false;
                        if (answer)
                          take(*std::move(answer), is_one);
                        else
                          error_ = answer.error();
                      }));
}

void DevicesModel::take(Snapshot answer, bool is_one) {
  ending_ = Ending::no;
  if (!is_one || !devices_) {
    devices_ = std::move(answer);
    return;
  }
  for (Device& changed : answer.devices) {
    const auto found = std::ranges::find(devices_->devices, changed.id, &Device::id);
    if (found != devices_->devices.end()) *found = std::move(changed);
  }
}

bool DevicesModel::fits(const Device& device) const {
  const std::string wanted = folded(words);
  return folded(device.name).contains(wanted) || folded(device.person).contains(wanted);
}

std::vector<const DevicesModel::Device*> DevicesModel::shown() const {
  std::vector<const Device*> out;
  if (!devices_) return out;
  for (const Device& one : devices_->devices) {
    if (out.size() == kShownMax) break;
    if (fits(one)) out.push_back(&one);
  }
  return out;
}

bool DevicesModel::shows_all() const {
  if (!devices_ || devices_->more) return !devices_;
  const auto fitting =
      std::ranges::count_if(devices_->devices, [&](const Device& one) { return fits(one); });
  return static_cast<std::size_t>(fitting) <= kShownMax;
}

void DevicesModel::look_at(const Uuid& device) {
  looked_at_ = device;
  ending_ = Ending::no;
  error_.reset();
}

void DevicesModel::close() {
  looked_at_.reset();
  ending_ = Ending::no;
  error_.reset();
}

const DevicesModel::Device* DevicesModel::looked_at() const {
  if (!looked_at_ || !devices_) return nullptr;
  const auto found = std::ranges::find(devices_->devices, *looked_at_, &Device::id);
  return found == devices_->devices.end() ? nullptr : &*found;
}

void DevicesModel::confirm() {
  const Device* const device = looked_at();
  if (device == nullptr || device->this_device || asking_ || ending_ == Ending::no) return;
  ask({.revoke = device->id, .wipe = ending_ == Ending::wipe});
}

}  // namespace fieldbook::ui
