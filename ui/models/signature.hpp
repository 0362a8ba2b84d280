#pragma once

// A signature while it is written by hand: strokes of points. Pure. Points are whole numbers in a
// box of 10,000 by 10,000 that is as wide as the pad, y downwards, so that the proportions stay as
// they were drawn. As text: points "x,y" parted by spaces, strokes parted by ";", which is what a
// decision on a quote takes.

#include <cstdint>
#include <string>
#include <vector>

namespace fieldbook::ui {

class Signature {
 public:
  struct Point {
    std::int32_t x = 0;
    std::int32_t y = 0;
    bool operator==(const Point&) const = default;
  };
  using Stroke = std::vector<Point>;

  static constexpr std::int32_t kSide = 9'999;
  /// A point takes at most ten characters: the text keeps within the action's 8,000.
  static constexpr std::size_t kPointsMax = 800;
  static constexpr std::size_t kStrokesMax = 60;  // names in block letters take fewer

  /// The pen comes down, in shares of the pad's width; what lies outside is taken to its edge. Does
  /// nothing while there are kStrokesMax strokes.
  void begin(double x, double y);
  /// The pen goes on. Where points grow too many, all strokes are kept more coarsely.
  void draw_to(double x, double y);
  void clear();

  [[nodiscard]] bool is_empty() const { return strokes_.empty(); }
  [[nodiscard]] bool is_full() const { return strokes_.size() == kStrokesMax; }
  [[nodiscard]] const std::vector<Stroke>& strokes() const { return strokes_; }
  /// Empty where nothing is drawn.
  [[nodiscard]] std::string text() const;

 private:
  void add(Point point);
  void coarsen();

  std::vector<Stroke> strokes_;
  std::size_t points_ = 0;
  std::int32_t spacing_ = kFinest;  ///< least distance of two points
  bool is_drawing_ = false;
  static constexpr std::int32_t kFinest = 30;  // a pixel or two of a pad on a laptop
};

}  // namespace fieldbook::ui
