// The pad of a decision that may be signed by hand.

#include "ui/screens/detail_parts.hpp"
#include "ui/widgets/controls.hpp"
#include "ui/widgets/pad.hpp"

namespace fieldbook::ui {
namespace {

std::vector<std::vector<PadPoint>> drawn(const Signature& signature) {
  std::vector<std::vector<PadPoint>> out;
  for (const Signature::Stroke& stroke : signature.strokes()) {
    out.emplace_back();
    for (const Signature::Point& point : stroke)
      out.back().push_back({static_cast<float>(point.x) / Signature::kSide,
                            static_cast<float>(point.y) / Signature::kSide});
  }
  return out;
}

}  // namespace

void draw_signature(Ui& ui, Signature& signature) {
  const IdScope scope(ui, "signature");
  const auto strokes = drawn(signature);
  const auto count = static_cast<std::int64_t>(strokes.size());
  const auto move = drawing_pad(ui, "pad", ui.text("argument.signature"),
                                {.hint = ui.text("signature.hint"),
                                 .value = ui.strings.count("signature.strokes", count),
                                 .strokes = strokes});
  if (move && move->begins)
    signature.begin(move->to.x, move->to.y);
  else if (move)
    signature.draw_to(move->to.x, move->to.y);
  beside(ui, 3);
  if (button(ui, "clear", ui.text("signature.clear"),
             {.style = ButtonStyle::quiet,
              .icon = Icon::clear,
              .enabled = !signature.is_empty(),
              .why_disabled = ui.text("signature.nothing")}))
    signature.clear();
  if (signature.is_full()) secondary_text(ui, ui.text("signature.full"));
}

}  // namespace fieldbook::ui
