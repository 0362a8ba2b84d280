#include "platform/window/null_window.hpp"

#include <imgui.h>
#include <span>

#include "platform/window/picture.hpp"
#include "platform/window/raster.hpp"

namespace fieldbook::platform {
namespace {

/// FNV-1a over bytes.
class Hash {
 public:
  template <class T>
  void add(const T* values, std::size_t count) {
    for (const std::byte byte : std::as_bytes(std::span(values, count)))
      value_ = (value_ ^ static_cast<std::uint64_t>(byte)) * 0x100000001b3ULL;
  }
  template <class T>
  void add(const T& value) {
    add(&value, 1);
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325ULL;
};

}  // namespace

NullWindow::NullWindow(const WindowOptions& options, float content_scale)
    : width_(static_cast<float>(options.width)),
      height_(static_cast<float>(options.height)),
      content_scale_(content_scale) {}

NullWindow::~NullWindow() = default;

void NullWindow::run(const FrameFunction& frame) {
  while (!closed_ && step(Instant{}, frame)) {
  }
}

void NullWindow::give_input(Input input) {
  input_.give(std::move(input));
  schedule_.happened();
}

void NullWindow::type_on_device(Input input) {
  input_.add(std::move(input));
  schedule_.happened();
}

Status NullWindow::save_picture(const std::filesystem::path& file) {
  context_.enter();
  const ImDrawData* const data = ImGui::GetDrawData();
  if (data == nullptr) return fail(Errc::unavailable, "there is no frame to take a picture of");
  const ImVec4 window = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
  const ImU32 ground = ImGui::ColorConvertFloat4ToU32({window.z, window.y, window.x, 0});
  const auto rgb = rasterise(*data, *ImGui::GetIO().Fonts, ground);
  return write_picture(file, rgb, static_cast<int>(width_), static_cast<int>(height_));
}

void NullWindow::reload_fonts() {
  context_.enter();
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  if (!atlas.IsBuilt()) atlas.Build();
  atlas.SetTexID(reinterpret_cast<ImTextureID>(1));
}

FrameOutput NullWindow::draw(const FrameFunction& frame) {
  context_.enter();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {width_, height_};
  io.DisplayFramebufferScale = {1, 1};
  io.DeltaTime = 1.0F / 60.0F;
  const FrameInput input{width_, height_, content_scale_};
  if (prepare_) prepare_(input);
  if (!io.Fonts->IsBuilt() || io.Fonts->TexID == nullptr) reload_fonts();
  std::fill(std::begin(io.MouseDown), std::end(io.MouseDown), false);
  input_.take(io);
  input_.place_pointer(io);
  ImGui::NewFrame();
  const FrameOutput output = frame(input);
  ImGui::Render();
  ++frames_;
  closed_ = closed_ || output.close;
  if (input_.waiting() > 0) schedule_.happened();
  return output;
}

bool NullWindow::step(Instant now, const FrameFunction& frame) {
  if (woken_.exchange(false)) schedule_.happened();
  if (!schedule_.due(now)) return false;
  const FrameOutput output = draw(frame);
  schedule_.drawn(now, output.next_frame);
  if (input_.waiting() > 0) schedule_.happened();
  return true;
}

void NullWindow::resize(float width, float height) {
  width_ = width;
  height_ = height;
  schedule_.happened();
}

void NullWindow::set_content_scale(float scale) {
  content_scale_ = scale;
  schedule_.happened();
}

std::uint64_t NullWindow::picture_hash() const {
  context_.enter();
  const ImDrawData* const data = ImGui::GetDrawData();
  Hash hash;
  if (data == nullptr) return hash.value();
  for (int i = 0; i < data->CmdListsCount; ++i) {
    const ImDrawList& list = *data->CmdLists[i];
    hash.add(list.VtxBuffer.Data, static_cast<std::size_t>(list.VtxBuffer.Size));
    hash.add(list.IdxBuffer.Data, static_cast<std::size_t>(list.IdxBuffer.Size));
    for (const ImDrawCmd& command : list.CmdBuffer) {
      hash.add(command.ClipRect);
      hash.add(command.ElemCount);
    }
  }
  return hash.value();
}

std::size_t NullWindow::vertex_count() const {
  context_.enter();
  const ImDrawData* const data = ImGui::GetDrawData();
  return data == nullptr ? 0 : static_cast<std::size_t>(data->TotalVtxCount);
}

std::string NullWindow::clipboard() const {
  context_.enter();
  const char* const text = ImGui::GetClipboardText();
  return text == nullptr ? std::string() : std::string(text);
}

}  // namespace fieldbook::platform
