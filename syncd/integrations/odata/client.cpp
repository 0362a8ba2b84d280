#include "syncd/integrations/odata/client.hpp"

#include <fmt/format.h>

#include "shared/base/ascii.hpp"
#include "syncd/integrations/odata/json.hpp"
#include "syncd/integrations/odata/literal.hpp"

namespace fieldbook::syncd::odata {
namespace {

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kJsonAsked = "application/json;odata.metadata=minimal";
constexpr int kReadTriesMax = 3;

std::string_view media_type_of(std::string_view content_type) {
  return trimmed(content_type.substr(0, content_type.find(';')));
}

Failure failure_of(const Error& error) {
  return error.code == Errc::limit_exceeded ? Failure::too_large : Failure::malformed;
}

}  // namespace

Client::Client(ServiceOptions options, Transport& transport, TokenSource& tokens,
               const Clock& clock)
    : options_(std::move(options)), transport_(transport), tokens_(tokens), clock_(clock) {
  ASSERT(options_.lanes > 0 && !options_.root.ends_with('/'));
}

std::string Client::page_url(std::string_view entity_set, const Query& query) const {
  const std::string text = query_text(query);
  return fmt::format("{}{}/{}{}{}", options_.root, options_.path, percent_encoded(entity_set),
                     text.empty() ? "" : "?", text);
}

ODataResult<std::vector<Answer>> Client::exchange(std::vector<Request> requests) {
  std::vector<Answer> answers(requests.size());
  std::vector<std::size_t> open(requests.size());
  for (std::size_t i = 0; i < open.size(); ++i) open[i] = i;
  // A second round for those that the peer refused for their token: it did nothing for them.
  for (int round = 0; round < 2 && !open.empty(); ++round) {
    auto authorization = tokens_.authorization();
    if (!authorization) return std::unexpected(std::move(authorization).error());
    std::vector<Request> sent;
    for (const std::size_t i : open) {
      sent.push_back(requests[i]);
      sent.back().headers.emplace_back("OData-Version", "4.0");
      sent.back().headers.emplace_back("OData-MaxVersion", "4.0");
      if (!authorization->empty())
        sent.back().headers.emplace_back("Authorization", *authorization);
    }
    std::vector<Answer> got = transport_.exchange(sent);
    std::vector<std::size_t> refused;
    for (std::size_t k = 0; k < open.size(); ++k) {
      if (got[k].status == 401 && !got[k].failure) refused.push_back(open[k]);
      answers[open[k]] = std::move(got[k]);
    }
    open = authorization->empty() ? std::vector<std::size_t>() : std::move(refused);
    if (!open.empty()) tokens_.forget();
  }
  return answers;
}

std::optional<RequestError> Client::error_of(const Answer& answer,
                                             std::string_view media_type) const {
  if (answer.failure) {
    const bool whole =
        answer.failure->failure == Failure::unreachable || answer.failure->failure == Failure::tls;
    return RequestError{*answer.failure, answer.was_sent && !whole};
  }
  if (answer.status >= 300) {
    ODataError error = read_error(answer.status, answer.content_type, answer.body,
                                  answer.retry_after, clock_.now());
    if (error.failure == Failure::throttled) ++throttled_;
    // A gateway that timed out or lost its peer does not know what the peer did; 503 without a
    // time to come back is such a gateway's, too.
    const bool doubt =
        answer.status >= 500 && !(answer.status == 503 && !answer.retry_after.empty());
    return RequestError{std::move(error), doubt};
  }
  const bool empty = answer.status == 204 || (media_type == kJson && answer.body.empty());
  if (empty || equal_without_case(media_type_of(answer.content_type), media_type))
    return std::nullopt;
  ODataError error{.failure = Failure::foreign, .status = answer.status};
  error.message =
      fmt::format("the peer answered {} instead of {}",
                  answer.content_type.empty() ? "without a media type"
                                              : media_type_of(answer.content_type).substr(0, 100),
                  media_type);
  return RequestError{std::move(error), true};
}

ODataResult<Client::Page> Client::read_page(const std::string& url) {
  Request request{.url = url};
  request.headers = {{"Accept", std::string(kJsonAsked)},
                     {"Prefer", fmt::format("odata.maxpagesize={}", options_.page_rows)}};
  for (int tries = 1;; ++tries) {
    auto answers = exchange({request});
    if (!answers) return std::unexpected(std::move(answers).error());
    const Answer& answer = answers->front();
    if (auto error = error_of(answer, kJson)) {
      if (error->error.failure == Failure::broken_off && tries < kReadTriesMax) continue;
      return std::unexpected(std::move(error->error));
    }
    auto json = parse_bounded(answer.body);
    if (!json) return odata_fail(failure_of(json.error()), json.error().message);
    const auto rows = json->is_object() ? json->find("value") : json->end();
    if (rows == json->end() || !rows->is_array())
      return odata_fail(Failure::malformed, "a page without an array \"value\"");
    for (const auto& row : *rows)
      if (!row.is_object()) return odata_fail(Failure::malformed, "a page of other than rows");
    Page page;
    if (const auto link = json->find("@odata.nextLink"); link != json->end()) {
      if (!link->is_string()) return odata_fail(Failure::malformed, "a link that is no text");
      auto next = next_page_url(url, link->get_ref<const std::string&>());
      if (!next) return odata_fail(Failure::foreign, next.error().message);
      page.next = *std::move(next);
    }
    page.rows = std::move(*rows);
    return page;
  }
}

BatchOutcome Client::read_outcome(const Answer& answer, std::size_t items) const {
  BatchOutcome out;
  auto error = error_of(answer, "multipart/mixed");
  const bool cut = error && error->error.failure == Failure::broken_off && answer.status == 200;
  if (error && !cut) {
    out.rest = std::move(error);
    return out;
  }
  auto decoded = decode_batch(answer.content_type, answer.body, items);
  if (!decoded) {
    out.rest = cut ? std::move(error)
                   : RequestError{{.failure = failure_of(decoded.error()),
                                   .message = decoded.error().message},
                                  true};
    return out;
  }
  out.answers = std::move(decoded->answers);
  if (cut && out.answers.size() < items) {
    out.rest = std::move(error);
  } else if (out.answers.size() < items) {
    out.rest = RequestError{
        {.failure = Failure::broken_off,
         .message = fmt::format("the batch of {} has {} answers", items, out.answers.size())},
        true};
  }
  return out;
}

std::vector<BatchOutcome> Client::batches(const std::vector<std::vector<BatchItem>>& items) {
  std::vector<Request> requests;
  for (const auto& batch : items) {
    // Lines of JSON hold no line end, so that no boundary can stand at the start of one.
    const std::string boundary = fmt::format("fieldbook_{}", ++batches_sent_);
    Request request{.method = "POST",
                    .url = options_.root + options_.path + "/$batch",
                    .headers = {{"Content-Type", batch_content_type(boundary)},
                                {"Accept", "multipart/mixed"},
                                {"Prefer", "odata.continue-on-error"}},
                    .body = encode_batch(batch, boundary)};
    requests.push_back(std::move(request));
  }
  std::vector<BatchOutcome> out(items.size());
  auto answers = exchange(std::move(requests));
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (answers)
      out[i] = read_outcome((*answers)[i], items[i].size());
    else
      out[i].rest = RequestError{answers.error(), false};
  }
  return out;
}

