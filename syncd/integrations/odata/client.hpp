#pragma once

// Requests to one OData service: where it lies, who we are, and what its answers mean. Knows no
// entity; finance_peer.hpp puts those on top.

#include <atomic>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "syncd/integrations/odata/batch.hpp"
#include "syncd/integrations/odata/metadata.hpp"
#include "syncd/integrations/odata/query.hpp"
#include "syncd/integrations/odata/token.hpp"
#include "syncd/integrations/odata/transport.hpp"

namespace fieldbook::syncd::odata {

struct ServiceOptions {
  std::string root;  ///< "https://ORG.operations.dynamics.com", without a slash at the end
  std::string path = "/data";
  std::size_t page_rows = 1000;  ///< asked for; the peer may give other pages
  std::size_t lanes = 4;         ///< batches of reads at once
  /// Whose metadata will be wanted: the document is long, and read once for all of them.
  std::set<std::string> entity_sets = {};
};

/// An error of a request, and whether what it asked for may have happened.
struct RequestError {
  ODataError error;
  bool in_doubt = false;
};
template <class T>
using RequestResult = std::expected<T, RequestError>;

/// The answers to a batch: of the first items, then perhaps why there are no more.
struct BatchOutcome {
  std::vector<BatchAnswer> answers;
  std::optional<RequestError> rest;
};

/// One thread at a time.
class Client {
 public:
  Client(ServiceOptions options, Transport& transport, TokenSource& tokens, const Clock& clock);

  /// Reads one page. `url` is page_url() or the link that the page before gave. A read that broke
  /// off is repeated at once, twice at most.
  struct Page {
    nlohmann::json rows;  ///< an array of objects
    std::string next;     ///< URL of the next page; empty at the end
  };
  [[nodiscard]] ODataResult<Page> read_page(const std::string& url);
  [[nodiscard]] std::string page_url(std::string_view entity_set, const Query& query) const;

  /// Sends the items in batches of which several may run at once, in order only within each: for
  /// reads. One outcome a batch.
  [[nodiscard]] std::vector<BatchOutcome> batches(const std::vector<std::vector<BatchItem>>& items);

  /// Posts JSON; gives the JSON of the answer, null for none.
  [[nodiscard]] RequestResult<nlohmann::json> post(
      const std::string& path, const nlohmann::json& body,
      std::vector<std::pair<std::string, std::string>> headers);

  /// Streams `$metadata` and keeps what it says of the sets.
  [[nodiscard]] ODataResult<Metadata> metadata(const std::set<std::string>& entity_sets);

  /// What an item's answer means; nothing when it went well.
  [[nodiscard]] std::optional<ODataError> error_of(const BatchAnswer& answer) const;

  /// "/data", for the paths of batch items.
  [[nodiscard]] const ServiceOptions& options() const { return options_; }
  [[nodiscard]] std::uint64_t throttled() const { return throttled_; }

 private:
  [[nodiscard]] ODataResult<std::vector<Answer>> exchange(std::vector<Request> requests);
  [[nodiscard]] std::optional<RequestError> error_of(const Answer& answer,
                                                     std::string_view media_type) const;
  [[nodiscard]] BatchOutcome read_outcome(const Answer& answer, std::size_t items) const;

  ServiceOptions options_;
  Transport& transport_;
  TokenSource& tokens_;
  const Clock& clock_;
  std::uint64_t batches_sent_ = 0;
  mutable std::atomic<std::uint64_t> throttled_{0};
};

}  // namespace fieldbook::syncd::odata
