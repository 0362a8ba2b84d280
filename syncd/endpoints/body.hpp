#pragma once

// Bodies of sync and live: the request in either media type and encoding, and frames in the form
// that the device accepts.

#include "shared/schema/catalogue.hpp"
#include "syncd/endpoints/endpoint.hpp"

namespace fieldbook::syncd {

enum class BodyForm : std::uint8_t { cbor, json };
enum class BodyEncoding : std::uint8_t { identity, zstd };

/// What the device can read: JSON only when it asks for it by name.
[[nodiscard]] BodyForm accepted_form(const Request& request);
[[nodiscard]] BodyEncoding accepted_encoding(const Request& request);

/// Reads the "sync" frame of a body. Returns Errc::unsupported for another media type or encoding,
/// Errc::invalid_argument and Errc::limit_exceeded for what does not decode within the bounds.
[[nodiscard]] Result<protocol::SyncRequest> read_sync_request(const Request& request);

/// `head` are frames that go before those of `frames` (receipts).
[[nodiscard]] StreamedBody make_stream(const schema::Catalogue& catalogue, BodyForm form,
                                       BodyEncoding encoding, Bytes head,
                                       std::unique_ptr<FrameSource> frames);

}  // namespace fieldbook::syncd
