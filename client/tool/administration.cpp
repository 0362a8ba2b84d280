// weights and devices: what staff set and watch at the server itself.

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "client/tool/commands.hpp"

namespace fieldbook::client {
namespace {

/// "winrate=3.5", or "winrate=" for the configured one.
Result<std::pair<std::string, std::optional<double>>> parse_weight(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    return fail(Errc::invalid_argument, "a weight is set as name=value, or name= for the site's");
  std::pair<std::string, std::optional<double>> out{text.substr(0, equals), std::nullopt};
  if (equals + 1 == text.size()) return out;
  double value = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + equals + 1, end, value);
  if (read.ec != std::errc() || read.ptr != end)
    return fail(Errc::invalid_argument, fmt::format("{} is not a number", text.substr(equals + 1)));
  out.second = value;
  return out;
}

/// Whether each weight that is to be set is one, and lies in its range: the server refuses all of
/// them otherwise, and knows no more to say of it.
Status check_weights(const WeightsSnapshot& known, const WeightsQuestion& question) {
  for (const auto& [name, value] : question.set) {
    const auto weight = std::ranges::find(known.weights, name, &WeightsSnapshot::Weight::metric);
    if (weight == known.weights.end())
      return fail(Errc::invalid_argument,
                  fmt::format("There is no weight \"{}\". Nothing was changed. `fieldbookctl "
                              "weights` names them all.",
                              name));
    if (value && (*value < weight->from || *value > weight->to))
      return fail(Errc::invalid_argument,
                  fmt::format("{} lies outside of its range. Nothing was changed; {} stays as it "
                              "is. Choose a value from {:g} to {:g}.",
                              *value, name, weight->from, weight->to));
  }
  return {};
}

nlohmann::ordered_json weights_json(const WeightsSnapshot& answer) {
  nlohmann::ordered_json out = {{"mode", answer.mode}, {"offer_days", answer.offer_days}};
  out["weights"] = nlohmann::ordered_json::array();
  for (const WeightsSnapshot::Weight& weight : answer.weights)
    out["weights"].push_back({{"metric", weight.metric},
                              {"weight", weight.weight},
                              {"from", weight.from},
                              {"to", weight.to},
                              {"configured", weight.configured},
                              {"by_staff", weight.by_staff}});
  return out;
}

ExitCode weights(const Tool& tool, const std::vector<std::string>& settings) {
  WeightsQuestion question;
  for (const std::string& text : settings) {
    auto weight = parse_weight(text);
    if (!weight) return tool.report(weight.error());
    question.set.push_back(*std::move(weight));
  }
  auto opened = tool.open();
  if (!opened) return tool.report(opened.error());
  Client& client = **opened;
  const auto ask = [&](const WeightsQuestion& asked) {
    return wait<WeightsSnapshot>([&](auto done) { client.ask_weights(asked, std::move(done)); });
  };
  auto answer = ask({});
  if (answer && !question.set.empty()) {
    if (const Status good = check_weights(*answer, question); !good)
      return tool.report(good.error());
    answer = ask(question);
  }
  if (!answer) return tool.report(answer.error());
  if (tool.json()) {
    tool.print(weights_json(*answer));
    return ExitCode::ok;
  }
  for (const WeightsSnapshot::Weight& weight : answer->weights)
    fmt::print("{:<16} {:>8g}   from {:g} to {:g}{}\n", weight.metric, weight.weight, weight.from,
               weight.to,
               weight.by_staff ? fmt::format(", configured {:g}", weight.configured) : "");
  return ExitCode::ok;
}

nlohmann::ordered_json devices_json(const DevicesSnapshot& answer) {
  nlohmann::ordered_json out;
  out["devices"] = nlohmann::ordered_json::array();
  for (const DevicesSnapshot::Device& device : answer.devices)
    out["devices"].push_back(
        {{"id", to_string(device.id)},
         {"name", device.name},
         {"person", device.person},
         {"version", device.version},
         {"last_seen", device.last_seen_ms == 0 ? "" : format_instant({device.last_seen_ms})},
         {"waiting", device.waiting},
         {"oldest_waiting_seconds", device.oldest_waiting_seconds},
         {"revoked", device.revoked},
         {"wipe", device.wipe},
         {"this_device", device.this_device}});
  out["more"] = answer.more;
  return out;
}

struct DeviceOptions {
  std::string revoke;
  bool wipe = false;
};

ExitCode devices(const Tool& tool, const DeviceOptions& options) {
  DevicesQuestion question{.wipe = options.wipe};
  if (!options.revoke.empty()) {
    const auto id = parse_uuid(options.revoke);
    if (!id) return tool.report(id.error());
    question.revoke = *id;
  }
  auto opened = tool.open();
  if (!opened) return tool.report(opened.error());
  Client& client = **opened;
  const auto answer =
      wait<DevicesSnapshot>([&](auto done) { client.ask_devices(question, std::move(done)); });
  if (!answer) return tool.report(answer.error());
  if (tool.json()) {
    tool.print(devices_json(*answer));
    return ExitCode::ok;
  }
  for (const DevicesSnapshot::Device& device : answer->devices) {
    const std::string seen =
        device.last_seen_ms == 0 ? "never" : format_instant({device.last_seen_ms});
    fmt::print("{}  {:<24} {:<20} heard of {}, {} waiting{}{}{}\n", to_string(device.id),
               device.person, device.name, seen, device.waiting, device.revoked ? ", revoked" : "",
               device.wipe ? ", told to wipe" : "", device.this_device ? ", this one" : "");
  }
  return ExitCode::ok;
}

}  // namespace

void add_administration(CLI::App& app, Run& run) {
  CLI::App* weigh = app.add_subcommand("weights", "Weights of the distribution, and other ones");
  auto settings = std::make_shared<std::vector<std::string>>();
  weigh->add_option("settings", *settings, "name=value; name= takes the configured one again");
  weigh->callback([&run, settings] {
    run = [settings](const Tool& tool) { return weights(tool, *settings); };
  });
  CLI::App* list = app.add_subcommand("devices", "Everybody's devices, and the end of one");
  auto options = std::make_shared<DeviceOptions>();
  list->add_option("--revoke", options->revoke, "Id of a device whose sessions end");
  list->add_flag("--wipe", options->wipe, "It removes its data at its next contact");
  list->callback(
      [&run, options] { run = [options](const Tool& tool) { return devices(tool, *options); }; });
}

}  // namespace fieldbook::client
