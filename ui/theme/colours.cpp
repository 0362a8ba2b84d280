#include <algorithm>
#include <array>
#include <cmath>

#include "ui/theme/theme.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::size_t index_of(Tone tone) { return static_cast<std::size_t>(tone); }

/// Soft grounds and strong texts, in the order of Tone.
struct Tones {
  std::array<Pair, 6> soft;
  std::array<Colour, 6> strong;
};

constexpr Tones kLightTones = {
    .soft = {{{0xe8edf2ff, 0x3a4753ff},
              {0xe2ecfdff, 0x1a479cff},
              {0xdcf3e6ff, 0x0d5732ff},
              {0xfdf0d0ff, 0x6b4500ff},
              {0xfde6e8ff, 0x961b2aff},
              {0xdcf1f6ff, 0x0b5266ff}}},
    .strong = {0x52606dff, 0x2458c5ff, 0x14703fff, 0x875600ff, 0xb3232fff, 0x0b6880ff}};
constexpr Tones kDarkTones = {
    .soft = {{{0x2b3641ff, 0xc9d3ddff},
              {0x1c345aff, 0xaecbffff},
              {0x143828ff, 0x93e0b6ff},
              {0x3d3013ff, 0xf4d083ff},
              {0x452129ff, 0xffb8bfff},
              {0x123a48ff, 0x98dcf0ff}}},
    .strong = {0xa7b4c1ff, 0x84b3ffff, 0x72d19bff, 0xebbe55ff, 0xff939bff, 0x70c9e4ff}};

double linear(Colour colour, int shift) {
  const double channel = static_cast<double>((colour >> shift) & 0xffU) / 255.0;
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(Colour colour) {
  return 0.2126 * linear(colour, 24) + 0.7152 * linear(colour, 16) + 0.0722 * linear(colour, 8);
}

constexpr Theme kLight = {.name = ThemeName::light,
                          .window = 0xf3f5f8ff,
                          .surface = 0xffffffff,
                          .surface_raised = 0xffffffff,
                          .surface_hover = 0xeff3f8ff,
                          .surface_selected = 0xe2ecfdff,
                          .rail = 0xe8ecf2ff,
                          .border = 0xdce2e9ff,
                          .border_strong = 0x7a8794ff,
                          .text = 0x16202aff,
                          .text_secondary = 0x515e6bff,
                          .focus = 0x2458c5ff,
                          .scrim = 0x0c141c80,
                          .accent = {0x2458c5ff, 0xffffffff},
                          .danger = {0xb92b37ff, 0xffffffff}};
constexpr Theme kDark = {.name = ThemeName::dark,
                         .window = 0x11161cff,
                         .surface = 0x1a2129ff,
                         .surface_raised = 0x222b35ff,
                         .surface_hover = 0x232d38ff,
                         .surface_selected = 0x1f3657ff,
                         .rail = 0x151b22ff,
                         .border = 0x2c3743ff,
                         .border_strong = 0x7b8a9aff,
                         .text = 0xe7ecf1ff,
                         .text_secondary = 0xa7b4c1ff,
                         .focus = 0x84b3ffff,
                         .scrim = 0x00000099,
                         .accent = {0x2f68d4ff, 0xffffffff},
                         .danger = {0xc53a47ff, 0xffffffff}};

}  // namespace

Pair Theme::soft(Tone tone) const {
  return (name == ThemeName::dark ? kDarkTones : kLightTones).soft[index_of(tone)];
}

Colour Theme::strong(Tone tone) const {
  return (name == ThemeName::dark ? kDarkTones : kLightTones).strong[index_of(tone)];
}

const Theme& Theme::light() { return kLight; }

const Theme& Theme::dark() { return kDark; }

double contrast(Colour a, Colour b) {
  const double one = luminance(a);
  const double other = luminance(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

}  // namespace fieldbook::ui
