// bench_app: the whole app (ui/app) on a window that is only memory, at a real profile. It does
// what it is told on standard input, a line a command, and answers each with one JSON line.
//
//   bench_app PROFILE          starts as `fieldbook` does; says when its first frame was drawn, and
//                              when it had drawn everything that home shows
//   list ENTITY VIEW           opens the list; seconds until rows are drawn
//   frames KIND COUNT          draws COUNT frames, sixty a second; processor milliseconds of each,
//                              and how many rows in sight were drawn, and drawn before they were
//                              read. KIND: still, scrolling, sorting, filtering
//   quit
//
// Times are seconds of the monotonic clock, which all processes of a machine share.

#include <chrono>
#include <condition_variable>
#include <ctime>
#include <iostream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <sodium.h>
#include <sstream>

#include "platform/os/system_clock.hpp"
#include "platform/window/null_window.hpp"
#include "ui/app/frame.hpp"
#include "ui/app/profile.hpp"

namespace fieldbook::bench {
namespace {

using nlohmann::ordered_json;
using std::chrono::steady_clock;

constexpr std::chrono::seconds kPatience{60};
/// What a display shows in a second.
constexpr std::chrono::microseconds kPace{16'667};
/// How long nothing must be due for what was asked to be there.
constexpr std::chrono::milliseconds kQuiet{300};
/// Frames between one sort, or one letter of a filter, and the next.
constexpr std::size_t kFramesBetween = 10;
constexpr const char* kWords = "pump valve";

double seconds_of(steady_clock::time_point time) {
  return std::chrono::duration<double>(time.time_since_epoch()).count();
}

/// Processor time of this thread, the one that draws.
double thread_milliseconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Rung by the client's threads when something lies in the mailbox.
class Bell {
 public:
  void ring() {
    const std::scoped_lock lock(mutex_);
    rang_ = true;
    rung_.notify_all();
  }
  /// False when nobody rings until `end`.
  bool wait_until(steady_clock::time_point end) {
    std::unique_lock lock(mutex_);
    return rung_.wait_until(lock, end, [this] { return std::exchange(rang_, false); });
  }

 private:
  std::mutex mutex_;
  std::condition_variable rung_;
  bool rang_ = false;
};

class App {
 public:
  explicit App(const std::string& folder)
      : mailbox_([this] {
          window_.wake();
          bell_.ring();
        }),
        profile_(folder, 0),
        app_(mailbox_, {}),
        frame_(window_, app_, 0) {
    if (const Status opened = profile_.open(); !opened)
      throw std::runtime_error(opened.error().message);
    app_.attach(*profile_.client());
    window_.prepare([this](const platform::FrameInput& input) { frame_.prepare(input); });
  }
  ~App() {
    app_.detach();
    profile_.close();
  }
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  ordered_json start() {
    draw();
    const double first = seconds_of(steady_clock::now());
    return {{"first_frame", first}, {"settled", seconds_of(settle())}};
  }

  ordered_json answer(const std::string& line) {
    std::istringstream words(line);
    std::string command;
    words >> command;
    if (command == "list") return list(words);
    if (command == "frames") return frames(words);
    throw std::runtime_error("no such command: " + command);
  }

 private:
  platform::FrameOutput draw() {
    return window_.draw(
        [this](const platform::FrameInput& input) { return frame_.draw(input, clock_.now()); });
  }

  /// Draws what is due until nothing is for a while; gives the moment of the last frame.
  steady_clock::time_point settle() {
    auto last = steady_clock::now();
    const auto end = last + kPatience;
    do {
      while (window_.step(clock_.now(), [this](const platform::FrameInput& input) {
        return frame_.draw(input, clock_.now());
      }))
        last = steady_clock::now();
    } while (last < end && bell_.wait_until(steady_clock::now() + kQuiet));
    return last;
  }

  ui::ListModel& rows() { return app_.models()->list; }

  ordered_json list(std::istream& words) {
    std::string entity;
    std::string view;
    words >> entity >> view;
    const auto begin = steady_clock::now();
    app_.go({.kind = ui::PlaceKind::list, .entity = entity, .view = view});
    do {
      draw();
      if (steady_clock::now() > begin + kPatience) throw std::runtime_error("no rows came");
    } while ((!rows().count() || rows().row(0) == nullptr) &&
             (bell_.wait_until(steady_clock::now() + kPatience), true));
    draw();
    const double seconds = seconds_of(steady_clock::now()) - seconds_of(begin);
    settle();
    return {{"seconds", seconds}, {"view", rows().view()}, {"rows", *rows().count()}};
  }

  const ui::WidgetRecord& table() {
    for (const ui::WidgetRecord& record : frame_.recorder().records())
      if (record.role == ui::Role::table) return record;
    throw std::runtime_error("there is no table on the screen");
  }

  void point_at_table() {
    const ui::Rectangle at = table().rectangle;
    window_.give_input({.kind = platform::Input::Kind::pointer_move,
                        .x = at.x + at.width / 2,
                        .y = at.y + at.height / 2});
    draw();
  }

  /// What a person does before frame `i`.
  void act(const std::string& kind, std::size_t i) {
    if (kind == "scrolling") {
      window_.give_input({.kind = platform::Input::Kind::wheel, .y = -5});
    } else if (kind == "sorting" && i % kFramesBetween == 0) {
      const std::size_t columns = rows().columns().size();
      for (std::size_t tried = 0; tried < columns; ++tried)
        if (const std::size_t next = sorted_++ % columns; rows().columns()[next].sortable)
          return rows().sort_by(next);
    } else if (kind == "filtering" && i % kFramesBetween == 0) {
      const std::string words(kWords);
      rows().search(words.substr(0, 1 + (i / kFramesBetween) % words.size()));
    }
  }

  ordered_json frames(std::istream& words) {
    std::string kind;
    std::size_t count = 0;
    words >> kind >> count;
    point_at_table();
    ordered_json out = ordered_json::array();
    std::size_t drawn = 0;
    std::size_t drawn_empty = 0;
    auto next = steady_clock::now();
    for (std::size_t i = 0; i < count; ++i) {
      act(kind, i);
      const double begin = thread_milliseconds();
      draw();
      out.push_back(thread_milliseconds() - begin);
      for (const ui::WidgetRecord& record : frame_.recorder().records()) {
        if (record.role != ui::Role::row || record.rectangle.width <= 0) continue;
        ++drawn;
        if (record.name.empty()) ++drawn_empty;
      }
      // A display's pace: meanwhile the client's threads read what comes into sight.
      next += kPace;
      while (bell_.wait_until(next)) {
      }
    }
    settle();
    const std::size_t found = rows().count().value_or(0);
    rows().search("");
    settle();
    return {{"milliseconds", std::move(out)},
            {"drawn", drawn},
            {"drawn_empty", drawn_empty},
            {"rows", found}};
  }

  Bell bell_;
  platform::SystemClock clock_;
  platform::NullWindow window_;
  ui::Mailbox mailbox_;
  ui::OpenProfile profile_;
  ui::AppModel app_;
  ui::Frame frame_;
  std::size_t sorted_ = 0;
};

void say(const ordered_json& answer) { std::cout << answer.dump() << std::endl; }

int run(int argc, char** argv) {
  if (sodium_init() < 0 || argc < 2) return 2;
  App app(argv[1]);
  say(app.start());
  std::string line;
  while (std::getline(std::cin, line) && line != "quit") {
    try {
      say(app.answer(line));
    } catch (const std::exception& exception) {
      say({{"error", exception.what()}});
    }
  }
  return 0;
}

}  // namespace
}  // namespace fieldbook::bench

int main(int argc, char** argv) {
  try {
    return fieldbook::bench::run(argc, argv);
  } catch (const std::exception& exception) {
    std::cerr << "bench_app: " << exception.what() << "\n";
    return 1;
  }
}
