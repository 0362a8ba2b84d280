#include "ui/widgets/ui.hpp"

#include <fmt/format.h>
#include <utility>

namespace fieldbook::ui {

float Metrics::em() const { return 15 * scale; }

WidthClass Metrics::width_class() const {
  const float wide = width / em();
  if (wide < 48) return WidthClass::narrow;
  return wide < 84 ? WidthClass::medium : WidthClass::wide;
}

float Metrics::target() const { return (input == InputMode::touch ? 44.0F : 28.0F) * scale; }

float Metrics::space(float steps) const { return steps * 4 * scale; }

void Recorder::begin_frame() {
  current_.clear();
  scopes_.clear();
  focus_.begin_frame();
}

void Recorder::add(WidgetRecord record) {
  record.layer = focus_.layer();
  current_.push_back(std::move(record));
}

void Recorder::end_frame() {
  focus_.end_frame();
  // What lies under a dialog cannot be reached until it is closed.
  for (WidgetRecord& record : current_)
    if (record.layer < focus_.top_layer()) record.reachable = false;
  complete_ = std::move(current_);
  current_.clear();
}

void Recorder::push_scope(std::string_view scope) { scopes_.emplace_back(scope); }

void Recorder::pop_scope() { scopes_.pop_back(); }

std::string Recorder::path(std::string_view id) const {
  std::string out;
  for (const std::string& scope : scopes_) out.append(scope).append(".");
  return out.append(id);
}

void Ui::wake_at(Instant moment) {
  if (next_change.ms == 0 || moment < next_change) next_change = moment;
}

IdScope::IdScope(Ui& ui, std::string_view id) : ui_(ui) { ui_.recorder.push_scope(id); }

IdScope::IdScope(Ui& ui, std::string_view id, std::size_t index) : ui_(ui) {
  ui_.recorder.push_scope(fmt::format("{}.{}", id, index));
}

IdScope::~IdScope() { ui_.recorder.pop_scope(); }

}  // namespace fieldbook::ui
