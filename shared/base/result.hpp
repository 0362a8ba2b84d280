#pragma once

// How every fallible function in Fieldbook answers: a value, or an Error that names what went
// wrong. There are no exceptions of our own; an exception of a library is caught where that
// library is called and becomes an Error.

#include <cstdint>
#include <expected>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>

namespace fieldbook {

/// What kind of failure it is. A code exists only where some caller reacts to it differently.
enum class Errc : std::uint8_t {
  invalid_argument,   ///< input that can never be accepted: malformed, out of range, wrong type
  not_found,          ///< a row, file, user, column or entity that does not exist (or is not shown)
  already_exists,     ///< a key that is taken
  permission_denied,  ///< the caller may not do this
  unauthenticated,    ///< no sign-in, or one that has ended
  limit_exceeded,     ///< a bound of limits.hpp was passed
  unavailable,        ///< try again later: network, lock, busy
  corrupt,            ///< stored data that does not read back as it was written
  storage,            ///< the disk or database refused
  conflict,           ///< the state changed meanwhile
  unsupported,        ///< a version or kind this build does not know
  internal            ///< a defect of ours
};

/// The stable name of a code, as logs and problem details print it ("invalid_argument").
[[nodiscard]] std::string_view to_string(Errc code);

/// A failure: code, a sentence for the reader, and where it was made.
struct Error {
  Errc code = Errc::internal;
  std::string message;
  std::source_location where = std::source_location::current();

  /// The same error with `context` put before its message ("import accounts.json: …").
  [[nodiscard]] Error with_context(std::string_view context) &&;
};

template <class T>
using Result = std::expected<T, Error>;
using Status = Result<void>;

/// An unexpected value, for `return fail(Errc::not_found, "…")`.
[[nodiscard]] inline std::unexpected<Error> fail(
    Errc code, std::string message, std::source_location where = std::source_location::current()) {
  return std::unexpected(Error{code, std::move(message), where});
}

/// Prints the expression and ends the process: a defect of ours, never bad input.
[[noreturn]] void assertion_failed(std::string_view expression, std::source_location where);

}  // namespace fieldbook

#define FIELDBOOK_CONCAT_INNER(a, b) a##b
#define FIELDBOOK_CONCAT(a, b) FIELDBOOK_CONCAT_INNER(a, b)
#define FIELDBOOK_TRY_DECLARE(temporary, declaration, ...)              \
  auto temporary = (__VA_ARGS__);                                       \
  if (!temporary) return std::unexpected(std::move(temporary).error()); \
  declaration = *std::move(temporary)

/// `TRY(auto row, store.get(id));` declares row, or returns the error to the caller.
#define TRY(declaration, ...) \
  FIELDBOOK_TRY_DECLARE(FIELDBOOK_CONCAT(try_result_, __LINE__), declaration, __VA_ARGS__)

/// `CHECK(store.put(row));` returns the error to the caller, if there is one.
#define CHECK(...)                                                    \
  if (auto FIELDBOOK_CONCAT(check_result_, __LINE__) = (__VA_ARGS__); \
      !FIELDBOOK_CONCAT(check_result_, __LINE__))                     \
  return std::unexpected(std::move(FIELDBOOK_CONCAT(check_result_, __LINE__)).error())

/// States what must hold whatever the input is; on in release builds too.
#define ASSERT(...)                                                                 \
  do {                                                                              \
    if (!(__VA_ARGS__))                                                             \
      ::fieldbook::assertion_failed(#__VA_ARGS__, std::source_location::current()); \
  } while (false)
