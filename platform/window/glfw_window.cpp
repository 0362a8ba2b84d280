#include "platform/window/glfw_window.hpp"

#define GLFW_INCLUDE_GLCOREARB
#include <GLFW/glfw3.h>
#include <algorithm>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <cstdlib>
#include <fmt/format.h>
#include <imgui.h>
#include <vector>

#include "platform/window/keys.hpp"
#include "platform/window/picture.hpp"

namespace fieldbook::platform {
namespace {

constexpr float kDeltaMax = 0.1F;  ///< seconds; a long rest is not a long key press

GlfwWindow& of(GLFWwindow* window) {
  return *static_cast<GlfwWindow*>(glfwGetWindowUserPointer(window));
}

std::string last_error() {
  const char* description = nullptr;
  glfwGetError(&description);
  return description == nullptr ? "no reason given" : description;
}

float scale_from_environment() {
  const char* const text = std::getenv("FIELDBOOK_SCALE");
  return text == nullptr ? 0 : std::clamp(std::strtof(text, nullptr), 0.0F, 4.0F);
}

std::string utf8_of(unsigned code) {
  const auto byte = [](unsigned value) { return static_cast<char>(value); };
  if (code < 0x80) return {byte(code)};
  if (code < 0x800) return {byte(0xc0U | (code >> 6U)), byte(0x80U | (code & 0x3fU))};
  if (code < 0x10000)
    return {byte(0xe0U | (code >> 12U)), byte(0x80U | ((code >> 6U) & 0x3fU)),
            byte(0x80U | (code & 0x3fU))};
  return {byte(0xf0U | (code >> 18U)), byte(0x80U | ((code >> 12U) & 0x3fU)),
          byte(0x80U | ((code >> 6U) & 0x3fU)), byte(0x80U | (code & 0x3fU))};
}

template <class Function>
Function gl(const char* name) {
  return reinterpret_cast<Function>(glfwGetProcAddress(name));
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
  TRY(auto window, GlfwWindow::open(options));
  return std::unique_ptr<Window>(std::move(window));
}

Result<std::unique_ptr<GlfwWindow>> GlfwWindow::open(const WindowOptions& options) {
  std::unique_ptr<GlfwWindow> self(new GlfwWindow);
  glfwInitHint(GLFW_JOYSTICK_HAT_BUTTONS, GLFW_FALSE);
  if (glfwInit() != GLFW_TRUE)
    return fail(Errc::unavailable,
                fmt::format("There is no display for a window ({}). Start Fieldbook in a desktop "
                            "session, or set DISPLAY. Without a display, use fieldbookctl.",
                            last_error()));
  self->library_started_ = true;
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_VISIBLE, options.visible ? GLFW_TRUE : GLFW_FALSE);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "fieldbook");
  self->window_ =
      glfwCreateWindow(options.width, options.height, options.title.c_str(), nullptr, nullptr);
  if (self->window_ == nullptr)
    return fail(Errc::unavailable,
                fmt::format("A window with OpenGL 3.2 could not be made ({}). Update the graphics "
                            "driver or install Mesa's (libgl1-mesa-dri); over a remote display, "
                            "LIBGL_ALWAYS_SOFTWARE=1 draws without it.",
                            last_error()));
  glfwSetWindowSizeLimits(self->window_, 320, 320, GLFW_DONT_CARE, GLFW_DONT_CARE);
  glfwMakeContextCurrent(self->window_);
  glfwSwapInterval(1);
  self->context_.emplace();
  self->install_callbacks();
  self->platform_started_ = ImGui_ImplGlfw_InitForOpenGL(self->window_, false);
  self->renderer_started_ = ImGui_ImplOpenGL3_Init("#version 150");
  if (!self->platform_started_ || !self->renderer_started_)
    return fail(Errc::unavailable, "OpenGL 3.2 does not start. Update the graphics driver.");
  self->context_->map_keys();
  self->scale_override_ = scale_from_environment();
  return self;
}

GlfwWindow::~GlfwWindow() {
  if (renderer_started_) ImGui_ImplOpenGL3_Shutdown();
  if (platform_started_) ImGui_ImplGlfw_Shutdown();
  context_.reset();
  if (window_ != nullptr) glfwDestroyWindow(window_);
  if (library_started_) glfwTerminate();
}

