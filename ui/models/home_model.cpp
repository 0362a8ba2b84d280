#include "ui/models/home_model.hpp"

#include "ui/models/calendar.hpp"
#include "ui/models/chart_model.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::size_t kWaitingMax = 200;   // summed and sorted here; a partner has a few dozen
constexpr std::size_t kBookingsMax = 300;  // newest first: weeks of a technician
constexpr std::int64_t kProposed = 1, kCommitted = 2;  // bookingstatus.status

constexpr std::string_view kProjectCustomer = "PSA Customer";
constexpr std::string_view kFieldCustomer = "FS Customer";
constexpr std::string_view kApply = "partner.apply";
constexpr std::string_view kQuoteApprover = "PSA Customer Approver";

std::optional<std::int64_t> number(const schema::Row& row, std::string_view name) {
  const schema::Column* column = row.entity->find(name);
  const auto* value =
      column == nullptr ? nullptr : std::get_if<std::int64_t>(&row.values[column->ordinal]);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

std::optional<Uuid> lookup(const schema::Row& row, std::string_view name) {
  const schema::Column* column = row.entity->find(name);
  const auto* value = column == nullptr ? nullptr : std::get_if<Uuid>(&row.values[column->ordinal]);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

std::string name_of(const schema::Row& row) {
  const schema::Column* column = row.entity->find(row.entity->name_column);
  const auto* text =
      column == nullptr ? nullptr : std::get_if<std::string>(&row.values[column->ordinal]);
  return text == nullptr ? std::string() : *text;
}

/// The earlier of two days, as far as they are given; then the moment at which it ends.
std::int64_t deadline_of(std::optional<std::int64_t> day, std::optional<std::int64_t> moment) {
  if (moment) {
    const std::int64_t other = day_of(Instant{*moment});
    day = day ? std::min(*day, other) : other;
  }
  return day ? (*day + 1) * kDayMs : 0;
}

std::string named(const client::NameMap& names, const std::optional<Uuid>& id) {
  const auto found = id ? names.find(*id) : names.end();
  return found == names.end() ? std::string() : found->second;
}

std::string code_beside(const client::NameMap& names, const schema::Row& row,
                        std::string_view amount) {
  const schema::Column* column = row.entity->find(amount);
  return column == nullptr ? std::string() : currency_code(*column, row, names);
}

}  // namespace

HomeModel::HomeModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox) {}

bool HomeModel::has_role(std::string_view beginning) const {
  return std::ranges::any_of(status_.roles,
                             [&](const std::string& role) { return role.starts_with(beginning); });
}

void HomeModel::add(const char* key, const char* entity, const char* view, bool needs_you) {
  if (client_.catalogue()->find(entity) == nullptr) return;
  counted_.push_back({.tile = {.key = key,
                               .icon = entity_icon(entity),
                               .place = {.kind = PlaceKind::list, .entity = entity, .view = view},
                               .needs_you = needs_you}});
}

/// Which tiles this person has.
void HomeModel::plan() {
  counted_.clear();
  counted_.push_back({.tile = {.key = "home.conflicts",
                               .icon = Icon::conflict,
                               .place = {.kind = PlaceKind::conflicts},
                               .needs_you = true},
                      .only_when_some = true});
  if (status_.audience == "customer") {
    if (has_role(kProjectCustomer)) {
      if (has_role(kQuoteApprover))
        add("home.quotes_to_decide", "quote", "pending", true);
      else
        add("home.pending_quotes", "quote", "pending");
      add("home.active_projects", "msdyn_project", "active");
    }
    if (has_role(kFieldCustomer)) {
      add("home.open_work_orders", "msdyn_workorder", "open");
      add("home.active_agreements", "msdyn_agreement", "active");
      add("home.active_assets", "msdyn_customerasset", "active");
    }
  } else if (status_.audience == "partner") {
    add("home.offers", "opportunity", "new", true);
    add("home.open_opportunities", "opportunity", "open");
    add("home.open_work_orders", "msdyn_workorder", "open");
    add("home.customers", "account", "active");
  } else if (status_.audience == "staff") {
    add("home.applications", "account", "applications", true);
    add("home.open_opportunities", "opportunity", "open");
    add("home.pending_quotes", "quote", "pending");
    add("home.open_work_orders", "msdyn_workorder", "open");
    add("home.active_projects", "msdyn_project", "active");
    add("home.open_cases", "incident", "active");
  }
}

void HomeModel::refresh() {
  if (awaited_ > 0) {
    stale_ = true;
    return;
  }
  const client::StatusSnapshot status = client_.status();
  const bool same_person = status.user == status_.user && status.audience == status_.audience &&
                           status.roles == status_.roles;
  status_ = status;
  if (!same_person || counted_.empty()) {
    plan();
    offers_.clear();
    quotes_.clear();
    applications_.clear();
    bookings_.reset();
    application_.reset();
  }
  read();
}

