#include "ui/models/signature.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

namespace fieldbook::ui {
namespace {

std::int32_t place_of(double share) {
  if (!(share > 0)) return 0;
  return static_cast<std::int32_t>(std::lround(std::min(share, 1.0) * Signature::kSide));
}

bool is_near(Signature::Point a, Signature::Point b, std::int32_t spacing) {
  const std::int64_t x = a.x - b.x;
  const std::int64_t y = a.y - b.y;
  return x * x + y * y < std::int64_t{spacing} * spacing;
}

/// First and last, and between them what is no nearer to the one before than `spacing`.
Signature::Stroke thinned(const Signature::Stroke& stroke, std::int32_t spacing) {
  Signature::Stroke out;
  for (std::size_t i = 0; i < stroke.size(); ++i)
    if (i == 0 || i + 1 == stroke.size() || !is_near(out.back(), stroke[i], spacing))
      out.push_back(stroke[i]);
  return out;
}

}  // namespace

void Signature::begin(double x, double y) {
  is_drawing_ = !is_full();
  if (!is_drawing_) return;
  strokes_.emplace_back();
  add({place_of(x), place_of(y)});
}

void Signature::draw_to(double x, double y) {
  if (!is_drawing_) return;
  const Point point{place_of(x), place_of(y)};
  if (!is_near(strokes_.back().back(), point, spacing_)) add(point);
}

void Signature::clear() { *this = {}; }

void Signature::add(Point point) {
  while (points_ >= kPointsMax) coarsen();
  strokes_.back().push_back(point);
  ++points_;
}

void Signature::coarsen() {
  spacing_ *= 2;
  points_ = 0;
  for (Stroke& stroke : strokes_) {
    stroke = thinned(stroke, spacing_);
    points_ += stroke.size();
  }
}

std::string Signature::text() const {
  std::string out;
  for (const Stroke& stroke : strokes_) {
    if (!out.empty()) out += ';';
    for (std::size_t i = 0; i < stroke.size(); ++i)
      fmt::format_to(std::back_inserter(out), "{}{},{}", i == 0 ? "" : " ", stroke[i].x,
                     stroke[i].y);
  }
  return out;
}

}  // namespace fieldbook::ui
