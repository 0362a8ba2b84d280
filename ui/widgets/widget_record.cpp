#include "ui/widgets/widget_record.hpp"

namespace fieldbook::ui {

std::string_view to_string(Role role) {
  switch (role) {
    case Role::heading: return "heading";
    case Role::text: return "text";
    case Role::button: return "button";
    case Role::link: return "link";
    case Role::toggle: return "toggle";
    case Role::radio: return "radio";
    case Role::text_field: return "text_field";
    case Role::choice: return "choice";
    case Role::option: return "option";
    case Role::tab: return "tab";
    case Role::navigation_item: return "navigation_item";
    case Role::table: return "table";
    case Role::column_header: return "column_header";
    case Role::row: return "row";
    case Role::cell: return "cell";
    case Role::chip: return "chip";
    case Role::badge: return "badge";
    case Role::progress: return "progress";
    case Role::dialog: return "dialog";
    case Role::banner: return "banner";
    case Role::card: return "card";
    case Role::chart: return "chart";
    case Role::image: return "image";
  }
  return "text";
}

bool is_interactive(Role role) {
  switch (role) {
    case Role::button:
    case Role::link:
    case Role::toggle:
    case Role::radio:
    case Role::text_field:
    case Role::choice:
    case Role::option:
    case Role::tab:
    case Role::navigation_item:
    case Role::row: return true;
    default: return false;
  }
}

}  // namespace fieldbook::ui
