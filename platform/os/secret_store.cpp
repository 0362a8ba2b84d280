#include "platform/os/secret_store.hpp"

#include <nlohmann/json.hpp>
#include <sodium.h>

#include "platform/os/files.hpp"

namespace fieldbook::platform {
namespace {

using nlohmann::json;

constexpr std::size_t kFileBytesMax = 64 * 1024;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;

Result<FixedBytes<32>> derive_key(const std::string& passphrase, const FixedBytes<16>& salt) {
  ASSERT(sodium_init() >= 0);
  FixedBytes<32> key{};
  if (crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(), salt.data(),
                    crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
                    crypto_pwhash_ALG_ARGON2ID13) != 0)
    return fail(Errc::unavailable, "not enough memory to unlock the keys");
  return key;
}

Result<std::map<std::string, Bytes>> read_secrets(std::string_view text) {
  const json document = json::parse(text, nullptr, false);
  if (!document.is_object()) return fail(Errc::corrupt, "the keys do not read back");
  std::map<std::string, Bytes> secrets;
  for (const auto& [name, value] : document.items()) {
    if (!value.is_string()) return fail(Errc::corrupt, "the keys do not read back");
    TRY(secrets[name], from_hex(value.get_ref<const std::string&>()));
  }
  return secrets;
}

std::string print_secrets(const std::map<std::string, Bytes>& secrets) {
  json document = json::object();
  for (const auto& [name, value] : secrets) document[name] = to_hex(value);
  return document.dump();
}

Result<std::string> open_box(const FixedBytes<32>& key, ByteView box) {
  if (box.size() < kNonceBytes + crypto_aead_xchacha20poly1305_ietf_ABYTES)
    return fail(Errc::corrupt, "the keys do not read back");
  const ByteView cipher = box.subspan(kNonceBytes);
  std::string plain(cipher.size() - crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<std::uint8_t*>(plain.data()),
                                                 nullptr, nullptr, cipher.data(), cipher.size(),
                                                 nullptr, 0, box.data(), key.data()) != 0)
    return fail(Errc::unauthenticated, "the passphrase does not open the keys of this device");
  return plain;
}

Bytes seal_box(const FixedBytes<32>& key, std::string_view plain, Random& random) {
  Bytes box(kNonceBytes + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
  random.fill({box.data(), kNonceBytes});
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      box.data() + kNonceBytes, nullptr, reinterpret_cast<const std::uint8_t*>(plain.data()),
      plain.size(), nullptr, 0, nullptr, box.data(), key.data());
  return box;
}

}  // namespace

Result<std::unique_ptr<FileSecretStore>> FileSecretStore::open(
    std::filesystem::path path, std::optional<std::string> passphrase, Random& random) {
  std::unique_ptr<FileSecretStore> store(new FileSecretStore(std::move(path), random));
  auto contents = read_file(store->path_, kFileBytesMax);
  if (contents) {
    CHECK(store->read(*contents, passphrase));
    return store;
  }
  if (contents.error().code != Errc::not_found) return std::unexpected(contents.error());
  random.fill(store->salt_);
  if (passphrase) {
    TRY(store->key_, derive_key(*passphrase, store->salt_));
  }
  return store;
}

Status FileSecretStore::read(const std::string& contents,
                             const std::optional<std::string>& passphrase) {
  const json document = json::parse(contents, nullptr, false);
  if (!document.is_object()) return fail(Errc::corrupt, path_.string() + " does not read back");
  if (document.contains("plain")) {
    TRY(secrets_, read_secrets(document["plain"].dump()));
    return {};
  }
  if (!passphrase)
    return fail(Errc::unauthenticated, "the keys of this device are sealed under a passphrase");
  TRY(const Bytes salt, from_hex(document.value("salt", "")));
  TRY(salt_, to_fixed<16>(salt));
  TRY(const Bytes box, from_hex(document.value("box", "")));
  TRY(key_, derive_key(*passphrase, salt_));
  TRY(const std::string plain, open_box(*key_, box));
  TRY(secrets_, read_secrets(plain));
  return {};
}

Status FileSecretStore::write() {
  json document = json::object();
  if (key_) {
    document["salt"] = to_hex(salt_);
    document["box"] = to_hex(seal_box(*key_, print_secrets(secrets_), random_));
  } else {
    document["plain"] = json::parse(print_secrets(secrets_));
  }
  return write_file(path_, document.dump() + "\n", Privacy::owner_only);
}

std::optional<Bytes> FileSecretStore::get(const std::string& name) const {
  const auto found = secrets_.find(name);
  if (found == secrets_.end()) return std::nullopt;
  return found->second;
}

Status FileSecretStore::put(const std::string& name, ByteView secret) {
  secrets_[name] = Bytes(secret.begin(), secret.end());
  return write();
}

Status FileSecretStore::erase(const std::string& name) {
  if (secrets_.erase(name) == 0) return {};
  return write();
}

}  // namespace fieldbook::platform