void HomeModel::on_notice(const client::Notice& notice) {
  if (!notice.entities.empty()) refresh();
}

void HomeModel::arrived() {
  if (--awaited_ > 0 || !stale_) return;
  stale_ = false;
  refresh();
}

void HomeModel::read() {
  ++awaited_;  // ends this round only after all of it was asked for
  for (std::size_t i = 0; i < counted_.size(); ++i) {
    const Place& place = counted_[i].tile.place;
    client::ListRequest request{.entity = place.entity, .view = place.view};
    if (place.kind == PlaceKind::conflicts)
      request = {.entity = "fieldbook_conflict", .view = "open"};
    ++awaited_;
    client_.count(std::move(request),
                  recipient_.deliver<std::uint64_t>([this, i](Result<std::uint64_t> answer) {
                    if (answer && i < counted_.size()) counted_[i].tile.count = *answer;
                    arrived();
                  }));
  }
  if (status_.audience == "partner") {
    read_offers();
    read_booking_statuses();
  }
  if (status_.audience == "customer" && has_role(kQuoteApprover)) read_quotes();
  if (status_.audience == "staff") read_applications();
  // Those that work with us already have other ways to the same form.
  if (status_.audience == "customer" && status_.roles.empty()) read_application();
  arrived();
}

void HomeModel::read_offers() {
  ++awaited_;
  client_.list(
      {.entity = "opportunity",
       .view = "new",
       .sort = {{"adx_expirydate", schema::SortDirection::ascending}},
       .limit = kWaitingMax},
      recipient_.deliver<client::ListSnapshot>([this](Result<client::ListSnapshot> answer) {
        if (answer) {
          offers_.clear();
          for (const client::RowSnapshot& row : answer->rows)
            offers_.push_back({.entity = "opportunity",
                               .row = row.row.id,
                               .title = name_of(row.row),
                               .amount = number(row.row, "estimatedvalue"),
                               .currency = code_beside(answer->names, row.row, "estimatedvalue"),
                               .deadline_ms = deadline_of(number(row.row, "adx_expirydate"), {})});
        }
        arrived();
      }));
}

void HomeModel::read_application() {
  ++awaited_;
  client_.detail(
      "contact", status_.user,
      recipient_.deliver<client::DetailSnapshot>([this](Result<client::DetailSnapshot> answer) {
        application_.reset();
        const bool open = answer && std::ranges::any_of(answer->decisions, [](const auto& one) {
                            return one.kind == kApply && one.refusal.empty();
                          });
        if (open)
          application_ = Place{.kind = PlaceKind::detail, .entity = "contact", .row = status_.user};
        arrived();
      }));
}

void HomeModel::read_quotes() {
  ++awaited_;
  client_.list(
      {.entity = "quote", .view = "pending", .limit = kWaitingMax},
      recipient_.deliver<client::ListSnapshot>([this](Result<client::ListSnapshot> answer) {
        if (answer) {
          quotes_.clear();
          for (const client::RowSnapshot& row : answer->rows)
            quotes_.push_back({.entity = "quote",
                               .row = row.row.id,
                               .title = name_of(row.row),
                               .amount = number(row.row, "totalamount"),
                               .currency = code_beside(answer->names, row.row, "totalamount"),
                               .deadline_ms = deadline_of(number(row.row, "effectiveto"),
                                                          number(row.row, "expireson"))});
        }
        arrived();
      }));
}

void HomeModel::read_applications() {
  ++awaited_;
  client_.list(
      {.entity = "account",
       .view = "applications",
       .sort = {{"createdon", schema::SortDirection::ascending}},
       .limit = kWaitingMax},
      recipient_.deliver<client::ListSnapshot>([this](Result<client::ListSnapshot> answer) {
        if (answer) {
          applications_.clear();
          for (const client::RowSnapshot& row : answer->rows)
            applications_.push_back(
                {.entity = "account", .row = row.row.id, .title = name_of(row.row)});
        }
        arrived();
      }));
}

/// Which statuses mean "proposed" and "committed" is data of the organisation.
void HomeModel::read_booking_statuses() {
  ++awaited_;
  client_.list(
      {.entity = "bookingstatus", .view = "all", .limit = kWaitingMax},
      recipient_.deliver<client::ListSnapshot>([this](Result<client::ListSnapshot> statuses) {
        if (statuses) read_bookings(*statuses);
        arrived();
      }));
}

void HomeModel::read_bookings(const client::ListSnapshot& statuses) {
  ++awaited_;
  client_.list({.entity = "bookableresourcebooking",
                .view = "active",
                .sort = {{"starttime", schema::SortDirection::descending}},
                .limit = kBookingsMax},
               recipient_.deliver<client::ListSnapshot>(
                   [this, statuses](Result<client::ListSnapshot> bookings) {
                     if (bookings) take_bookings(statuses, *bookings);
                     arrived();
                   }));
}

