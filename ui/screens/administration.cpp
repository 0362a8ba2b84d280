// For staff: the weights of the distribution, and the devices with their unsent work.

#include <fmt/format.h>

#include "ui/models/calendar.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/widgets/items.hpp"

namespace fieldbook::ui {
namespace {

using Device = DevicesModel::Device;
using Ending = DevicesModel::Ending;
using Weight = WeightsModel::Weight;

constexpr float kWide = 40;  // em from which the table of devices has all of its columns
constexpr std::int64_t kSecondMs = 1'000;

// --- Weights -------------------------------------------------------------------------------------

void draw_weight(Ui& ui, WeightsModel& model, const Weight& weight) {
  const TextContext context = text_context(ui);
  const std::string name =
      stable_words(ui, fmt::format("plan.metric.{}", weight.metric), weight.metric);
  std::string text = model.text_of(weight, context);
  if (text_field(ui, weight.metric, name, text,
                 {.error = model.problem_of(weight.metric), .length_max = 20}))
    model.type(weight, std::move(text), context);
  std::string note = WeightsModel::range_of(weight, context);
  if (!weight.counts) note += " · " + ui.text("weights.left_out");
  if (weight.by_staff) note += " · " + ui.text("weights.by_staff");
  secondary_text(ui, note);
  gap(ui, 2);
}

std::string changed_text(Ui& ui, const WeightsModel::Snapshot& weights) {
  if (weights.changed_ms == 0) return ui.text("weights.never_changed");
  return ui.strings.text("weights.changed", {{"person", weights.changed_by},
                                             {"when", ago_text(ui, weights.changed_ms)}});
}

void draw_weight_buttons(Ui& ui, WeightsModel& model) {
  if (button(ui, "save", ui.text(model.is_asking() ? "weights.saving" : "weights.save"),
             {.style = ButtonStyle::primary,
              .icon = Icon::done,
              .enabled = model.may_save(),
              .why_disabled = ui.text(model.is_wrong() ? "weights.wrong" : "weights.unchanged")}))
    ui.later.emplace_back([&model] { model.save(); });
  beside(ui);
  if (button(ui, "put_back", ui.text("weights.put_back"),
             {.icon = Icon::retry,
              .enabled = model.may_put_back(),
              .why_disabled = ui.text("weights.as_configured")}))
    ui.later.emplace_back([&model] { model.put_back(); });
}

void draw_weights(Ui& ui, WeightsModel& model) {
  const Card card(ui, "weights");
  heading(ui, "weights_label", ui.text("weights.title"), TextStyle::title);
  secondary_text(ui, ui.text("weights.meaning"), TextStyle::body);
  gap(ui, 2);
  if (model.error()) {
    draw_error(ui, "error", error_text(*model.error(), ui.strings));
    gap(ui, 2);
  }
  if (!model.weights()) {
    if (!model.error()) secondary_text(ui, ui.text("online.asking"), TextStyle::body);
    return;
  }
  if (model.is_saved()) {
    banner(ui, "saved", Tone::success, Icon::done, ui.text("weights.saved"),
           ui.text("weights.saved_meaning"));
    gap(ui, 2);
  }
  {
    Grid grid(ui, "fields", 15, 3);
    for (const Weight& weight : model.weights()->weights) {
      grid.next();
      draw_weight(ui, model, weight);
    }
  }
  secondary_text(ui, changed_text(ui, *model.weights()));
  gap(ui, 2);
  draw_weight_buttons(ui, model);
}

// --- Devices -------------------------------------------------------------------------------------

std::string state_of(const Ui& ui, const Device& device) {
  if (device.wipe) return ui.text("devices.wiped");
  if (device.revoked) return ui.text("devices.revoked");
  return ui.text(device.this_device ? "devices.this_one" : "devices.signed_in");
}

std::string seen_text(Ui& ui, const Device& device) {
  return device.last_seen_ms == 0 ? ui.text("devices.never") : ago_text(ui, device.last_seen_ms);
}

/// "3 changes, the oldest from 4 min ago".
std::string waiting_text(Ui& ui, const Device& device) {
  if (device.waiting == 0) return ui.text("devices.nothing_waits");
  const std::int64_t oldest = ui.now.ms - device.oldest_waiting_seconds * kSecondMs;
  return ui.strings.count("devices.waiting", device.waiting, {{"when", ago_text(ui, oldest)}});
}

void draw_device_table(Ui& ui, DevicesModel& model) {
  const auto shown = model.shown();
  if (shown.empty()) return secondary_text(ui, ui.text("devices.none"), TextStyle::body);
  const bool wide = width_left() > kWide * ui.metrics.em();
  std::vector<ShortColumn> columns = {{ui.text("devices.device"), 2.5F},
                                      {ui.text("devices.person"), 2.5F},
                                      {ui.text("devices.last_seen"), 2}};
  if (wide) {
    columns.push_back({ui.text("devices.unsent"), 4});
    columns.push_back({ui.text("devices.state"), 2.5F});
  }
  std::vector<std::vector<std::string>> rows;
  for (const Device* const device : shown) {
    rows.push_back({device->name, device->person, seen_text(ui, *device)});
    if (!wide) continue;
    rows.back().push_back(waiting_text(ui, *device));
    rows.back().push_back(state_of(ui, *device));
  }
  if (const auto pressed = short_table(ui, "table", ui.text("devices.title"), columns, rows))
    ui.later.emplace_back([&model, id = shown[*pressed]->id] { model.look_at(id); });
  if (!model.shows_all()) secondary_text(ui, ui.text("devices.more"));
}

void draw_devices(Ui& ui, DevicesModel& model) {
  const Card card(ui, "devices");
  heading(ui, "devices_label", ui.text("devices.title"), TextStyle::title);
  secondary_text(ui, ui.text("devices.meaning"), TextStyle::body);
  gap(ui, 2);
  if (model.error() && model.looked_at() == nullptr) {
    draw_error(ui, "error", error_text(*model.error(), ui.strings));
    gap(ui, 2);
  }
  if (!model.devices()) {
    if (!model.error()) secondary_text(ui, ui.text("online.asking"), TextStyle::body);
    return;
  }
  const std::string search = ui.text("devices.search");
  search_field(ui, "words", search, model.words, {.hint = search});
  gap(ui, 2);
  draw_device_table(ui, model);
}

void draw_facts(Ui& ui, const Device& device) {
  const TextContext context = text_context(ui);
  schema::Column moment;
  moment.type = schema::ColumnType::datetime;
  Grid grid(ui, "facts", 14, 2);
  const auto fact = [&](std::string_view key, const std::string& value) {
    grid.next();
    labelled_value(ui, key, ui.text(key), value);
  };
  fact("devices.person", device.person);
  fact("devices.state", state_of(ui, device));
  fact("devices.last_seen", seen_text(ui, device));
  fact("devices.unsent", waiting_text(ui, device));
  fact("devices.registered", device.registered_ms == 0
                                 ? std::string()
                                 : value_text(moment, device.registered_ms, {}, context));
  fact("devices.version", device.version);
}

/// What will be lost stands there before it is done.
void draw_confirmation(Ui& ui, DevicesModel& model, const Device& device) {
  const bool wipe = model.ending() == Ending::wipe;
  banner(ui, "sure", Tone::warning, Icon::warning,
         ui.text(wipe ? "devices.wipe_sure" : "devices.revoke_sure"),
         device.waiting > 0 && wipe
             ? ui.strings.count("devices.wipe_loses", device.waiting)
             : ui.text(wipe ? "devices.wipe_meaning" : "devices.revoke_meaning"));
  gap(ui, 2);
  if (button(ui, "confirm", ui.text(wipe ? "devices.wipe" : "devices.revoke"),
             {.style = ButtonStyle::danger,
              .icon = Icon::lock,
              .enabled = !model.is_asking(),
              .why_disabled = ui.text("online.asking")}))
    ui.later.emplace_back([&model] { model.confirm(); });
  beside(ui);
  if (button(ui, "cancel", ui.text("decision.cancel"), {.style = ButtonStyle::quiet}))
    ui.later.emplace_back([&model] { model.ask_to(Ending::no); });
}

void draw_ending_buttons(Ui& ui, DevicesModel& model, const Device& device) {
  if (device.this_device) return secondary_text(ui, ui.text("devices.not_this_one"));
  const auto ask = [&](Ending ending) {
    ui.later.emplace_back([&model, ending] { model.ask_to(ending); });
  };
  if (!device.revoked && button(ui, "revoke", ui.text("devices.revoke"), {.icon = Icon::lock}))
    ask(Ending::revoke);
  if (!device.revoked) beside(ui);
  if (!device.wipe && button(ui, "wipe", ui.text("devices.wipe"),
                             {.style = ButtonStyle::danger, .icon = Icon::clear}))
    ask(Ending::wipe);
}

}  // namespace

void draw_administration(Ui& ui, AppModel& app) {
  const ScrollArea area(ui, "administration");
  const Column column(ui, "column", 76);
  draw_weights(ui, app.models()->weights);
  gap(ui, 3);
  draw_devices(ui, app.models()->devices);
  gap(ui, 4);
}

void draw_device(Ui& ui, AppModel& app) {
  DevicesModel& model = app.models()->devices;
  const Device* const device = model.looked_at();
  if (device == nullptr) return;
  const Dialog dialog(ui, "device", device->name);
  if (dialog.dismissed()) ui.later.emplace_back([&model] { model.close(); });
  if (!dialog.visible()) return;
  if (model.error()) {
    draw_error(ui, "error", error_text(*model.error(), ui.strings));
    gap(ui, 2);
  }
  draw_facts(ui, *device);
  gap(ui, 3);
  if (model.ending() == Ending::no)
    draw_ending_buttons(ui, model, *device);
  else
    draw_confirmation(ui, model, *device);
}

}  // namespace fieldbook::ui
