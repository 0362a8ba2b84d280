#include "ui/theme/icons.hpp"

#include <array>
#include <utility>

namespace fieldbook::ui {
namespace {

// Code points of the package's scss/_variables.scss; the order is that of the enumeration.
constexpr std::array<std::pair<Icon, char16_t>, kIconCount> kIcons = {{
    {Icon::none, u'\0'},
    {Icon::home, u'\uf2dc'},
    {Icon::opportunity, u'\uf336'},
    {Icon::quote, u'\uf21a'},
    {Icon::contract, u'\uf14c'},
    {Icon::invoice, u'\uf449'},
    {Icon::project, u'\uf0d6'},
    {Icon::work_order, u'\uf5b7'},
    {Icon::asset, u'\uf1a7'},
    {Icon::agreement, u'\uf124'},
    {Icon::booking, u'\uf0ef'},
    {Icon::resource, u'\uf5b5'},
    {Icon::account, u'\uf1d7'},
    {Icon::contact, u'\uf007'},
    {Icon::support_case, u'\uf516'},
    {Icon::article, u'\uf5da'},
    {Icon::forum, u'\uf28c'},
    {Icon::product, u'\uf3d7'},
    {Icon::record, u'\uf224'},
    {Icon::search, u'\uf349'},
    {Icon::filter, u'\uf233'},
    {Icon::clear, u'\uf159'},
    {Icon::close, u'\uf156'},
    {Icon::back, u'\uf04d'},
    {Icon::forward, u'\uf054'},
    {Icon::menu, u'\uf35c'},
    {Icon::more, u'\uf1d9'},
    {Icon::edit, u'\uf3eb'},
    {Icon::add, u'\uf415'},
    {Icon::approve, u'\uf12c'},
    {Icon::reject, u'\uf156'},
    {Icon::accept, u'\uf12c'},
    {Icon::decline, u'\uf156'},
    {Icon::sync, u'\uf4e6'},
    {Icon::outbox, u'\uf3d1'},
    {Icon::history, u'\uf2da'},
    {Icon::conflict, u'\uf0fb'},
    {Icon::hold, u'\uf3e4'},
    {Icon::release, u'\uf40a'},
    {Icon::retry, u'\uf453'},
    {Icon::withdraw, u'\uf54d'},
    {Icon::online, u'\uf160'},
    {Icon::offline, u'\uf164'},
    {Icon::waiting, u'\uf51f'},
    {Icon::warning, u'\uf02a'},
    {Icon::error, u'\uf5d6'},
    {Icon::information, u'\uf2fd'},
    {Icon::done, u'\uf5e1'},
    {Icon::clock, u'\uf150'},
    {Icon::calendar, u'\uf0f5'},
    {Icon::settings, u'\uf493'},
    {Icon::sign_out, u'\uf343'},
    {Icon::person, u'\uf009'},
    {Icon::lock, u'\uf341'},
    {Icon::sort_ascending, u'\uf05d'},
    {Icon::sort_descending, u'\uf045'},
    {Icon::chevron_right, u'\uf142'},
    {Icon::chevron_down, u'\uf140'},
    {Icon::light_theme, u'\uf599'},
    {Icon::dark_theme, u'\uf594'},
    {Icon::proof, u'\uf565'},
    {Icon::star, u'\uf4ce'},
    {Icon::star_outline, u'\uf4d2'},
    {Icon::empty, u'\uf2fb'},
}};

/// Three bytes of UTF-8: every code point lies in the private use area of the basic plane.
using Utf8 = std::array<char, 3>;

constexpr std::array<Utf8, kIconCount> kUtf8 = [] {
  std::array<Utf8, kIconCount> out{};
  for (std::size_t i = 0; i < kIconCount; ++i) {
    const unsigned code = kIcons[i].second;
    out[i] = {static_cast<char>(0xe0U | (code >> 12U)),
              static_cast<char>(0x80U | ((code >> 6U) & 0x3fU)),
              static_cast<char>(0x80U | (code & 0x3fU))};
  }
  return out;
}();

static_assert([] {
  for (std::size_t i = 0; i < kIconCount; ++i)
    if (static_cast<std::size_t>(kIcons[i].first) != i) return false;
  return true;
}());

constexpr std::pair<std::string_view, Icon> kEntities[] = {
    {"account", Icon::account},
    {"adx_dealregistrationrequest", Icon::contract},
    {"adx_leadtype", Icon::filter},
    {"annotation", Icon::edit},
    {"bookableresource", Icon::resource},
    {"bookableresourcebooking", Icon::booking},
    {"contact", Icon::contact},
    {"feedback", Icon::star},
    {"incident", Icon::support_case},
    {"invoice", Icon::invoice},
    {"knowledgearticle", Icon::article},
    {"msdyn_agreement", Icon::agreement},
    {"msdyn_customerasset", Icon::asset},
    {"msdyn_project", Icon::project},
    {"msdyn_projectteam", Icon::person},
    {"msdyn_projecttask", Icon::done},
    {"msdyn_workorder", Icon::work_order},
    {"msdyn_workorderproduct", Icon::product},
    {"msdyn_workorderservice", Icon::work_order},
    {"msdyn_workorderservicetask", Icon::done},
    {"opportunity", Icon::opportunity},
    {"opportunityproduct", Icon::product},
    {"product", Icon::product},
    {"quote", Icon::quote},
    {"salesorder", Icon::contract},
};

}  // namespace

char16_t code_point(Icon icon) { return kIcons[static_cast<std::size_t>(icon)].second; }

std::string_view glyph(Icon icon) {
  if (icon == Icon::none) return {};
  const Utf8& bytes = kUtf8[static_cast<std::size_t>(icon)];
  return {bytes.data(), bytes.size()};
}

Icon entity_icon(std::string_view entity) {
  for (const auto& [name, icon] : kEntities)
    if (name == entity) return icon;
  if (entity.contains("forum")) return Icon::forum;
  return Icon::record;
}

}  // namespace fieldbook::ui
