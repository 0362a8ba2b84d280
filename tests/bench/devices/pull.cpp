#include "tests/bench/devices/pull.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include "shared/protocol/compression.hpp"
#include "shared/protocol/frames.hpp"
#include "shared/protocol/rows_frame.hpp"

namespace fieldbook::bench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

constexpr std::size_t kBodyBytesMax = 64U * 1024 * 1024;

http::request<http::vector_body<std::uint8_t>> request_of(const std::string& token,
                                                          const protocol::SyncRequest& sync) {
  http::request<http::vector_body<std::uint8_t>> request{http::verb::post, "/v1/sync", 11};
  request.set(http::field::host, "127.0.0.1");
  request.set(http::field::authorization, "Bearer " + token);
  request.set(http::field::content_type, protocol::kCborMediaType);
  request.set(http::field::accept, protocol::kCborMediaType);
  request.set(http::field::accept_encoding, "zstd");
  protocol::encode_frame(sync, request.body());
  request.prepare_payload();
  return request;
}

/// What one frame says about where the device stands. True when the sync is over.
bool take(const protocol::Message& message, Pulled& pulled) {
  auto& position = pulled.position;
  if (const auto* page = std::get_if<protocol::Page>(&message)) {
    position.progress = page->progress;
    position.page = page->position;
  } else if (const auto* rows = std::get_if<protocol::RowsFrame>(&message)) {
    auto reader = protocol::RowsFrameReader::open(rows->payload);
    if (!reader) throw std::runtime_error(reader.error().message);
    pulled.rows += reader->count();
  } else if (const auto* problem = std::get_if<protocol::Problem>(&message)) {
    throw std::runtime_error(problem->detail);
  } else if (const auto* checkpoint = std::get_if<protocol::Checkpoint>(&message)) {
    position.progress.clear();
    position.page = {};
    position.epoch = checkpoint->epoch;
    position.cursor = checkpoint->to;
    position.chain = checkpoint->chain;
    position.seal = checkpoint->seal;
    position.view = checkpoint->view;
    return true;
  }
  return false;
}

template <class Stream>
void exchange(Stream& stream, const std::string& token, Pulled& pulled) {
  boost::beast::flat_buffer buffer;
  for (bool over = false; !over;) {
    http::write(stream, request_of(token, pulled.position));
    http::response_parser<http::vector_body<std::uint8_t>> parser;
    parser.body_limit(kBodyBytesMax);
    http::read(stream, buffer, parser);
    if (parser.get().result_int() != 200)
      throw std::runtime_error("status " + std::to_string(parser.get().result_int()));
    const auto& body = parser.get().body();
    pulled.wire_bytes += body.size();
    auto plain = protocol::decompress(body, kBodyBytesMax);
    if (!plain) throw std::runtime_error(plain.error().message);
    pulled.frame_bytes += plain->size();
    protocol::FrameSplitter splitter;
    splitter.add(*plain);
    for (auto payload = splitter.next(); payload && *payload; payload = splitter.next()) {
      const auto message = protocol::decode_frame(**payload);
      if (!message) throw std::runtime_error(message.error().message);
      over = take(*message, pulled) || over;
    }
  }
}

}  // namespace

Pulled pull_everything(std::uint16_t port, bool tls, const std::string& token) {
  asio::io_context io;
  Pulled pulled;
  pulled.position.catalogue = schema::Catalogue::embedded()->hash();
  const tcp::endpoint daemon(asio::ip::address_v4::loopback(), port);
  if (!tls) {
    tcp::socket socket(io);
    socket.connect(daemon);
    socket.set_option(tcp::no_delay(true));
    exchange(socket, token, pulled);
  } else {
    asio::ssl::context context(asio::ssl::context::tls_client);
    asio::ssl::stream<tcp::socket> socket(io, context);
    socket.next_layer().connect(daemon);
    socket.handshake(asio::ssl::stream_base::client);
    exchange(socket, token, pulled);
  }
  return pulled;
}

}  // namespace fieldbook::bench
