#include "tests/scenario/demo_story.hpp"

#include <fmt/format.h>

namespace fieldbook::tests {
namespace {

constexpr int kTriesMax = 6;
constexpr std::array<const char*, 3> kPeople = {"ann", "paul", "sam"};

class Story {
 public:
  explicit Story(const Kill& kill) : kill_(kill), world_(1) {
    for (const char* person : kPeople) world_.device(person);
    world_.sync_all();
    for (const char* person : kPeople)
      begun_[person] = world_.device(person).device().disk().operations();
    begun_["daemon"] = world_.daemon().disk().operations();
    if (!kill_.victim.empty()) {
      SimDisk& disk = disk_of(kill_.victim);
      disk.fail_from(disk.operations() + kill_.operation);
    }
  }

  StoryEnd tell() {
    const Uuid contact = world_.organisation().person("ann").id;
    act("ann", "quote.approve", [&](Carried& ann) { return ann.approve_quote(world_.quote()); });
    act("ann", "record.update",
        [&](Carried& ann) { return ann.update("contact", contact, "jobtitle", "Head of works"); });
    act("paul", "opportunity.accept",
        [&](Carried& paul) { return paul.accept_offer(world_.offer()); });
    act("paul", "booking.accept",
        [&](Carried& paul) { return paul.accept_booking(world_.booking()); });
    at_the_office("account", world_.organisation().customers[0], "telephone1", "new number");
    at_the_office("contact", contact, "jobtitle", "Caretaker");
    for (const char* person : kPeople) sync(person);
    act("sam", "record.update", [&](Carried& sam) {
      return sam.update("quote", world_.quote(), "description", "Won by tablet");
    });
    for (int round = 0; round < 3; ++round)
      for (const char* person : kPeople) sync(person);
    return end();
  }

 private:
  SimDisk& disk_of(const std::string& victim) {
    return victim == "daemon" ? world_.daemon().disk() : world_.device(victim).device().disk();
  }

  /// Whatever was killed starts again.
  void revive() {
    if (world_.daemon().disk().has_failed()) {
      killed_ = true;
      world_.daemon().kill(kill_.loss);
      const Status started = world_.daemon().start();
      EXPECT_TRUE(started.has_value()) << (started ? "" : started.error().message);
    }
    for (const char* person : kPeople) {
      Carried& device = world_.device(person);
      if (!device.device().disk().has_failed()) continue;
      killed_ = true;
      device.crash(kill_.loss);
      for (const Uuid& id : promised_[person])
        EXPECT_TRUE(device.queue().find(id).has_value()) << person << " lost what was saved";
    }
  }

  /// Saves; when the process dies meanwhile, the person looks whether it is there, and if it is not
  /// does it again.
  template <class Save>
  void act(const std::string& person, const std::string& kind, Save save) {
    for (int attempt = 0; attempt < kTriesMax; ++attempt) {
      const Uuid id = save(world_.device(person));
      if (!id.is_nil()) {
        promised_[person].push_back(id);
        return;
      }
      ASSERT_EQ(world_.device(person).refusal(), actions::Reason::none) << person << " " << kind;
      revive();
      const auto outbox = world_.device(person).queue().outbox();
      ASSERT_TRUE(outbox.has_value());
      for (const client::QueuedAction& queued : *outbox) {
        const auto& known = promised_[person];
        if (queued.action.kind != kind || std::ranges::find(known, queued.action.id) != known.end())
          continue;
        promised_[person].push_back(queued.action.id);
        return;
      }
    }
    ADD_FAILURE() << person << " cannot save " << kind;
  }

  void at_the_office(const std::string& entity, const Uuid& id, const std::string& column,
                     schema::Value value) {
    schema::RowChange change({schema::Catalogue::embedded()->entity(entity).number, id});
    change.set(schema::Catalogue::embedded()->column(entity, column), std::move(value));
    for (int attempt = 0; attempt < kTriesMax; ++attempt) {
      if (world_.daemon().commit(std::span(&change, 1))) return;
      ASSERT_TRUE(world_.daemon().disk().has_failed());
      revive();
    }
  }

  void sync(const std::string& person) {
    for (int attempt = 0; attempt < kTriesMax; ++attempt) {
      if (world_.device(person).sync()) return;
      revive();
    }
    ADD_FAILURE() << person << " cannot sync";
  }

  std::string value(const char* entity, const Uuid& id, const char* column) {
    const schema::Value found = world_.value(entity, id, column);
    if (const auto* number = std::get_if<std::int64_t>(&found)) return fmt::format("{}", *number);
    if (const auto* text = std::get_if<std::string>(&found)) return *text;
    if (const auto* uuid = std::get_if<Uuid>(&found)) return to_string(*uuid);
    return "-";
  }

  StoryEnd end() {
    StoryEnd out;
    const Uuid contact = world_.organisation().person("ann").id;
    out.state = fmt::format(
        "quote {} {}; offer {}; booking {}; job {}; phone {}; decisions {}, conflicts {}, rows {}",
        value("quote", world_.quote(), "statuscode"), value("quote", world_.quote(), "description"),
        value("opportunity", world_.offer(), "statuscode"),
        value("bookableresourcebooking", world_.booking(), "bookingstatus"),
        value("contact", contact, "jobtitle"),
        value("account", world_.organisation().customers[0], "telephone1"),
        world_.count("fieldbook_quotedecision"), world_.count("fieldbook_conflict"),
        world_.daemon().rows().size());
    const auto effects = world_.daemon().effects();
    EXPECT_TRUE(effects.has_value());
    for (const char* person : kPeople) {
      Carried& device = world_.device(person);
      EXPECT_EQ(device.differences(), "") << person;
      EXPECT_TRUE(device.queue().outbox()->empty()) << person;
      for (const Uuid& id : promised_[person]) {
        const auto verdict = device.verdict(id);
        out.state +=
            fmt::format("; {} {}", device.find(id).action.kind, actions::to_string(verdict));
        const bool applied = verdict == actions::Verdict::applied;
        EXPECT_EQ(effects->contains(to_string(id)) ? effects->at(to_string(id)) : 0,
                  applied ? 1 : 0);
      }
    }
    for (const auto& [victim, at] : begun_)
      out.operations[victim] = disk_of(victim).operations() - at;
    out.killed = killed_;
    return out;
  }

  Kill kill_;
  World world_;
  std::map<std::string, std::uint64_t> begun_;
  std::map<std::string, std::vector<Uuid>> promised_;
  bool killed_ = false;
};

}  // namespace

StoryEnd tell_demo_story(const Kill& kill) { return Story(kill).tell(); }

}  // namespace fieldbook::tests
