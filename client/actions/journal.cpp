#include "client/actions/journal.hpp"

#include <cstring>
#include <sodium.h>

#include "shared/base/limits.hpp"

namespace fieldbook::client {
namespace {

constexpr std::string_view kMagic = "FBJRNL01";
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kHeadBytes = 4 + kNonceBytes;
constexpr std::size_t kContentBytesMax = limits::kActionBytesMax + 1024;
static_assert(kTagBytes == 16);

enum class Record : std::uint8_t { begin = 0, saved = 1, closed = 2 };

void put_number(Bytes& out, std::uint64_t number, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i) out.push_back(static_cast<std::uint8_t>(number >> (8 * i)));
}

std::uint64_t number_at(ByteView bytes, std::size_t at, unsigned size) {
  std::uint64_t out = 0;
  for (unsigned i = 0; i < size; ++i) out |= std::uint64_t{bytes[at + i]} << (8 * i);
  return out;
}

Bytes saved_content(const JournalAction& action) {
  Bytes out{static_cast<std::uint8_t>(Record::saved)};
  out.insert(out.end(), action.id.bytes.begin(), action.id.bytes.end());
  put_number(out, static_cast<std::uint64_t>(action.sequence), 8);
  put_number(out, static_cast<std::uint64_t>(action.saved_ms), 8);
  out.insert(out.end(), action.signature.begin(), action.signature.end());
  out.insert(out.end(), action.body.begin(), action.body.end());
  return out;
}
constexpr std::size_t kSavedHeadBytes = 1 + 16 + 8 + 8 + 64;

}  // namespace

Result<std::unique_ptr<Journal>> Journal::start(JournalFile& file, const FixedBytes<32>& key,
                                                Random& random) {
  ASSERT(sodium_init() >= 0);
  std::unique_ptr<Journal> journal(new Journal(file, key, random));
  CHECK(journal->rewrite());
  return journal;
}

Result<std::unique_ptr<Journal>> Journal::open(JournalFile& file, const FixedBytes<32>& key,
                                               Random& random) {
  ASSERT(sodium_init() >= 0);
  TRY(const Bytes bytes, file.read_all());
  if (bytes.empty()) return start(file, key, random);
  std::unique_ptr<Journal> journal(new Journal(file, key, random));
  const bool whole = journal->read(bytes);
  // A beginning that was torn before anything was saved leaves nothing to lose.
  const bool torn_beginning = bytes.size() < kMagic.size() + kHeadBytes + 1 + kTagBytes;
  if (journal->records_ == 0 && !torn_beginning)
    return fail(Errc::permission_denied, "the journal does not answer to this key");
  if (!whole) CHECK(journal->rewrite());
  return journal;
}

bool Journal::read(ByteView bytes) {
  if (bytes.size() < kMagic.size() || as_text(bytes.first(kMagic.size())) != kMagic) return false;
  bytes = bytes.subspan(kMagic.size());
  bool whole = true;
  while (!bytes.empty()) {
    if (bytes.size() < 4) return false;
    const std::uint64_t size = number_at(bytes, 0, 4);
    if (size < kNonceBytes + kTagBytes || size > kNonceBytes + kContentBytesMax + kTagBytes ||
        size > bytes.size() - 4)
      return false;
    const ByteView nonce = bytes.subspan(4, kNonceBytes);
    const ByteView sealed = bytes.subspan(kHeadBytes, size - kNonceBytes);
    Bytes content(sealed.size() - kTagBytes);
    const bool opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
                            content.data(), nullptr, nullptr, sealed.data(), sealed.size(),
                            last_tag_.data(), last_tag_.size(), nonce.data(), key_.data()) == 0;
    std::memcpy(last_tag_.data(), sealed.data() + sealed.size() - kTagBytes, kTagBytes);
    if (opened) {
      ++records_;
      take(content);
    } else {
      ++damaged_;
      whole = false;
    }
    bytes = bytes.subspan(4 + size);
  }
  return whole;
}

void Journal::take(ByteView content) {
  if (content.size() < 17) return;
  JournalAction action;
  std::memcpy(action.id.bytes.data(), content.data() + 1, 16);
  if (content[0] == static_cast<std::uint8_t>(Record::closed)) {
    live_.erase(action.id);
  } else if (content[0] == static_cast<std::uint8_t>(Record::saved) &&
             content.size() >= kSavedHeadBytes) {
    action.sequence = static_cast<std::int64_t>(number_at(content, 17, 8));
    action.saved_ms = static_cast<std::int64_t>(number_at(content, 25, 8));
    std::memcpy(action.signature.data(), content.data() + 33, action.signature.size());
    action.body.assign(content.begin() + kSavedHeadBytes, content.end());
    live_[action.id] = std::move(action);
  }
}

Bytes Journal::seal(ByteView content) {
  Bytes out;
  put_number(out, kNonceBytes + content.size() + kTagBytes, 4);
  out.resize(kHeadBytes + content.size() + kTagBytes);
  random_.fill(std::span(out).subspan(4, kNonceBytes));
  crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + kHeadBytes, nullptr, content.data(),
                                             content.size(), last_tag_.data(), last_tag_.size(),
                                             nullptr, out.data() + 4, key_.data());
  std::memcpy(last_tag_.data(), out.data() + out.size() - kTagBytes, kTagBytes);
  return out;
}

Status Journal::rewrite() {
  last_tag_ = {};
  Bytes out(kMagic.begin(), kMagic.end());
  const auto add = [&](ByteView content) {
    const Bytes record = seal(content);
    out.insert(out.end(), record.begin(), record.end());
  };
  add(Bytes{static_cast<std::uint8_t>(Record::begin)});
  for (const auto& [id, action] : live_) add(saved_content(action));
  broken_ = true;
  CHECK(file_.replace(out));
  broken_ = false;
  records_ = live_.size() + 1;
  return {};
}

Status Journal::append(ByteView content) {
  if (broken_) return rewrite();
  if (records_ >= limits::kJournalRecordsBeforeRewrite && live_.size() < records_ / 2)
    return rewrite();
  broken_ = true;
  CHECK(file_.append(seal(content)));
  broken_ = false;
  ++records_;
  return {};
}

Status Journal::add(const JournalAction& action) {
  live_[action.id] = action;
  auto added = append(saved_content(action));
  if (!added) live_.erase(action.id);
  return added;
}

Status Journal::close(const Uuid& id) {
  if (live_.erase(id) == 0) return {};
  Bytes content{static_cast<std::uint8_t>(Record::closed)};
  content.insert(content.end(), id.bytes.begin(), id.bytes.end());
  return append(content);
}

Status Journal::sync() {
  if (broken_) return rewrite();
  broken_ = true;
  CHECK(file_.sync());
  broken_ = false;
  return {};
}

}  // namespace fieldbook::client
