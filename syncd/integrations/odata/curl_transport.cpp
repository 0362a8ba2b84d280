#include "syncd/integrations/odata/curl_transport.hpp"

#include <algorithm>
#include <curl/curl.h>
#include <deque>
#include <fmt/format.h>

#include "shared/base/ascii.hpp"

namespace fieldbook::syncd::odata {
namespace {

constexpr std::size_t kErrorBodyBytesMax = 64 * 1024;

/// One exchange while curl runs it.
struct Transfer {
  const Request* request = nullptr;
  Answer* answer = nullptr;
  const CurlOptions* options = nullptr;
  CURL* easy = nullptr;
  curl_slist* headers = nullptr;
  std::size_t received = 0;
  std::size_t sent = 0;
  bool too_large = false;
  bool sink_refused = false;
  char text[CURL_ERROR_SIZE] = {};

  Transfer() = default;
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer() {
    curl_slist_free_all(headers);
    curl_easy_cleanup(easy);
  }
};

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* user) {
  Answer& answer = *static_cast<Transfer*>(user)->answer;
  const std::string_view line(data, size * count);
  if (line.starts_with("HTTP/")) {
    // A head before this one was a proxy's or a 1xx.
    answer.content_type.clear();
    answer.retry_after.clear();
    answer.etag.clear();
    return line.size();
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return line.size();
  const auto name = trimmed(line.substr(0, colon));
  const auto value = trimmed(line.substr(colon + 1));
  if (equal_without_case(name, "content-type")) answer.content_type = value;
  if (equal_without_case(name, "retry-after")) answer.retry_after = value;
  if (equal_without_case(name, "etag")) answer.etag = value;
  return line.size();
}

/// Hands out the request's body. There is no way back in it on purpose: curl would send a request
/// again by itself when a kept-alive connection dies under it, and a write is sent once.
std::size_t on_upload(char* out, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::string& body = transfer.request->body;
  const std::size_t now = std::min(size * count, body.size() - transfer.sent);
  std::copy_n(body.data() + transfer.sent, now, out);
  transfer.sent += now;
  return now;
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::string_view bytes(data, size * count);
  long status = 0;
  curl_easy_getinfo(transfer.easy, CURLINFO_RESPONSE_CODE, &status);
  const bool success = status >= 200 && status < 300;
  transfer.received += bytes.size();
  if (success && transfer.request->sink) {
    transfer.too_large = transfer.received > transfer.options->sink_bytes_max;
    if (!transfer.too_large && transfer.request->sink(bytes)) return bytes.size();
    transfer.sink_refused = !transfer.too_large;
    return CURL_WRITEFUNC_ERROR;
  }
  std::string& body = transfer.answer->body;
  if (!success) {
    body += bytes.substr(0, kErrorBodyBytesMax - std::min(kErrorBodyBytesMax, body.size()));
    return bytes.size();
  }
  transfer.too_large = transfer.received > transfer.options->body_bytes_max;
  if (transfer.too_large) return CURL_WRITEFUNC_ERROR;
  body += bytes;
  return bytes.size();
}

void set_options(Transfer& transfer) {
  CURL* easy = transfer.easy;
  const Request& request = *transfer.request;
  const CurlOptions& options = *transfer.options;
  for (const auto& [name, value] : request.headers)
    transfer.headers = curl_slist_append(transfer.headers, (name + ": " + value).c_str());
  transfer.headers = curl_slist_append(transfer.headers, "Expect:");
  curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(options.connect_timeout.count()));
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(options.total_timeout.count()));
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.stall_timeout.count()));
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer.headers);
  if (!options.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, options.ca_file.c_str());
  if (!options.proxy.empty()) curl_easy_setopt(easy, CURLOPT_PROXY, options.proxy.c_str());
  if (request.method != "GET") {
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, on_upload);
    curl_easy_setopt(easy, CURLOPT_READDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    if (request.method != "POST")
      curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer.text);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_PRIVATE, &transfer);
}

Failure failure_of(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT: return Failure::unreachable;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR: return Failure::tls;
    case CURLE_OPERATION_TIMEDOUT: return Failure::timed_out;
    default: return Failure::broken_off;
  }
}

