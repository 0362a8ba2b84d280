#pragma once

// Signing in, renewing and ending a session, over HTTP and JSON (shared/protocol/README.md). The
// refresh token lives in the secret store; the access token only in memory.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "client/transport/http_client.hpp"
#include "platform/os/secret_store.hpp"
#include "shared/actions/action.hpp"
#include "shared/protocol/session.hpp"

namespace fieldbook::client {

/// How a session call failed, in words for the person, with what the engine makes of it.
struct SessionFailure {
  FailureKind kind = FailureKind::broken;
  std::string message;
};

class Session {
 public:
  /// Makes the device's id and signing key when the secret store has none. Returns Errc::storage.
  [[nodiscard]] static Result<Session> open(platform::SecretStore& secrets, const Clock& clock,
                                            Random& random);

  [[nodiscard]] std::expected<protocol::SignInResponse, SessionFailure> sign_in(
      HttpClient& http, const std::string& signin, const std::string& password,
      const std::string& audience, const std::string& device_name);
  /// Gives an invited person their sign-in name and password; signing in follows.
  [[nodiscard]] std::expected<void, SessionFailure> redeem(
      HttpClient& http, const protocol::RedeemRequest& invitation);
  /// Asks for a code by e-mail or, with a code, sets the password by it.
  [[nodiscard]] std::expected<void, SessionFailure> reset_password(
      HttpClient& http, const protocol::PasswordResetRequest& reset);
  /// Exchanges the refresh token and tells who the sign-in stands for now (nothing from an older
  /// daemon); with `audience` it goes on under that one, where its own has ended.
  /// FailureKind::unauthenticated means that the person must sign in.
  [[nodiscard]] std::expected<std::optional<protocol::Access>, SessionFailure> renew(
      HttpClient& http, const std::string& audience = {});
  /// Posts JSON as the signed-in person and gives the JSON of the answer; renews the access token
  /// where there is none or the daemon takes it no more.
  [[nodiscard]] std::expected<nlohmann::json, SessionFailure> ask(HttpClient& http,
                                                                  const std::string& path,
                                                                  const nlohmann::json& body);
  /// Forgets the tokens here, then tells the daemon as far as it can be reached.
  void sign_out(HttpClient& http);

  [[nodiscard]] bool has_refresh_token() const;
  /// Empty before sign_in or renew.
  [[nodiscard]] const std::string& access_token() const { return access_token_; }
  [[nodiscard]] const Uuid& device() const { return device_; }
  [[nodiscard]] const actions::SigningKey& signing_key() const { return signing_key_; }

 private:
  explicit Session(platform::SecretStore& secrets) : secrets_(&secrets) {}
  [[nodiscard]] std::expected<void, SessionFailure> keep(const protocol::SessionTokens& tokens);

  platform::SecretStore* secrets_;
  Uuid device_;
  actions::SigningKey signing_key_;
  std::string access_token_;
};

}  // namespace fieldbook::client
