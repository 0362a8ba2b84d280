// What staff asks of the distribution of opportunities: who would get one and why, to run it, to
// decide otherwise, and the weights in force.

#include <fmt/format.h>

#include "shared/rules/support.hpp"
#include "syncd/admin/verbs.hpp"
#include "syncd/distribution/preview_json.hpp"

namespace fieldbook::syncd {
namespace {

Result<Uuid> id_argument(const Json& arguments, std::string_view name) {
  TRY(const auto text, text_argument(arguments, name));
  return parse_uuid(text);
}

DistributionSettings settings_of(const AdminContext& context) {
  return distribution_settings(context.config);
}

Distributor make_distributor(const AdminContext& context, DistributionSettings settings) {
  return {context.committer, context.store.catalogue(), context.clock, std::move(settings)};
}

OrderedJson print_report(const StepReport& report) {
  OrderedJson out;
  out["delivered"] = report.delivered;
  out["expired"] = report.expired;
  out["unplaced"] = report.unplaced;
  return out;
}

/// Everything that is due, in parts, with actions between. Not automatic: the history alone, which
/// every plan reads. In a daemon that runs it is in step already.
Result<OrderedJson> work_off(AdminContext& context, bool automatic) {
  DistributionSettings settings = settings_of(context);
  settings.automatic = automatic;
  Distributor distributor = make_distributor(context, std::move(settings));
  StepReport all;
  OrderedJson findings = OrderedJson::array();
  for (bool more = true; more;) {
    CHECK(context.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
      TRY(auto report, distributor.step(transaction));
      more = report.more;
      all.delivered += report.delivered;
      all.expired += report.expired;
      all.unplaced += report.unplaced;
      for (const Error& error : report.failures) findings.push_back(error.message);
      return AfterCommit{.outcome = std::move(report.outcome)};
    }));
  }
  OrderedJson out = print_report(all);
  out["findings"] = std::move(findings);
  return out;
}

/// Who has the opportunity now.
Result<OrderedJson> print_holder(AdminContext& context, const Uuid& opportunity,
                                 const StepReport& report) {
  OrderedJson out = print_report(report);
  TRY(const auto transaction, context.store.begin_read());
  const DistributionRows rows(context.store.catalogue());
  TRY(const auto facts, rows.opportunity(*transaction, opportunity));
  if (!facts || !facts->partner) return out;
  TRY(const auto partner, rows.partner(*transaction, *facts->partner));
  out["partner"] = to_string(*facts->partner);
  if (partner) out["partner_name"] = partner->name;
  if (facts->expires) out["expires"] = format_day(*facts->expires);
  return out;
}

}  // namespace

Result<OrderedJson> distribution_preview(AdminContext& context, const Json& arguments) {
  TRY(const Uuid opportunity, id_argument(arguments, "opportunity"));
  CHECK(work_off(context, false));
  Distributor distributor = make_distributor(context, settings_of(context));
  TRY(const auto transaction, context.store.begin_read());
  TRY(const Preview preview, distributor.preview(*transaction, opportunity));
  return preview_json(preview, preview.plan.candidates.size());
}

Result<OrderedJson> distribution_run(AdminContext& context, const Json& arguments) {
  if (flag_argument(arguments, "all")) {
    if (arguments.contains("opportunity"))
      return fail(Errc::invalid_argument, "name one opportunity or --all, not both");
    return work_off(context, true);
  }
  if (!arguments.contains("opportunity"))
    return fail(Errc::invalid_argument, "name an opportunity, or --all for what is due");
  TRY(const Uuid opportunity, id_argument(arguments, "opportunity"));
  CHECK(work_off(context, false));
  Distributor distributor = make_distributor(context, settings_of(context));
  StepReport done;
  CHECK(context.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    TRY(done, distributor.distribute(transaction, opportunity));
    return AfterCommit{.outcome = done.outcome};
  }));
  return print_holder(context, opportunity, done);
}

Result<OrderedJson> distribution_override(AdminContext& context, const Json& arguments) {
  TRY(const Uuid opportunity, id_argument(arguments, "opportunity"));
  TRY(const Uuid partner, id_argument(arguments, "partner"));
  TRY(const auto reason, text_argument(arguments, "reason"));
  CHECK(work_off(context, false));
  Distributor distributor = make_distributor(context, settings_of(context));
  StepReport done;
  CHECK(context.writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    TRY(done, distributor.override_choice(transaction, opportunity, partner, reason));
    return AfterCommit{.outcome = done.outcome};
  }));
  return print_holder(context, opportunity, done);
}

Result<OrderedJson> distribution_weights(AdminContext& context, const Json&) {
  TRY(const auto transaction, context.store.begin_read());
  TRY(const StaffWeights staff, read_staff_weights(*transaction));
  TRY(const std::string name, rules::person_name(*transaction, staff.by));
  return weights_json(to_string(context.config.distribution.mode), settings_of(context), staff,
                      name);
}

std::string print_distribution_preview(const OrderedJson& preview) {
  const auto text = [](const OrderedJson& value) {
    return value.is_string() ? value.get<std::string>() : value.is_null() ? "none" : value.dump();
  };
  std::string out =
      fmt::format("{}\nchoice: {}\n\n", text(preview["name"]), text(preview["choice_name"]));
  out += fmt::format("{:>4}  {:<32}  {:>8}", "rank", "partner", "score");
  for (const MetricRow& row : metric_table()) out += fmt::format("  {:>18}", row.label);
  out += '\n';
  for (const auto& candidate : preview["candidates"]) {
    if (!candidate["available"].get<bool>()) continue;
    out += fmt::format("{:>4}  {:<32}  {:>8.3f}", candidate["rank"].get<std::size_t>(),
                       text(candidate["name"]), candidate["score"].get<double>());
    for (const auto& [name, metric] : candidate["metrics"].items()) {
      const std::string note = metric.value("note", "");
      const std::string shown =
          note == "left_out"
              ? "-"
              : fmt::format("{:.3g} -> {:+.3f}{}", metric["value"].get<double>(),
                            metric["contribution"].get<double>(), note.empty() ? "" : "*");
      out += fmt::format("  {:>18}", shown);
    }
    out += '\n';
  }
  out += "\nnot available:\n";
  for (const auto& candidate : preview["candidates"]) {
    if (candidate["available"].get<bool>()) continue;
    std::string reasons;
    for (const auto& [rule, answer] : candidate["rules"].items())
      if (!answer["passed"].get<bool>())
        reasons += (reasons.empty() ? "" : "; ") + text(answer["because"]);
    out += fmt::format("      {:<32}  {}\n", text(candidate["name"]), reasons);
  }
  out += "\nvalue -> contribution; * no history, or no coordinates (--json says which)\n";
  return out;
}

}  // namespace fieldbook::syncd