void HomeModel::take_bookings(const client::ListSnapshot& statuses,
                              const client::ListSnapshot& bookings) {
  std::map<Uuid, std::int64_t> kinds;
  for (const client::RowSnapshot& status : statuses.rows)
    kinds[status.row.id] = number(status.row, "status").value_or(0);
  bookings_.emplace();
  for (const client::RowSnapshot& booking : bookings.rows) {
    const auto status = lookup(booking.row, "bookingstatus");
    const std::int64_t kind = status && kinds.contains(*status) ? kinds[*status] : 0;
    if (kind != kProposed && kind != kCommitted) continue;
    std::string where = named(bookings.names, lookup(booking.row, "msdyn_workorder"));
    if (where.empty()) where = named(bookings.names, lookup(booking.row, "msdyn_projectid"));
    bookings_->push_back({.row = booking.row.id,
                          .title = name_of(booking.row),
                          .where = std::move(where),
                          .start_ms = number(booking.row, "starttime").value_or(0),
                          .proposed = kind == kProposed});
  }
  std::ranges::sort(*bookings_, {}, &Booking::start_ms);
}

std::size_t HomeModel::count_bookings(bool proposed, Instant now) const {
  return static_cast<std::size_t>(std::ranges::count_if(*bookings_, [&](const Booking& booking) {
    return booking.proposed == proposed && booking.start_ms >= now.ms;
  }));
}

std::string HomeModel::sums_of_offers(const TextContext& context) const {
  Sums sums;
  for (const Waiting& offer : offers_)
    if (offer.amount.value_or(0) > 0) sums.add(offer.currency, *offer.amount);
  if (sums.empty()) return {};
  // A tile has room for the largest one.
  const std::string amount = sums.text(context, 1);
  return sums.currencies() > 1 ? amount
                               : context.strings.text("home.offers_value", {{"amount", amount}});
}

std::vector<HomeTile> HomeModel::tiles(const TextContext& context) const {
  std::vector<HomeTile> out;
  for (const Counted& counted : counted_) {
    if (counted.only_when_some && counted.tile.count.value_or(0) == 0) continue;
    out.push_back(counted.tile);
    if (counted.tile.key != "home.offers") continue;
    out.back().detail = sums_of_offers(context);
    for (const bool proposed : {true, false}) {
      HomeTile tile{.key = proposed ? "home.bookings_to_answer" : "home.bookings_ahead",
                    .icon = Icon::booking,
                    .place = {.kind = PlaceKind::list, .entity = "bookableresourcebooking"},
                    .needs_you = proposed};
      if (bookings_) tile.count = count_bookings(proposed, context.now);
      out.push_back(std::move(tile));
    }
  }
  return out;
}

std::vector<HomeRow> HomeModel::rows(const TextContext& context) const {
  std::vector<HomeRow> out;
  const auto add_waiting = [&](const std::vector<Waiting>& waiting, std::string_view key) {
    for (const Waiting& one : waiting) {
      if (one.deadline_ms > 0 && one.deadline_ms <= context.now.ms) continue;
      HomeRow row{
          .entity = one.entity, .row = one.row, .title = one.title, .deadline_ms = one.deadline_ms};
      if (one.amount)
        row.detail = context.strings.text(
            key, {{"amount", amount_text(*one.amount, one.currency, context)}});
      out.push_back(std::move(row));
    }
  };
  add_waiting(offers_, "home.offer_value");
  add_waiting(quotes_, "home.quote_total");
  for (const Waiting& one : applications_)
    out.push_back({.entity = one.entity,
                   .row = one.row,
                   .title = one.title,
                   .detail = context.strings.text("home.application_waits")});
  std::vector<HomeRow> visits;
  for (const Booking& booking : bookings_.value_or(std::vector<Booking>{})) {
    if (booking.start_ms < context.now.ms) continue;
    std::string when = clock_time(booking.start_ms, context);
    HomeRow row{.entity = "bookableresourcebooking",
                .row = booking.row,
                .title = booking.title,
                .detail = booking.where.empty() ? when : when + " · " + booking.where,
                .deadline_ms = booking.proposed ? booking.start_ms : 0};
    (booking.proposed ? out : visits).push_back(std::move(row));
  }
  // Without a deadline nothing runs out: after those with one.
  std::ranges::stable_sort(out, {}, [](const HomeRow& row) {
    return row.deadline_ms > 0 ? row.deadline_ms : std::numeric_limits<std::int64_t>::max();
  });
  out.insert(out.end(), visits.begin(), visits.end());
  if (out.size() > kRowsMax) out.resize(kRowsMax);
  return out;
}

}  // namespace fieldbook::ui
