#include <sodium.h>

#include "shared/actions/action.hpp"
#include "shared/base/random.hpp"

namespace fieldbook::actions {
namespace {

/// The domain and a zero byte before the bytes, so that a signature made for one purpose is none
/// for another.
Bytes with_domain(std::string_view domain, ByteView bytes) {
  Bytes out;
  out.reserve(domain.size() + 1 + bytes.size());
  out.insert(out.end(), domain.begin(), domain.end());
  out.push_back(0);
  out.insert(out.end(), bytes.begin(), bytes.end());
  return out;
}

struct KeyPair {
  FixedBytes<32> public_key{};
  FixedBytes<64> secret_key{};
  ~KeyPair() { sodium_memzero(secret_key.data(), secret_key.size()); }
};

void derive(const SigningKey& key, KeyPair& out) {
  ASSERT(sodium_init() >= 0);
  ASSERT(crypto_sign_seed_keypair(out.public_key.data(), out.secret_key.data(), key.seed.data()) ==
         0);
}

}  // namespace

FixedBytes<32> SigningKey::public_key() const {
  KeyPair pair;
  derive(*this, pair);
  return pair.public_key;
}

SigningKey make_signing_key(Random& random) {
  SigningKey key;
  random.fill(key.seed);
  return key;
}

FixedBytes<64> sign(const SigningKey& key, std::string_view domain, ByteView bytes) {
  KeyPair pair;
  derive(key, pair);
  const Bytes message = with_domain(domain, bytes);
  FixedBytes<64> signature{};
  ASSERT(crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(),
                              pair.secret_key.data()) == 0);
  return signature;
}

bool verify(const FixedBytes<32>& public_key, std::string_view domain, ByteView bytes,
            const FixedBytes<64>& signature) {
  ASSERT(sodium_init() >= 0);
  const Bytes message = with_domain(domain, bytes);
  return crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                     public_key.data()) == 0;
}

FixedBytes<32> action_hash(ByteView body) {
  ASSERT(sodium_init() >= 0);
  FixedBytes<32> hash{};
  ASSERT(crypto_generichash_blake2b(hash.data(), hash.size(), body.data(), body.size(), nullptr,
                                    0) == 0);
  return hash;
}

}  // namespace fieldbook::actions
