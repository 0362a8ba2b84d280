#pragma once

// Valid access tokens in memory, so that a request costs no read of the store. The store rules:
// what ends a session there is followed by ending it here. One thread at a time; syncd/http
// guards it.

#include <unordered_map>

#include "syncd/auth/sessions.hpp"

namespace fieldbook::syncd {

class SessionTable {
 public:
  /// Returns nothing for a token that is not here or has expired.
  [[nodiscard]] std::optional<Session> find(const FixedBytes<32>& access_hash, Instant now);
  /// At limits::kAccessTokensMax expired ones are dropped, then
  /// all: they are found again in the store.
  void add(const FixedBytes<32>& access_hash, const Session& session, Instant now);
  void end_family(const Uuid& family);
  void end_device(const Uuid& device);
  void end_person(const Uuid& person);
  [[nodiscard]] std::size_t size() const { return sessions_.size(); }

 private:
  struct Hash {
    std::size_t operator()(const FixedBytes<32>& bytes) const noexcept {
      std::size_t out = 0;  // The key is a cryptographic hash: any eight bytes of it will do.
      for (std::size_t i = 0; i < sizeof out; ++i) out = out << 8 | bytes[i];
      return out;
    }
  };
  std::unordered_map<FixedBytes<32>, Session, Hash> sessions_;
};

}  // namespace fieldbook::syncd