void finish(Transfer& transfer, CURLcode code) {
  Answer& answer = *transfer.answer;
  long status = 0;
  curl_off_t took = 0;
  curl_easy_getinfo(transfer.easy, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(transfer.easy, CURLINFO_TOTAL_TIME_T, &took);
  long request_bytes = 0;
  curl_easy_getinfo(transfer.easy, CURLINFO_REQUEST_SIZE, &request_bytes);
  answer.status = static_cast<int>(status);
  answer.took = std::chrono::microseconds(took);
  answer.was_sent = request_bytes > 0;
  if (code == CURLE_OK) return;
  ODataError error{.failure = failure_of(code), .status = answer.status};
  error.message = transfer.text[0] != '\0' ? transfer.text : curl_easy_strerror(code);
  if (transfer.too_large) {
    error.failure = Failure::too_large;
    error.message = fmt::format("the answer is over {} bytes",
                                transfer.request->sink ? transfer.options->sink_bytes_max
                                                       : transfer.options->body_bytes_max);
  } else if (transfer.sink_refused) {
    error.failure = Failure::malformed;
    error.message = "the answer does not read";
  }
  answer.failure = std::move(error);
}

}  // namespace

struct CurlTransport::State {
  CurlOptions options;
  CURLM* multi = nullptr;
  std::atomic<bool> interrupted{false};
  std::atomic<std::uint64_t> requests{0};
  std::atomic<std::uint64_t> bytes_sent{0};
  std::atomic<std::uint64_t> bytes_received{0};
  std::atomic<std::int64_t> waited_us{0};

  void run(std::deque<Transfer>& transfers);
  void collect();
};

CurlTransport::CurlTransport(CurlOptions options) : state_(std::make_unique<State>()) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  state_->options = std::move(options);
  state_->multi = curl_multi_init();
  ASSERT(state_->multi != nullptr && state_->options.concurrency > 0);
  curl_multi_setopt(state_->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS,
                    static_cast<long>(state_->options.concurrency));
}

CurlTransport::~CurlTransport() { curl_multi_cleanup(state_->multi); }

void CurlTransport::interrupt() {
  state_->interrupted = true;
  curl_multi_wakeup(state_->multi);
}

TransportUse CurlTransport::use() const {
  return {.requests = state_->requests,
          .bytes_sent = state_->bytes_sent,
          .bytes_received = state_->bytes_received,
          .waited = std::chrono::microseconds(state_->waited_us)};
}

void CurlTransport::State::collect() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* easy = message->easy_handle;
    const CURLcode code = message->data.result;
    Transfer* transfer = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
    finish(*transfer, code);
    bytes_received += transfer->received;
    curl_multi_remove_handle(multi, easy);
    curl_easy_cleanup(easy);
    transfer->easy = nullptr;
  }
}

void CurlTransport::State::run(std::deque<Transfer>& transfers) {
  int running = 1;
  while (running > 0 && !interrupted) {
    curl_multi_perform(multi, &running);
    collect();
    if (running > 0) curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
  }
  for (Transfer& transfer : transfers) {
    if (transfer.easy == nullptr) continue;
    curl_multi_remove_handle(multi, transfer.easy);
    transfer.answer->failure =
        ODataError{.failure = Failure::interrupted, .message = "asked to stop"};
  }
}

std::vector<Answer> CurlTransport::exchange(std::span<const Request> requests) {
  std::vector<Answer> answers(requests.size());
  std::deque<Transfer> transfers(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i) {
    Transfer& transfer = transfers[i];
    transfer.request = &requests[i];
    transfer.answer = &answers[i];
    transfer.options = &state_->options;
    transfer.easy = curl_easy_init();
    ASSERT(transfer.easy != nullptr);
    set_options(transfer);
    curl_multi_add_handle(state_->multi, transfer.easy);
    ++state_->requests;
    state_->bytes_sent += requests[i].body.size();
  }
  state_->run(transfers);
  std::chrono::microseconds longest{0};
  for (const Answer& answer : answers) longest = std::max(longest, answer.took);
  state_->waited_us += longest.count();
  return answers;
}

}  // namespace fieldbook::syncd::odata
