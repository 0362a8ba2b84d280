#include "syncd/exposure/web_roles.hpp"

#include <sodium.h>

#include "syncd/exposure/roles.hpp"

namespace fieldbook::syncd {

Bucket bucket_of_role(std::string_view name) {
  const std::string_view spelling = role_spelling(name);
  Bucket out{BucketKind::web_role, {}};
  ASSERT(crypto_generichash_blake2b(out.key.bytes.data(), out.key.bytes.size(),
                                    reinterpret_cast<const unsigned char*>(spelling.data()),
                                    spelling.size(), nullptr, 0) == 0);
  return out;
}

}  // namespace fieldbook::syncd
