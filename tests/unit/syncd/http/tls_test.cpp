// TLS on real sockets, between the daemon and both a client of ours and one that does what it
// wants.

#include "syncd/http/tls.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <csignal>
#include <fmt/chrono.h>
#include <openssl/ssl.h>
#include <unistd.h>

#include "client/transport/http_client.hpp"
#include "tests/unit/syncd/http/certificates.hpp"
#include "tests/unit/syncd/http/http_world.hpp"

namespace fieldbook::syncd {
namespace {

namespace ssl = boost::asio::ssl;
using client::FailureKind;
using std::chrono::hours;

/// One blocking TLS connection that verifies nothing.
class Peer {
 public:
  explicit Peer(std::uint16_t port, int lowest = TLS1_2_VERSION, int highest = TLS1_3_VERSION) {
    context_.set_verify_mode(ssl::verify_none);
    // What a library of today would not even offer.
    SSL_CTX_set_cipher_list(context_.native_handle(), "ALL:@SECLEVEL=0");
    SSL_CTX_set_min_proto_version(context_.native_handle(), lowest);
    SSL_CTX_set_max_proto_version(context_.native_handle(), highest);
    stream_ = std::make_unique<ssl::stream<boost::asio::ip::tcp::socket>>(io_, context_);
    stream_->next_layer().connect({boost::asio::ip::address_v4::loopback(), port});
    const timeval patience{20, 0};
    ::setsockopt(stream_->next_layer().native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience,
                 sizeof patience);
    stream_->handshake(ssl::stream_base::client, error_);
  }

  [[nodiscard]] bool is_open() const { return !error_; }
  [[nodiscard]] std::string version() { return SSL_get_version(stream_->native_handle()); }
  [[nodiscard]] long serial() {
    const X509* certificate = SSL_get0_peer_certificate(stream_->native_handle());
    return certificate == nullptr ? 0 : ASN1_INTEGER_get(X509_get0_serialNumber(certificate));
  }
  /// The first line of the answer to a request; empty when the connection ended.
  std::string ask(std::string_view path) {
    boost::asio::write(*stream_, boost::asio::buffer(make_request("GET", path)), error_);
    std::string answer(4096, '\0');
    answer.resize(stream_->read_some(boost::asio::buffer(answer), error_));
    return answer.substr(0, answer.find('\r'));
  }

 private:
  boost::asio::io_context io_;
  ssl::context context_{ssl::context::tls_client};
  std::unique_ptr<ssl::stream<boost::asio::ip::tcp::socket>> stream_;
  boost::system::error_code error_;
};

class Tls_sockets : public testing::Test {
 protected:
  void serve(const TestAuthority::Wanted& wanted) {
    authority_.issue(wanted, certificate_, key_);
    daemon_.emplace(directory_ / "data", clock_, random_, [&](Config& config, ServerOptions&) {
      config.tls.certificate = certificate_;
      config.tls.key = key_;
    });
  }
  client::HttpResult get(const std::string& ca_file) {
    client::HttpClient http(
        {.base_url = fmt::format("https://127.0.0.1:{}", daemon_->port()), .ca_file = ca_file});
    return http.perform({.path = "/livez"},
                        [](const client::HttpResult&, ByteView) -> Status { return {}; });
  }

