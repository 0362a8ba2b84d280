#include "ui/models/chart_model.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "shared/schema/currency.hpp"
#include "ui/models/calendar.hpp"
#include "ui/models/row_values.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kDayMs = 86'400'000;
constexpr int kWeekDays = 7;

/// "7.5 h" of minutes.
std::string hours_text(std::int64_t minutes, const TextContext& context) {
  schema::Column column;
  column.type = schema::ColumnType::decimal;
  const std::int64_t tenths = (minutes * 10 + 30) / 60;
  return context.strings.text("chart.hours_value",
                              {{"hours", value_text(column, tenths * 1'000, {}, context)}});
}

void scale(std::vector<ChartLine>& lines) {
  double most = 0;
  for (const ChartLine& line : lines) most = std::max(most, line.share);
  if (most > 0)
    for (ChartLine& line : lines) line.share /= most;
}

}  // namespace

void Sums::add(const std::string& currency, std::int64_t ten_thousandths) {
  by_currency_[currency] += ten_thousandths;
}

std::string Sums::text(const TextContext& context, std::size_t most) const {
  std::vector<std::pair<std::int64_t, std::string>> sorted;
  for (const auto& [currency, amount] : by_currency_) sorted.emplace_back(amount, currency);
  std::ranges::sort(sorted, std::greater<>());
  std::string out;
  for (std::size_t i = 0; i < std::min(most, sorted.size()); ++i) {
    if (i > 0) out += " · ";
    out += amount_text(sorted[i].first, sorted[i].second, context);
  }
  if (sorted.size() > most)
    out += " " + context.strings.count("chart.more_currencies",
                                       static_cast<std::int64_t>(sorted.size() - most));
  return out;
}

ChartModel::ChartModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox), catalogue_(client.catalogue()) {}

bool ChartModel::has_role(std::string_view beginning) const {
  return std::ranges::any_of(status_.roles,
                             [&](const std::string& role) { return role.starts_with(beginning); });
}

void ChartModel::add(const char* key, const char* entity, const char* view, const char* column,
                     const char* amount) {
  const schema::Entity* found = catalogue_->find(entity);
  const schema::Column* by = found == nullptr ? nullptr : found->find(column);
  if (by == nullptr) return;
  grouped_.push_back(
      {.key = key, .entity = entity, .view = view, .column = column, .amount = amount, .by = by});
}

void ChartModel::plan() {
  grouped_.clear();
  if (status_.audience == "customer") {
    if (has_role("PSA Customer")) add("chart.quotes", "quote", "all", "statecode", "totalamount");
    if (has_role("FS Customer"))
      add("chart.work_orders", "msdyn_workorder", "all", "msdyn_systemstatus");
  } else if (status_.audience == "partner") {
    add("chart.pipeline", "opportunity", "open", "salesstagecode", "estimatedvalue");
  } else if (status_.audience == "staff") {
    add("chart.pipeline", "opportunity", "open", "salesstagecode", "estimatedvalue");
    add("chart.applications", "account", "all", "adx_partner_status");
    add("chart.cases", "incident", "active", "statuscode");
    add("chart.work_orders", "msdyn_workorder", "open", "msdyn_systemstatus");
  }
}

void ChartModel::refresh() {
  if (awaited_ > 0) {
    stale_ = true;
    return;
  }
  status_ = client_.status();
  catalogue_ = client_.catalogue();
  read();
}

void ChartModel::on_notice(const client::Notice& notice) {
  if (!notice.entities.empty()) refresh();
}

void ChartModel::arrived() {
  if (--awaited_ > 0 || !stale_) return;
  stale_ = false;
  refresh();
}

void ChartModel::read() {
  // What was counted before stays in sight until the newer count is here.
  const std::vector<Grouped> before = std::move(grouped_);
  plan();
  for (Grouped& grouped : grouped_)
    for (const Grouped& old : before)
      if (old.key == grouped.key && old.by == grouped.by) grouped = old;
  ++awaited_;
  for (std::size_t i = 0; i < grouped_.size(); ++i) read_grouped(i);
  if (status_.audience == "partner") {
    read_hours();
    read_answers();
  }
  arrived();
}

void ChartModel::read_grouped(std::size_t index) {
  ++awaited_;
  client_.list(
      {.entity = grouped_[index].entity,
       .view = grouped_[index].view,
       .sort = {{"createdon", schema::SortDirection::descending}},
       .limit = kRowsMax},
      recipient_.deliver<client::ListSnapshot>([this, index](Result<client::ListSnapshot> answer) {
        if (answer && index < grouped_.size()) {
          Grouped& grouped = grouped_[index];
          grouped.counts.clear();
          grouped.sums.clear();
          grouped.all = {};
          grouped.rows = answer->rows.size();
          for (const client::RowSnapshot& row : answer->rows) {
            const auto group = number_in(row.row, grouped.column);
            if (!group) continue;
            ++grouped.counts[*group];
            const auto amount =
                grouped.amount.empty() ? std::nullopt : number_in(row.row, grouped.amount);
            if (!amount || *amount == 0) continue;
            const Uuid* const currency =
                schema::currency_of(row.row, *row.row.entity->find(grouped.amount));
            const auto code =
                currency != nullptr ? answer->names.find(*currency) : answer->names.end();
            const std::string name = code == answer->names.end() ? std::string() : code->second;
            grouped.sums[*group].add(name, *amount);
            grouped.all.add(name, *amount);
          }
        }
        arrived();
      }));
}

void ChartModel::read_hours() {
  ++awaited_;
  client_.list(
      {.entity = "bookableresourcebooking",
       .view = "active",
       .sort = {{"starttime", schema::SortDirection::descending}},
       .limit = kRowsMax},
      recipient_.deliver<client::ListSnapshot>([this](Result<client::ListSnapshot> answer) {
        if (answer) {
          booked_.clear();
          for (const client::RowSnapshot& row : answer->rows)
            booked_.push_back({number_in(row.row, "starttime").value_or(0),
                               number_in(row.row, "endtime").value_or(0)});
        }
        arrived();
      }));
}

/// Whose account it is, the person's contact says.
void ChartModel::read_answers() {
  ++awaited_;
  client_.detail(
      "contact", status_.user,
      recipient_.deliver<client::DetailSnapshot>([this](Result<client::DetailSnapshot> answer) {
        const auto account =
            answer ? lookup_in(answer->main.row, "parentcustomerid") : std::nullopt;
        if (account)
          read_account(*account);
        else
          account_.reset();
        arrived();
      }));
}

void ChartModel::read_account(const Uuid& account) {
  ++awaited_;
  client_.detail(
      "account", account,
      recipient_.deliver<client::DetailSnapshot>([this](Result<client::DetailSnapshot> answer) {
        account_.reset();
        if (answer) account_ = answer->main.row;
        arrived();
      }));
}

// --- What is shown ------------------------------------------------------------------------------

std::optional<Chart> ChartModel::grouped_chart(const Grouped& grouped,
                                               const TextContext& context) const {
  Chart out{.key = grouped.key,
            .place = {.kind = PlaceKind::list, .entity = grouped.entity, .view = grouped.view}};
  for (const schema::Option& option : grouped.by->options) {
    const auto count = grouped.counts.find(option.value);
    if (count == grouped.counts.end()) continue;
    ChartLine line{.label = context.strings.label(option.label),
                   .value = context.strings.number(static_cast<std::int64_t>(count->second)),
                   .share = static_cast<double>(count->second)};
    const auto sum = grouped.sums.find(option.value);
    // Beside a bar there is room for one amount; all of them stand below.
    if (sum != grouped.sums.end() && sum->second.currencies() == 1)
      line.value += " · " + sum->second.text(context, 1);
    out.lines.push_back(std::move(line));
  }
  if (out.lines.empty()) return std::nullopt;
  scale(out.lines);
  if (!grouped.all.empty())
    out.detail = context.strings.text("chart.worth", {{"amounts", grouped.all.text(context)}});
  if (grouped.rows >= kRowsMax)
    out.detail += (out.detail.empty() ? "" : " · ") +
                  context.strings.count("chart.newest", static_cast<std::int64_t>(kRowsMax));
  return out;
}

std::optional<Chart> ChartModel::hours_chart(const TextContext& context) const {
  const LocalTime now = local_time(context.now.ms, context.zone_offset_minutes);
  const std::int64_t monday = now.day - (weekday_of(now.day) - 1);
  Chart out{.key = "chart.hours", .place = {.kind = PlaceKind::schedule}};
  out.place.entity = "bookableresourcebooking";
  std::int64_t all = 0;
  for (int i = 0; i < kWeekDays; ++i) {
    const std::int64_t from = midnight_ms(monday + i, context.zone_offset_minutes);
    std::int64_t minutes = 0;
    for (const Booked& booked : booked_) {
      const std::int64_t begin = std::max(booked.start_ms, from);
      const std::int64_t end = std::min(booked.end_ms, from + kDayMs);
      if (end > begin) minutes += (end - begin) / kMinuteMs;
    }
    all += minutes;
    out.lines.push_back({.label = context.strings.text(fmt::format("weekday.{}", i + 1)),
                         .value = hours_text(minutes, context),
                         .share = static_cast<double>(minutes)});
  }
  if (all == 0) return std::nullopt;
  scale(out.lines);
  out.detail = context.strings.text("chart.hours_all", {{"hours", hours_text(all, context)}});
  return out;
}

std::optional<Chart> ChartModel::answers_chart(const TextContext& context) const {
  if (!account_) return std::nullopt;
  constexpr std::pair<const char*, const char*> kCounters[] = {
      {"delivered", "adx_numberofopportunitiesdelivered"},
      {"accepted", "adx_numberofopportunitiesaccepted"},
      {"declined", "adx_numberofopportunitiesdeclined"},
      {"returned", "adx_numberofreturnedopportunities"},
      {"won", "adx_numberofopportunitieswon"}};
  Chart out{.key = "chart.answers",
            .place = {.kind = PlaceKind::detail, .entity = "account", .row = account_->id}};
  for (const auto& [key, column] : kCounters) {
    const auto count = number_in(*account_, column);
    if (!count) continue;
    out.lines.push_back({.label = context.strings.text(fmt::format("chart.answer.{}", key)),
                         .value = context.strings.number(*count),
                         .share = static_cast<double>(*count)});
  }
  if (out.lines.empty()) return std::nullopt;
  scale(out.lines);
  if (const auto touch = real_in(*account_, "adx_touchrate"))
    out.detail = context.strings.text("chart.touch_rate",
                                      {{"percent", fmt::format("{:.0f} %", *touch * 100)}});
  return out;
}

std::vector<Chart> ChartModel::charts(const TextContext& context) const {
  std::vector<Chart> out;
  for (const Grouped& grouped : grouped_)
    if (auto chart = grouped_chart(grouped, context)) out.push_back(*std::move(chart));
  if (status_.audience != "partner") return out;
  if (auto chart = answers_chart(context)) out.push_back(*std::move(chart));
  if (auto chart = hours_chart(context)) out.push_back(*std::move(chart));
  return out;
}

}  // namespace fieldbook::ui
