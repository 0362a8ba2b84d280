#include "tests/bench/devices/live_streams.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "shared/base/bytes.hpp"
#include "shared/protocol/frames.hpp"

namespace fieldbook::bench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// A beat with its chunk's head is shorter, a row is longer.
constexpr std::size_t kBeatBytesMax = 100;
/// Handshakes at once; more would only wait in the daemon's backlog.
constexpr std::size_t kOpeningMax = 64;
constexpr auto kPatience = std::chrono::seconds(120);

double now_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string head_of(const std::string& token, const protocol::SyncRequest& position) {
  Bytes frame;
  protocol::encode_frame(position, frame);
  return "GET /v1/live?sync=" + to_base64url(frame) +
         " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token +
         "\r\nAccept: " + protocol::kCborMediaType + "\r\n\r\n";
}

template <class Socket>
struct Stream {
  explicit Stream(Socket with) : socket(std::move(with)) {}
  Socket socket;
  std::string head;
  std::array<char, 1024> buffer{};
  bool open = false;
  double last = 0;
};

/// `Socket` is a TCP socket or one with TLS around it. One thread runs all of them.
template <class Socket>
class Streams final : public LiveStreams {
 public:
  Streams(std::uint16_t port, asio::ssl::context context)
      : context_(std::move(context)),
        daemon_(asio::ip::address_v4::loopback(), port),
        work_(asio::make_work_guard(io_)),
        thread_([this] { io_.run(); }) {}
  ~Streams() override {
    work_.reset();
    io_.stop();
    thread_.join();
  }

  void add(const std::string& token, const protocol::SyncRequest& position) override {
    std::unique_lock lock(mutex_);
    wait(lock, [this] { return added_ - opened_ < kOpeningMax; });
    auto& stream = streams_.emplace_back(make_socket());
    stream.head = head_of(token, position);
    ++added_;
    asio::post(io_, [this, &stream] {
      stream.socket.lowest_layer().async_connect(
          daemon_, [this, &stream](error_code error) { connected(stream, error); });
    });
  }

  void wait_until_open() override {
    std::unique_lock lock(mutex_);
    wait(lock, [this] { return opened_ == added_; });
  }

  void forget() override {
    const std::lock_guard lock(mutex_);
    for (auto& stream : streams_) stream.last = 0;
  }

  std::vector<double> arrived(std::size_t count) override {
    std::unique_lock lock(mutex_);
    std::vector<double> out;
    wait(lock, [&] {
      out.clear();
      for (const auto& stream : streams_)
        if (stream.last != 0) out.push_back(stream.last);
      return out.size() >= count;
    });
    std::ranges::sort(out);
    return out;
  }

 private:
  Socket make_socket() {
    if constexpr (std::is_same_v<Socket, tcp::socket>)
      return tcp::socket(io_);
    else
      return Socket(io_, context_);
  }

  template <class Condition>
  void wait(std::unique_lock<std::mutex>& lock, Condition condition) {
    const bool held =
        changed_.wait_for(lock, kPatience, [&] { return !failure_.empty() || condition(); });
    if (!failure_.empty()) throw std::runtime_error(failure_);
    if (!held) throw std::runtime_error("waited in vain for live streams");
  }

  void fail(const std::string& doing, error_code error) {
    const std::lock_guard lock(mutex_);
    failure_ = doing + ": " + error.message();
    changed_.notify_all();
  }

  void connected(Stream<Socket>& stream, error_code error) {
    if (error) return fail("connect", error);
    if constexpr (std::is_same_v<Socket, tcp::socket>) {
      ask(stream);
    } else {
      stream.socket.async_handshake(asio::ssl::stream_base::client,
                                    [this, &stream](error_code shaken) {
                                      if (shaken) return fail("handshake", shaken);
                                      ask(stream);
                                    });
    }
  }

  void ask(Stream<Socket>& stream) {
    asio::async_write(stream.socket, asio::buffer(stream.head),
                      [this, &stream](error_code error, std::size_t) {
                        if (error) return fail("ask", error);
                        stream.head = {};
                        read(stream);
                      });
  }

  void read(Stream<Socket>& stream) {
    stream.socket.async_read_some(asio::buffer(stream.buffer),
                                  [this, &stream](error_code error, std::size_t bytes) {
                                    if (error) return fail("read", error);
                                    {
                                      const std::lock_guard lock(mutex_);
                                      take(stream, bytes);
                                      changed_.notify_all();
                                    }
                                    read(stream);
                                  });
  }

  void take(Stream<Socket>& stream, std::size_t bytes) {
    if (stream.open) {
      if (bytes > kBeatBytesMax) stream.last = now_seconds();
      return;
    }
    const std::string_view head(stream.buffer.data(), bytes);
    if (!head.starts_with("HTTP/1.1 200")) failure_ = "refused: " + std::string(head.substr(0, 80));
    stream.open = true;
    ++opened_;
  }

  asio::io_context io_;
  asio::ssl::context context_;
  tcp::endpoint daemon_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::list<Stream<Socket>> streams_;
  std::size_t added_ = 0;
  std::size_t opened_ = 0;
  std::string failure_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<LiveStreams> make_live_streams(std::uint16_t port, bool tls) {
  asio::ssl::context context(asio::ssl::context::tls_client);
  if (tls)
    return std::make_unique<Streams<asio::ssl::stream<tcp::socket>>>(port, std::move(context));
  return std::make_unique<Streams<tcp::socket>>(port, std::move(context));
}

}  // namespace fieldbook::bench
