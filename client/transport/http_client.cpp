#include "client/transport/http_client.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <ctime>
#include <curl/curl.h>
#include <fmt/chrono.h>

namespace fieldbook::client {
namespace {

constexpr std::size_t kErrorBodyBytesMax = 64 * 1024;

struct CurlList {
  curl_slist* head = nullptr;
  ~CurlList() { curl_slist_free_all(head); }
  void add(const std::string& line) { head = curl_slist_append(head, line.c_str()); }
};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

/// "https://edge.example:8443" to "edge.example".
std::string host_of(const std::string& base_url) {
  auto start = base_url.find("://");
  start = start == std::string::npos ? 0 : start + 3;
  return base_url.substr(start, base_url.find_first_of(":/", start) - start);
}

/// One exchange while curl runs it: what the callbacks fill in.
struct Exchange {
  const HttpRequest& request;
  const HttpClient::Sink& sink;
  HttpResult result;
  Status sink_status;
  bool head_checked = false;
  bool foreign = false;  // the answer is not of our daemon
};

bool is_success(int status) { return status >= 200 && status < 300; }

/// Decides, at the first byte of the body, whether this is an answer of ours at all.
void check_head(CURL* easy, Exchange& exchange) {
  if (exchange.head_checked) return;
  exchange.head_checked = true;
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  exchange.result.status = static_cast<int>(status);
  if (!is_success(exchange.result.status)) return;
  const std::string type =
      exchange.result.content_type.substr(0, exchange.result.content_type.find(';'));
  exchange.foreign = status != 204 && !exchange.request.accept.empty() &&
                     std::ranges::find(exchange.request.accept, lower(trimmed(type))) ==
                         exchange.request.accept.end();
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* user) {
  auto& exchange = *static_cast<Exchange*>(user);
  const std::string_view line(data, size * count);
  const auto colon = line.find(':');
  if (line.starts_with("HTTP/")) {
    // A new head: of the proxy's CONNECT or of a 1xx before. What it said does not count.
    exchange.result.content_type.clear();
    exchange.result.retry_after = {};
    return size * count;
  }
  if (colon == std::string_view::npos) return size * count;
  const std::string name = lower(trimmed(line.substr(0, colon)));
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (name == "content-type") exchange.result.content_type = value;
  if (name == "content-encoding") exchange.result.content_encoding = lower(value);
  if (name == "etag") exchange.result.etag = value;
  if (name == "retry-after") {
    std::int64_t seconds = 0;
    const auto parsed = std::from_chars(value.data(), value.data() + value.size(), seconds);
    // The form with a date would need a clock that agrees; a minute is a fair reading of it.
    if (parsed.ec != std::errc{}) seconds = 60;
    exchange.result.retry_after = std::chrono::seconds(std::clamp<std::int64_t>(seconds, 0, 3600));
  }
  return size * count;
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) {
  auto& [easy, exchange] = *static_cast<std::pair<CURL*, Exchange*>*>(user);
  check_head(easy, *exchange);
  const ByteView bytes(reinterpret_cast<const std::uint8_t*>(data), size * count);
  if (exchange->foreign) return 0;
  if (!is_success(exchange->result.status)) {
    auto& body = exchange->result.error_body;
    const std::size_t room = kErrorBodyBytesMax - body.size();
    body.insert(body.end(), bytes.begin(),
                bytes.begin() + static_cast<std::ptrdiff_t>(std::min(room, bytes.size())));
    return bytes.size();
  }
  exchange->sink_status = exchange->sink(exchange->result, bytes);
  return exchange->sink_status ? bytes.size() : 0;
}

void fail_with(HttpResult& result, FailureKind kind, std::string message) {
  result.failure = kind;
  result.message = std::move(message);
}

/// OpenSSL's X509_V_ERR_CERT_NOT_YET_VALID and _HAS_EXPIRED, which curl passes on.
constexpr long kNotYetValid = 9;
constexpr long kExpired = 10;

/// Whether the certificate is not valid yet or not any more: mostly this device's clock is wrong.
bool is_out_of_time(CURL* easy) {
  long verified = 0;
  curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &verified);
  return verified == kNotYetValid || verified == kExpired;
}

/// The words of product.md 3.4. The time is the system's, by which the certificate was judged.
void explain_certificate(CURL* easy, const char* text, const std::string& host,
                         HttpResult& result) {
  if (is_out_of_time(easy))
    return fail_with(result, FailureKind::tls,
                     fmt::format("The server's certificate is not valid at this device's time "
                                 "({:%Y-%m-%d %H:%M} UTC). Set the clock and try again.",
                                 fmt::gmtime(std::time(nullptr))));
  fail_with(result, FailureKind::tls,
            fmt::format("The certificate of {} could not be verified ({}). Nothing was sent. Check "
                        "this device's clock, then the network.",
                        host, text));
}

void explain_transfer(CURL* easy, CURLcode code, const char* text, const HttpOptions& options,
                      HttpResult& result) {
  const std::string host = host_of(options.base_url);
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return fail_with(result, FailureKind::no_network,
                       "No connection. Your work is saved on this device and will be sent when "
                       "you are back online.");
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR: return explain_certificate(easy, text, host, result);
    case CURLE_OPERATION_TIMEDOUT:
      return fail_with(result, FailureKind::unreachable,
                       fmt::format("Connected to the network, but {} does not answer in time. "
                                   "Your work is saved on this device.",
                                   host));
    case CURLE_COULDNT_CONNECT:
      return fail_with(result, FailureKind::unreachable,
                       fmt::format("Connected to the network, but {} does not answer. Your work "
                                   "is saved on this device.",
                                   host));
    default:
      return fail_with(result, FailureKind::broken,
                       fmt::format("The connection to {} broke off ({}). Your work is saved on "
                                   "this device.",
                                   host, text));
  }
}

