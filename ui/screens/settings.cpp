#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "ui/screens/app_frame.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/widgets/controls.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::array kScales = {0.75, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.5};

void draw_language(Ui& ui, Settings& settings) {
  const auto languages = Strings::languages();
  std::vector<std::string> names;
  std::size_t selected = languages.size();
  for (std::size_t i = 0; i < languages.size(); ++i) {
    names.push_back(languages[i].second);
    if (languages[i].first == settings.language) selected = i;
  }
  if (const auto chosen = choice(ui, "language", ui.text("settings.language"), names, selected))
    settings.language = languages[*chosen].first;
}

void draw_theme(Ui& ui, Settings& settings) {
  const std::array<std::string, 2> names = {ui.text("settings.light"), ui.text("settings.dark")};
  const std::size_t selected = settings.theme == ThemeName::dark ? 1 : 0;
  if (const auto chosen = choice(ui, "theme", ui.text("settings.theme"), names, selected))
    settings.theme = *chosen == 1 ? ThemeName::dark : ThemeName::light;
}

void draw_scale(Ui& ui, Settings& settings) {
  std::vector<std::string> names;
  std::size_t selected = kScales.size();
  for (std::size_t i = 0; i < kScales.size(); ++i) {
    names.push_back(fmt::format("{:.0f} %", kScales[i] * 100));
    if (std::abs(kScales[i] - settings.scale) < 0.01) selected = i;
  }
  if (const auto chosen = choice(ui, "scale", ui.text("settings.scale"), names, selected))
    settings.scale = kScales[*chosen];
}

void draw_appearance(Ui& ui, Settings& settings) {
  const Card card(ui, "appearance");
  heading(ui, "title", ui.text("settings.appearance"), TextStyle::title);
  {
    Grid grid(ui, "choices", 14, 3);
    grid.next();
    draw_language(ui, settings);
    grid.next();
    draw_theme(ui, settings);
    grid.next();
    draw_scale(ui, settings);
  }
  gap(ui, 1);
  toggle(ui, "touch", ui.text("settings.touch"), settings.touch);
  secondary_text(ui, ui.text("settings.touch_meaning"));
}

std::string joined(const std::vector<std::string>& all) {
  return fmt::format("{}", fmt::join(all, ", "));
}

void draw_account(Ui& ui, AppModel& app) {
  const client::StatusSnapshot& status = app.status();
  const Card card(ui, "account");
  heading(ui, "title", ui.text("settings.account"), TextStyle::title);
  {
    Grid grid(ui, "facts", 14, 3);
    const auto fact = [&](std::string_view id, const std::string& value) {
      grid.next();
      labelled_value(ui, id, ui.text(fmt::format("settings.{}", id)), value);
    };
    fact("name", status.user_name);
    fact("organisation", status.organisation_name);
    fact("audience",
         status.audience.empty() ? std::string() : ui.text("audience." + status.audience));
    fact("roles", joined(status.roles));
    fact("server", app.sign_in.server);
  }
  gap(ui, 2);
  if (status.waiting > 0)
    secondary_text(ui,
                   ui.strings.count("settings.waiting", static_cast<std::int64_t>(status.waiting)));
  if (!status.user.is_nil() && status.audience != "staff") {
    if (button(ui, "own_record", ui.text("settings.own_record"), {.icon = Icon::contact}))
      go(ui, app, {.kind = PlaceKind::detail, .entity = "contact", .row = status.user});
    beside(ui);
  }
  if (button(ui, "sign_out", ui.text("settings.sign_out"), {.icon = Icon::sign_out}))
    app.ask_sign_out();
}

void draw_keyboard(Ui& ui) {
  const Card card(ui, "keyboard");
  heading(ui, "title", ui.text("settings.keyboard"), TextStyle::title);
  Grid grid(ui, "shortcuts", 18, 3);
  for (const Shortcut& one : shortcuts()) {
    grid.next();
    labelled_value(ui, one.key, ui.text(one.key), one.keys);
  }
}

}  // namespace

void draw_settings(Ui& ui, AppModel& app) {
  const ScrollArea area(ui, "settings");
  const Column column(ui, "column", 68);
  draw_appearance(ui, app.settings);
  gap(ui, 3);
  draw_account(ui, app);
  gap(ui, 3);
  draw_keyboard(ui);
  gap(ui, 4);
}

}  // namespace fieldbook::ui