std::optional<ODataError> Client::error_of(const BatchAnswer& answer) const {
  if (answer.status >= 200 && answer.status < 300) return std::nullopt;
  ODataError error =
      read_error(answer.status, answer.content_type, answer.body, answer.retry_after, clock_.now());
  if (error.failure == Failure::throttled) ++throttled_;
  return error;
}

RequestResult<nlohmann::json> Client::post(
    const std::string& path, const nlohmann::json& body,
    std::vector<std::pair<std::string, std::string>> headers) {
  Request request{.method = "POST", .url = options_.root + path};
  request.headers = std::move(headers);
  request.headers.emplace_back("Content-Type", "application/json");
  request.headers.emplace_back("Accept", kJsonAsked);
  request.body = body.dump();
  auto answers = exchange({request});
  if (!answers) return std::unexpected(RequestError{std::move(answers).error(), false});
  const Answer& answer = answers->front();
  if (auto error = error_of(answer, kJson)) return std::unexpected(*std::move(error));
  if (answer.body.empty()) return nlohmann::json();
  auto json = parse_bounded(answer.body);
  if (json) return *std::move(json);
  return std::unexpected(
      RequestError{{.failure = failure_of(json.error()), .message = json.error().message}, true});
}

ODataResult<Metadata> Client::metadata(const std::set<std::string>& entity_sets) {
  for (int tries = 1;; ++tries) {
    MetadataReader reader;
    Status read;
    Request request{.url = options_.root + options_.path + "/$metadata"};
    request.headers = {{"Accept", "application/xml"}};
    request.sink = [&](std::string_view bytes) {
      read = reader.feed(bytes);
      return read.has_value();
    };
    auto answers = exchange({request});
    if (!answers) return std::unexpected(std::move(answers).error());
    auto error = error_of(answers->front(), "application/xml");
    if (!read) return odata_fail(failure_of(read.error()), read.error().message);
    if (error) {
      if (error->error.failure == Failure::broken_off && tries < kReadTriesMax) continue;
      return std::unexpected(std::move(error->error));
    }
    auto metadata = reader.finish(entity_sets);
    if (!metadata) return odata_fail(failure_of(metadata.error()), metadata.error().message);
    return *std::move(metadata);
  }
}

}  // namespace fieldbook::syncd::odata