void explain_status(const HttpOptions& options, HttpResult& result) {
  const std::string host = host_of(options.base_url);
  const bool problem = result.content_type.starts_with("application/problem+json");
  if ((result.status >= 300 && result.status < 400) || result.status == 511 ||
      (!problem && result.content_type.starts_with("text/html")))
    return fail_with(result, FailureKind::captive_portal,
                     fmt::format("This network answers instead of {}: it may want you to sign in "
                                 "to it. Your work is saved on this device.",
                                 host));
  switch (result.status) {
    case 401:
      return fail_with(result, FailureKind::unauthenticated,
                       "Please sign in again. You can keep working.");
    case 429:
    case 503:
      return fail_with(
          result, FailureKind::rate_limited,
          fmt::format(
              "The server asked us to slow down. Next try in {} s.",
              std::chrono::duration_cast<std::chrono::seconds>(result.retry_after).count()));
    default: break;
  }
  if (result.status >= 500)
    return fail_with(result, FailureKind::unreachable,
                     fmt::format("{} has a problem (status {}). Your work is saved on this device.",
                                 host, result.status));
  fail_with(result, FailureKind::refused,
            fmt::format("{} refused the request (status {}). Your work is saved on this device.",
                        host, result.status));
}

}  // namespace

struct HttpClient::State {
  HttpOptions options;
  CURLM* multi = nullptr;
  CURL* easy = nullptr;
  std::atomic<bool> interrupted{false};
};

HttpClient::HttpClient(HttpOptions options) : state_(std::make_unique<State>()) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  state_->options = std::move(options);
  state_->multi = curl_multi_init();
  state_->easy = curl_easy_init();
  ASSERT(state_->multi != nullptr && state_->easy != nullptr);
}

HttpClient::~HttpClient() {
  curl_easy_cleanup(state_->easy);
  curl_multi_cleanup(state_->multi);
}

const HttpOptions& HttpClient::options() const { return state_->options; }

void HttpClient::interrupt() {
  state_->interrupted = true;
  curl_multi_wakeup(state_->multi);
}

void HttpClient::clear_interrupt() { state_->interrupted = false; }

namespace {

void set_options(CURL* easy, const HttpOptions& options, const HttpRequest& request,
                 const CurlList& headers, const std::string& url) {
  curl_easy_reset(easy);
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(options.connect_timeout.count()));
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  const auto silence =
      request.silence_max.count() > 0 ? request.silence_max : options.stall_timeout;
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(silence.count()));
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.head);
  if (!options.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, options.ca_file.c_str());
  if (!options.proxy.empty()) curl_easy_setopt(easy, CURLOPT_PROXY, options.proxy.c_str());
  if (request.method == "POST") {
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
  } else if (request.method != "GET") {
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
}

/// Runs the transfer to its end; nothing when it was interrupted.
std::optional<CURLcode> run(CURLM* multi, CURL* easy, const std::atomic<bool>& interrupted) {
  curl_multi_add_handle(multi, easy);
  int running = 1;
  while (running > 0 && !interrupted) {
    curl_multi_perform(multi, &running);
    if (running > 0) curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
  }
  std::optional<CURLcode> code;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi, &left))
    if (message->msg == CURLMSG_DONE) code = message->data.result;
  curl_multi_remove_handle(multi, easy);
  return code;
}

}  // namespace

HttpResult HttpClient::perform(const HttpRequest& request, const Sink& sink) {
  Exchange exchange{request, sink, {}, {}, false, false};
  std::pair<CURL*, Exchange*> body_user{state_->easy, &exchange};
  CurlList headers;
  for (const auto& [name, value] : request.headers) headers.add(name + ": " + value);
  headers.add("Expect:");
  const std::string url = state_->options.base_url + request.path;
  set_options(state_->easy, state_->options, request, headers, url);
  char text[CURL_ERROR_SIZE] = {};
  curl_easy_setopt(state_->easy, CURLOPT_ERRORBUFFER, text);
  curl_easy_setopt(state_->easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(state_->easy, CURLOPT_HEADERDATA, &exchange);
  curl_easy_setopt(state_->easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(state_->easy, CURLOPT_WRITEDATA, &body_user);

  const auto code = run(state_->multi, state_->easy, state_->interrupted);
  HttpResult& result = exchange.result;
  if (!code) {
    state_->interrupted = false;
    result.interrupted = true;
    return std::move(result);
  }
  check_head(state_->easy, exchange);
  if (exchange.foreign) {
    result.status = 511;
    explain_status(state_->options, result);
  } else if (!exchange.sink_status) {
    const bool storage = exchange.sink_status.error().code == Errc::storage;
    fail_with(result, storage ? FailureKind::storage : FailureKind::broken,
              exchange.sink_status.error().message);
  } else if (*code != CURLE_OK) {
    explain_transfer(state_->easy, *code, text[0] != '\0' ? text : curl_easy_strerror(*code),
                     state_->options, result);
  } else if (!is_success(result.status) && result.status != 304) {
    explain_status(state_->options, result);
  }
  return std::move(result);
}

}  // namespace fieldbook::client
