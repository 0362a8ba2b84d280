#include <array>
#include <imgui.h>

#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/widgets/controls.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::array<const char*, 4> kAudiences = {"", "customer", "partner", "staff"};

/// Says whether Enter ended the input of one of them.
bool draw_fields(Ui& ui, SignInModel& model) {
  bool entered = false;
  const bool first = ImGui::IsWindowAppearing();
  text_field(ui, "server", ui.text("sign_in.server"), model.server,
             {.hint = "https://fieldbook.example.com",
              .length_max = 500,
              .focus_now = first && model.server.empty()});
  gap(ui, 2);
  text_field(ui, "signin", ui.text("sign_in.name"), model.signin,
             {.length_max = 300, .focus_now = first && !model.server.empty(), .entered = &entered});
  gap(ui, 2);
  text_field(ui, "password", ui.text("sign_in.password"), model.password,
             {.length_max = 1000, .password = true, .entered = &entered});
  if (model.code_use == CodeUse::none) return entered;
  gap(ui, 2);
  text_field(ui, "code", ui.text("sign_in.code"), model.code,
             {.length_max = 300, .entered = &entered});
  if (model.code_use != CodeUse::invitation) return entered;
  const std::string hint = ui.text("sign_in.of_a_group");
  gap(ui, 2);
  text_field(ui, "firstname", ui.text("sign_in.first_name"), model.firstname,
             {.hint = hint, .length_max = 50, .entered = &entered});
  gap(ui, 2);
  text_field(ui, "lastname", ui.text("sign_in.last_name"), model.lastname,
             {.hint = hint, .length_max = 50, .entered = &entered});
  return entered;
}

/// Of a forgotten password: the code comes by e-mail.
void draw_code_by_mail(Ui& ui, SignInModel& model) {
  if (model.code_use != CodeUse::reset) return;
  const auto problem = model.code_problem();
  const ButtonOptions options{.style = ButtonStyle::quiet,
                              .enabled = !problem && !model.busy(),
                              .why_disabled = problem ? ui.text(*problem) : std::string()};
  if (button(ui, "ask_code", ui.text("sign_in.ask_code"), options)) model.ask_code();
  if (model.code_asked()) secondary_text(ui, ui.text("sign_in.code_asked"), TextStyle::body);
  gap(ui, 2);
}

/// One of these also chooses name and password by a code.
void draw_audience(Ui& ui, SignInModel& model) {
  std::vector<std::string> options;
  std::size_t selected = 0;
  for (std::size_t i = 0; i < kAudiences.size(); ++i) {
    const std::string name = kAudiences[i];
    options.push_back(ui.text(name.empty() ? "audience.first" : "audience." + name));
    if (model.audience == name) selected = i;
  }
  const std::size_t first_code = options.size();
  for (const char* key : {"sign_in.with_invitation", "sign_in.with_reset"})
    options.push_back(ui.text(key));
  if (model.code_use != CodeUse::none)
    selected = first_code + (model.code_use == CodeUse::invitation ? 0 : 1);
  const auto chosen = choice(ui, "audience", ui.text("sign_in.audience"), options, selected);
  if (!chosen) return;
  model.audience = *chosen < first_code ? kAudiences[*chosen] : "";
  model.code_use = *chosen < first_code    ? CodeUse::none
                   : *chosen == first_code ? CodeUse::invitation
                                           : CodeUse::reset;
}

void draw_submit(Ui& ui, SignInModel& model, bool entered) {
  const auto problem = model.problem();
  const bool ready = !problem && !model.busy();
  const ButtonOptions options{.style = ButtonStyle::primary,
                              .enabled = ready,
                              .why_disabled = problem ? ui.text(*problem) : std::string(),
                              .fill_width = true};
  const bool pressed =
      button(ui, "submit", ui.text(model.busy() ? "sign_in.busy" : "sign_in.submit"), options);
  if (ready && (pressed || entered)) model.submit();
}

void draw_form(Ui& ui, AppModel& app) {
  const Card card(ui, "card");
  heading(ui, "title", ui.text("sign_in.title"), TextStyle::title);
  secondary_text(ui, ui.text("sign_in.introduction"), TextStyle::body);
  gap(ui, 3);
  if (const auto& failure = app.sign_in.failure()) {
    draw_error(ui, "failure", *failure);
    gap(ui, 3);
  }
  const bool entered = draw_fields(ui, app.sign_in);
  gap(ui, 2);
  draw_audience(ui, app.sign_in);
  gap(ui, 4);
  draw_code_by_mail(ui, app.sign_in);
  draw_submit(ui, app.sign_in, entered);
}

}  // namespace

void draw_sign_in(Ui& ui, AppModel& app) {
  const Region region(ui, "sign_in",
                      {.width = ui.metrics.width,
                       .height = ui.metrics.height,
                       .padding_x = page_padding(ui),
                       .padding_y = page_padding(ui),
                       .ground = ui.theme.window,
                       .scrolls = true});
  // The form stands a little above the middle, where eyes rest.
  const float form = (app.sign_in.failure() ? 50.0F : 40.0F) * ui.metrics.em();
  const float spare = height_left() - form;
  if (spare > 0) ImGui::Dummy({0, spare * 0.4F});
  const Column column(ui, "column", 27);
  heading(ui, "brand", ui.text("app.name"), TextStyle::display);
  secondary_text(ui, ui.text("app.claim"), TextStyle::body);
  gap(ui, 4);
  draw_form(ui, app);
}

}  // namespace fieldbook::ui
