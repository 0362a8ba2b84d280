#pragma once

// How screens divide the window: regions with a ground of their own, and grids whose cells are as
// wide as they must be and as many as fit.

#include <cstddef>
#include <string_view>

#include "ui/widgets/ui.hpp"

namespace fieldbook::ui {

/// A part of the window with its own ground, padding and focus order; what is drawn while it lives
/// lies in it.
struct RegionLook {
  float x = 0;  ///< from the upper left corner of the window
  float y = 0;
  float width = 0;
  float height = 0;
  float padding_x = 0;
  float padding_y = 0;
  Colour ground = 0;  ///< 0: that of what is behind
  bool scrolls = false;
  bool scroll_bar = true;  ///< of a region that scrolls; else by drag, wheel and focus alone
};
class Region {
 public:
  Region(Ui& ui, std::string_view id, const RegionLook& look);
  ~Region();
  Region(const Region&) = delete;
  Region& operator=(const Region&) = delete;

 private:
  Ui& ui_;
  GroundScope ground_;
  bool scrolls_;
};

/// The bar at the foot of a region, with buttons that do not scroll away. `height` is that of its
/// content; it takes foot_height() of the region.
class Foot {
 public:
  Foot(Ui& ui, std::string_view id, float height);

 private:
  Region region_;
};
[[nodiscard]] float foot_height(const Ui& ui, float height);
/// Of a line of buttons.
[[nodiscard]] float button_line_height(const Ui& ui);

/// Cells of equal width beside each other: as many as are at least `cell_em` wide, at most
/// `columns_max`. Call next() before each cell.
class Grid {
 public:
  Grid(Ui& ui, std::string_view id, float cell_em, std::size_t columns_max);
  ~Grid();
  Grid(const Grid&) = delete;
  Grid& operator=(const Grid&) = delete;
  void next();
  [[nodiscard]] float cell_width() const { return cell_width_; }

 private:
  Ui& ui_;
  std::size_t columns_ = 1;
  float cell_width_ = 0;
  bool open_ = false;
};

/// Content no wider than `width_em`, in the middle of what is left; for text that is read.
class Column {
 public:
  Column(Ui& ui, std::string_view id, float width_em);
  ~Column();
  Column(const Column&) = delete;
  Column& operator=(const Column&) = delete;

 private:
  Ui& ui_;
  float indent_ = 0;
  bool open_ = false;
};

/// Lines that lie on each other without space between, while it lives.
class Stack {
 public:
  Stack();
  ~Stack();
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;
};

/// Scrolls the region to its top in the frame in which `told` becomes true: what was told stands
/// there.
void scroll_to_what_is_told(bool told);

/// Padding of a page: more where there is room.
[[nodiscard]] float page_padding(const Ui& ui);

}  // namespace fieldbook::ui
