#include "syncd/admin/client.hpp"

#include <cstring>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace fieldbook::syncd {
namespace {

/// An export's or import's report fits well; nothing of ours is larger.
constexpr std::size_t kAnswerBytesMax = 64U * 1024 * 1024;

class Socket {
 public:
  Socket() : descriptor_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
  ~Socket() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

Error unavailable(const std::filesystem::path& path) {
  return {Errc::unavailable, fmt::format("{}: {}", path.string(), std::strerror(errno))};
}

Status connect_to(int socket, const std::filesystem::path& path) {
  sockaddr_un address{};
  const std::string text = path.string();
  if (text.size() >= sizeof address.sun_path)
    return fail(Errc::unavailable, fmt::format("{} is too long for a socket", text));
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, text.data(), text.size());
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return std::unexpected(unavailable(path));
  return {};
}

Status send_line(int socket, std::string line, const std::filesystem::path& path) {
  line += '\n';
  std::string_view rest = line;
  while (!rest.empty()) {
    const auto sent = ::send(socket, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent <= 0) return std::unexpected(unavailable(path));
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

}  // namespace

Result<OrderedJson> ask_daemon(const std::filesystem::path& path, std::string_view verb,
                               const Json& arguments) {
  const Socket socket;
  CHECK(connect_to(socket.get(), path));
  CHECK(send_line(socket.get(), make_line(verb, arguments), path));
  std::string answer;
  char buffer[16 * 1024];
  while (!answer.ends_with('\n')) {
    const auto count = ::recv(socket.get(), buffer, sizeof buffer, 0);
    if (count <= 0 || answer.size() > kAnswerBytesMax)
      return fail(Errc::unavailable, "the daemon went away before it answered");
    answer.append(buffer, static_cast<std::size_t>(count));
  }
  return read_answer(answer);
}

}  // namespace fieldbook::syncd
