// Fieldbook with a window: profile, models, screens. See README.md beside this file, and --help.

#include <exception>
#include <fmt/format.h>

#include "platform/os/files.hpp"
#include "platform/os/system_clock.hpp"
#include "ui/app/frame.hpp"
#include "ui/app/options.hpp"
#include "ui/app/profile.hpp"
#include "ui/app/tour.hpp"

namespace {

using namespace fieldbook;
using namespace fieldbook::ui;

constexpr std::size_t kTourBytesMax = 1024 * 1024;

int report(const Error& error) {
  fmt::print(stderr, "{}\n", error.message);
  return 1;
}

Result<std::optional<Tour>> tour_of(const AppOptions& options) {
  if (options.tour.empty()) return std::nullopt;
  TRY(const auto script, platform::read_file(options.tour, kTourBytesMax));
  TRY(auto steps, read_tour(script));
  return Tour(std::move(steps), options.pictures);
}

/// Opening a profile answers with a client or with what to show at sign-in.
void connect(AppModel& app, OpenProfile& profile) {
  app.sign_in.server = profile.server().empty() ? app.settings.server : profile.server();
  app.sign_in.signin = profile.signin().empty() ? app.settings.signin : profile.signin();
  app.sign_in.open_profile = [&app, &profile](const std::string& server) -> Status {
    client::Client* before = profile.client();
    // The model lets go of a client before it is closed.
    if (before != nullptr && profile.server() != server) app.detach();
    const Status opened = profile.open_for(server, app.sign_in.signin);
    if (opened && profile.client() != before) app.attach(*profile.client());
    app.settings.server = server;
    app.settings.signin = app.sign_in.signin;
    return opened;
  };
  if (profile.client() != nullptr) app.attach(*profile.client());
}

int run_app(const AppOptions& options) {
  const platform::SystemClock clock;
  auto tour = tour_of(options);
  if (!tour) return report(tour.error());
  auto window = platform::Window::open({.width = options.width, .height = options.height});
  if (!window) return report(window.error());

  // Everything below is destroyed in reverse: first the models, which ask the client, then the
  // client, whose threads post into the mailbox, then the mailbox, which wakes the window.
  Mailbox mailbox([&window] { (*window)->wake(); });
  OpenProfile profile(options.profile_folder(), options.zone_offset_minutes());
  if (profile.exists())
    if (const Status opened = profile.open(); !opened) return report(opened.error());
  Settings kept = load_settings(options.settings_file());
  AppModel app(mailbox, options.applied_to(kept));
  app.exports = options.profile_folder() / "exports";
  connect(app, profile);
  Settings before = app.settings;
  Frame frame(**window, app, options.zone_offset_minutes());

  (*window)->prepare([&](const platform::FrameInput& input) {
    if (*tour) (*tour)->before_frame(**window);
    frame.prepare(input);
  });
  (*window)->run([&](const platform::FrameInput& input) {
    platform::FrameOutput output = frame.draw(input, clock.now());
    if (app.settings != before) {
      kept = with_changes(kept, before, app.settings);
      before = app.settings;
      // What cannot be kept holds until the window closes.
      (void)save_settings(options.settings_file(), kept);
    }
    if (!*tour) return output;
    (*tour)->after_frame(**window, frame.recorder().records(), clock.now());
    output.next_frame = clock.now() + Tour::kPace;
    output.close = (*tour)->is_over();
    return output;
  });
  app.detach();
  profile.close();
  if (*tour && (*tour)->failure()) return report({Errc::invalid_argument, *(*tour)->failure()});
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    const auto options = read_options(count, arguments);
    return options ? run_app(*options) : options.error();
  } catch (const std::exception& error) {
    // A defect of ours or of a library: the profile is durable at every step, so nothing is lost.
    fmt::print(stderr, "Something unexpected happened ({}). Your work is safe.\n", error.what());
    return 1;
  }
}