  tests::TempDir directory_;
  std::filesystem::path certificate_ = directory_ / "certificate.pem";
  std::filesystem::path key_ = directory_ / "key.pem";
  TestAuthority authority_{directory_ / ""};
  tests::FakeClock clock_;
  SeededRandom random_{3};
  std::optional<RunningDaemon> daemon_;
};

TEST_F(Tls_sockets, serves_a_client_that_knows_the_authority) {
  serve({});
  const auto result = get(authority_.file().string());
  EXPECT_EQ(result.failure, std::nullopt) << result.message;
  EXPECT_EQ(result.status, 200);
}

TEST_F(Tls_sockets, of_an_unknown_authority_is_not_trusted) {
  serve({});
  const auto result = get("");
  EXPECT_EQ(result.failure, FailureKind::tls);
  EXPECT_TRUE(result.message.starts_with("The certificate of 127.0.0.1 could not be verified"))
      << result.message;
}

TEST_F(Tls_sockets, for_another_name_is_not_trusted) {
  serve({.subject_alternative = "DNS:elsewhere.example"});
  EXPECT_EQ(get(authority_.file().string()).failure, FailureKind::tls);
}

TEST_F(Tls_sockets, of_another_time_has_the_person_look_at_the_clock) {
  const auto expect_clock = [&](const TestAuthority::Wanted& wanted) {
    daemon_.reset();
    serve(wanted);
    const auto before = fmt::format("{:%Y-%m-%d %H:%M}", fmt::gmtime(std::time(nullptr)));
    const auto result = get(authority_.file().string());
    const auto after = fmt::format("{:%Y-%m-%d %H:%M}", fmt::gmtime(std::time(nullptr)));
    EXPECT_EQ(result.failure, FailureKind::tls);
    const auto words = [](const std::string& time) {
      return fmt::format(
          "The server's certificate is not valid at this device's time ({} UTC). Set the clock and "
          "try again.",
          time);
    };
    EXPECT_TRUE(result.message == words(before) || result.message == words(after))
        << result.message;
  };
  expect_clock({.begins = hours(1), .ends = hours(2)});
  expect_clock({.begins = hours(-2), .ends = hours(-1)});
}

TEST_F(Tls_sockets, speaks_versions_1_2_and_1_3_and_none_before) {
  serve({});
  EXPECT_EQ(Peer(daemon_->port(), TLS1_2_VERSION, TLS1_2_VERSION).version(), "TLSv1.2");
  EXPECT_EQ(Peer(daemon_->port(), TLS1_3_VERSION, TLS1_3_VERSION).version(), "TLSv1.3");
  EXPECT_FALSE(Peer(daemon_->port(), TLS1_VERSION, TLS1_VERSION).is_open());
  EXPECT_FALSE(Peer(daemon_->port(), TLS1_1_VERSION, TLS1_1_VERSION).is_open());
  EXPECT_TRUE(Peer(daemon_->port()).is_open()) << "and goes on serving";
}

TEST_F(Tls_sockets, answers_nothing_to_plain_text) {
  serve({});
  TestClient plain(daemon_->port());
  EXPECT_EQ(plain.exchange(make_request("GET", "/livez")).status, 0);
}

TEST_F(Tls_sockets, takes_another_certificate_on_sighup_and_keeps_the_connections_that_are_open) {
  serve({.serial = 10});
  Peer open(daemon_->port());
  EXPECT_EQ(open.serial(), 10);
  EXPECT_EQ(open.ask("/livez"), "HTTP/1.1 200 OK");

  const auto reload_until = [&](long serial) {
    ::kill(::getpid(), SIGHUP);
    for (int tries = 0; tries < 10'000; ++tries) {
      Peer next(daemon_->port());
      EXPECT_TRUE(next.is_open()) << "no connection is refused meanwhile";
      if (next.serial() == serial) return true;
    }
    return false;
  };
  authority_.issue({.serial = 11}, certificate_, key_);
  EXPECT_TRUE(reload_until(11));

  // What cannot be read leaves the certificate in use.
  write_text(certificate_, "no certificate");
  ::kill(::getpid(), SIGHUP);
  EXPECT_EQ(Peer(daemon_->port()).serial(), 11);
  authority_.issue({.serial = 12}, certificate_, key_);
  EXPECT_TRUE(reload_until(12));

  EXPECT_EQ(open.ask("/livez"), "HTTP/1.1 200 OK");
  EXPECT_EQ(open.serial(), 10) << "a connection keeps the certificate it began with";
}

TEST_F(Tls_sockets, does_not_start_with_the_key_of_another_certificate) {
  authority_.issue({}, certificate_, directory_ / "other.pem");
  authority_.issue({}, directory_ / "unused.pem", key_);
  Config::Tls config;
  config.certificate = certificate_;
  config.key = key_;
  const auto loaded = load_tls(config);
  ASSERT_FALSE(loaded.has_value());
  EXPECT_EQ(loaded.error().code, Errc::invalid_argument);
  config.key = directory_ / "other.pem";
  EXPECT_TRUE(load_tls(config).has_value());
}

}  // namespace
}  // namespace fieldbook::syncd