void GlfwWindow::install_callbacks() {
  glfwSetWindowUserPointer(window_, this);
  glfwSetKeyCallback(window_, [](GLFWwindow* window, int key, int, int action, int) {
    GlfwWindow& self = of(window);
    self.schedule_.happened();
    // Dear ImGui repeats keys that are held by itself; GLFW's repeat only has to bring a frame.
    if (action == GLFW_REPEAT) return;
    const bool down = action == GLFW_PRESS;
    self.input_.add({.kind = down ? Input::Kind::key_down : Input::Kind::key_up, .key = key});
  });
  glfwSetCharCallback(window_, [](GLFWwindow* window, unsigned code) {
    of(window).input_.add({.kind = Input::Kind::text, .text = utf8_of(code)});
    of(window).schedule_.happened();
  });
  glfwSetMouseButtonCallback(window_, [](GLFWwindow* window, int button, int action, int mods) {
    ImGui_ImplGlfw_MouseButtonCallback(window, button, action, mods);
    of(window).schedule_.happened();
  });
  glfwSetScrollCallback(window_, [](GLFWwindow* window, double x, double y) {
    ImGui_ImplGlfw_ScrollCallback(window, x, y);
    of(window).schedule_.happened();
  });
  glfwSetCursorPosCallback(window_, [](GLFWwindow* window, double, double) {
    of(window).input_.pointer_moved();
    of(window).schedule_.happened();
  });
  glfwSetCursorEnterCallback(window_, [](GLFWwindow* window, int entered) {
    ImGui_ImplGlfw_CursorEnterCallback(window, entered);
    of(window).schedule_.happened();
  });
  glfwSetWindowFocusCallback(window_, [](GLFWwindow* window, int focused) {
    ImGui_ImplGlfw_WindowFocusCallback(window, focused);
    if (focused == GLFW_FALSE) of(window).input_.release_all();
    of(window).schedule_.happened();
  });
  glfwSetFramebufferSizeCallback(
      window_, [](GLFWwindow* window, int, int) { of(window).schedule_.happened(); });
  glfwSetWindowContentScaleCallback(
      window_, [](GLFWwindow* window, float, float) { of(window).schedule_.happened(); });
  glfwSetWindowRefreshCallback(window_,
                               [](GLFWwindow* window) { of(window).schedule_.happened(); });
  glfwSetWindowCloseCallback(window_, [](GLFWwindow* window) { of(window).schedule_.happened(); });
}

void GlfwWindow::run(const FrameFunction& frame) {
  schedule_.happened();
  while (glfwWindowShouldClose(window_) == GLFW_FALSE) {
    wait_for_events(clock_.now());
    if (woken_.exchange(false)) schedule_.happened();
    // Nobody sees a minimised window; restoring it is an event.
    if (glfwGetWindowAttrib(window_, GLFW_ICONIFIED) == GLFW_TRUE) {
      glfwWaitEvents();
      continue;
    }
    if (!schedule_.due(clock_.now())) continue;
    const FrameOutput output = draw(frame);
    schedule_.drawn(clock_.now(), output.next_frame);
    if (input_.waiting() > 0) schedule_.happened();
    if (output.close) break;
  }
}

void GlfwWindow::wait_for_events(Instant now) {
  const auto wait = schedule_.wait(now);
  if (!wait) {
    glfwWaitEvents();
  } else if (wait->count() == 0) {
    glfwPollEvents();
  } else {
    glfwWaitEventsTimeout(static_cast<double>(wait->count()) / 1000.0);
  }
}

void GlfwWindow::wake() {
  woken_ = true;
  glfwPostEmptyEvent();
}

void GlfwWindow::give_input(Input input) {
  input_.give(std::move(input));
  schedule_.happened();
}

FrameInput GlfwWindow::measure() const {
  int width = 0;
  int height = 0;
  int framebuffer_width = 0;
  int framebuffer_height = 0;
  float scale_x = 1;
  float scale_y = 1;
  glfwGetWindowSize(window_, &width, &height);
  glfwGetFramebufferSize(window_, &framebuffer_width, &framebuffer_height);
  glfwGetWindowContentScale(window_, &scale_x, &scale_y);
  // Where the system scales windows itself, their size is not in pixels of the screen, and that
  // much of the scale is taken care of.
  const float by_system = width > 0 && framebuffer_width > 0
                              ? static_cast<float>(framebuffer_width) / static_cast<float>(width)
                              : 1;
  return {static_cast<float>(width), static_cast<float>(height),
          scale_override_ > 0 ? scale_override_ : scale_x / by_system};
}

FrameOutput GlfwWindow::draw(const FrameFunction& frame) {
  context_->enter();
  const FrameInput input = measure();
  if (prepare_) prepare_(input);
  ImGuiIO& io = ImGui::GetIO();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  io.DeltaTime = std::min(io.DeltaTime, kDeltaMax);
  input_.take(io);
  input_.place_pointer(io);
  ImGui::NewFrame();
  const FrameOutput output = frame(input);
  ImGui::Render();
  render();
  glfwSwapBuffers(window_);
  ++frames_;
  return output;
}

void GlfwWindow::render() const {
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(window_, &width, &height);
  gl<PFNGLVIEWPORTPROC>("glViewport")(0, 0, width, height);
  const ImVec4 ground = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
  gl<PFNGLCLEARCOLORPROC>("glClearColor")(ground.x, ground.y, ground.z, 1);
  gl<PFNGLCLEARPROC>("glClear")(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

Status GlfwWindow::save_picture(const std::filesystem::path& file) {
  context_->enter();
  if (ImGui::GetDrawData() == nullptr)
    return fail(Errc::unavailable, "there is no frame to take a picture of");
  // After a swap the back buffer holds anything: the frame is drawn once more and read from there.
  render();
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(window_, &width, &height);
  std::vector<std::uint8_t> rgb(3 * static_cast<std::size_t>(width) *
                                static_cast<std::size_t>(height));
  gl<PFNGLPIXELSTOREIPROC>("glPixelStorei")(GL_PACK_ALIGNMENT, 1);
  gl<PFNGLREADPIXELSPROC>("glReadPixels")(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE,
                                          rgb.data());
  // OpenGL's first row is the lowest.
  const auto row = static_cast<std::ptrdiff_t>(3) * width;
  for (std::ptrdiff_t low = 0, high = height - 1; low < high; ++low, --high)
    std::swap_ranges(rgb.begin() + low * row, rgb.begin() + (low + 1) * row,
                     rgb.begin() + high * row);
  return write_picture(file, rgb, width, height);
}

void GlfwWindow::reload_fonts() {
  context_->enter();
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

}  // namespace fieldbook::platform
