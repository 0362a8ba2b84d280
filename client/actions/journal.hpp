#pragma once

// The journal: a small encrypted file beside the replica that repeats its queue, so that a
// destroyed replica costs a download and no work.
//
// Format: eight bytes "FBJRNL01", then records. A record is four bytes of length (little-endian),
// 24 bytes of nonce, and the sealed content (XChaCha20-Poly1305). The additional data of a record
// are the last 16 bytes of the one before, so records cannot be left out or put in another order
// unseen. Nonces are random: a torn end that is written again never repeats one. The first record
// is empty and proves the key.
//
// Contents: 1 saved (id, sequence, saved_ms, signature, body) or 2 closed (id): settled, withdrawn
// or taken back. Reading stops at a torn end and goes on behind a damaged record.

#include <map>
#include <memory>

#include "client/actions/journal_file.hpp"
#include "shared/actions/action.hpp"
#include "shared/base/random.hpp"

namespace fieldbook::client {

struct JournalAction {
  Uuid id;
  std::int64_t sequence = 0;
  std::int64_t saved_ms = 0;
  FixedBytes<64> signature{};
  Bytes body;
  bool operator==(const JournalAction&) const = default;
};

class Journal {
 public:
  /// Reads what is there; an absent file becomes an empty journal. Returns Errc::permission_denied
  /// when nothing in a file answers to the key, Errc::storage when the file cannot be read.
  [[nodiscard]] static Result<std::unique_ptr<Journal>> open(JournalFile& file,
                                                             const FixedBytes<32>& key,
                                                             Random& random);
  /// A journal without records in the place of whatever is there.
  [[nodiscard]] static Result<std::unique_ptr<Journal>> start(JournalFile& file,
                                                              const FixedBytes<32>& key,
                                                              Random& random);

  /// Saved and not closed.
  [[nodiscard]] const std::map<Uuid, JournalAction>& live() const { return live_; }
  /// Records that were there and did not open.
  [[nodiscard]] std::size_t damaged() const { return damaged_; }

  /// Appends; durable after sync(). After a failure the next call first writes the file anew from
  /// live(), so that nothing ever follows a torn record.
  [[nodiscard]] Status add(const JournalAction& action);
  [[nodiscard]] Status close(const Uuid& id);
  [[nodiscard]] Status sync();

 private:
  Journal(JournalFile& file, const FixedBytes<32>& key, Random& random)
      : file_(file), key_(key), random_(random) {}
  [[nodiscard]] bool read(ByteView bytes);  // false: torn or damaged, to be written anew
  [[nodiscard]] Bytes seal(ByteView content);
  void take(ByteView content);
  [[nodiscard]] Status append(ByteView content);
  [[nodiscard]] Status rewrite();

  JournalFile& file_;
  FixedBytes<32> key_;
  Random& random_;
  FixedBytes<16> last_tag_{};
  std::map<Uuid, JournalAction> live_;
  std::size_t records_ = 0;
  std::size_t damaged_ = 0;
  bool broken_ = false;
};

}  // namespace fieldbook::client
