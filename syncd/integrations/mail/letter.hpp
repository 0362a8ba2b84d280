#pragma once

// A message to one person and its form on the wire (RFC 5322, MIME): UTF-8 text in base64, so that
// any name and any server will do. Pure.

#include <string>
#include <string_view>

#include "shared/base/bytes.hpp"
#include "shared/base/result.hpp"
#include "shared/base/time.hpp"

namespace fieldbook::syncd::mail {

struct Letter {
  std::string to;  ///< an address, as is_mail_address takes it
  std::string subject;
  std::string text;  ///< lines end with "\n"
  std::string id;    ///< before the "@" of Message-ID; the same for the same message
};

/// An address that may stand in a header and in a command of SMTP: one "@", no blanks, control
/// characters, angle brackets or quotes, at most 254 bytes.
[[nodiscard]] bool is_mail_address(std::string_view text);

/// The message as it is sent, with CRLF. `from` is an address.
[[nodiscard]] std::string print_letter(const Letter& letter, std::string_view from, Instant now);

/// What identifies a message: 32 hexadecimal digits of everything that it depends on.
[[nodiscard]] std::string letter_id(std::string_view what);

}  // namespace fieldbook::syncd::mail
