#pragma once

// Where the keys of this device live: the replica's key, the signing key, the refresh token. One
// sealed file a profile, replaced as a whole.
//
// Without a passphrase the secrets are protected by the file's mode (0600) alone, as an SSH key
// is. With one they are sealed: Argon2id of the passphrase gives the key of an
// XChaCha20-Poly1305 box (libsodium).

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "shared/base/bytes.hpp"
#include "shared/base/random.hpp"

namespace fieldbook::platform {

class SecretStore {
 public:
  virtual ~SecretStore() = default;
  /// Nothing when there is no such secret.
  [[nodiscard]] virtual std::optional<Bytes> get(const std::string& name) const = 0;
  /// Durable when it returns. Returns Errc::storage.
  [[nodiscard]] virtual Status put(const std::string& name, ByteView secret) = 0;
  [[nodiscard]] virtual Status erase(const std::string& name) = 0;
};

class FileSecretStore final : public SecretStore {
 public:
  /// Opens or creates. Returns Errc::unauthenticated for a wrong or missing passphrase,
  /// Errc::corrupt for a damaged file.
  [[nodiscard]] static Result<std::unique_ptr<FileSecretStore>> open(
      std::filesystem::path path, std::optional<std::string> passphrase, Random& random);

  [[nodiscard]] std::optional<Bytes> get(const std::string& name) const override;
  [[nodiscard]] Status put(const std::string& name, ByteView secret) override;
  [[nodiscard]] Status erase(const std::string& name) override;

 private:
  FileSecretStore(std::filesystem::path path, Random& random)
      : path_(std::move(path)), random_(random) {}
  [[nodiscard]] Status read(const std::string& contents,
                            const std::optional<std::string>& passphrase);
  [[nodiscard]] Status write();

  std::filesystem::path path_;
  Random& random_;
  FixedBytes<16> salt_{};
  std::optional<FixedBytes<32>> key_;  // of the sealed form
  std::map<std::string, Bytes> secrets_;
};

}  // namespace fieldbook::platform
