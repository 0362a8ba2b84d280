#include "syncd/integrations/mail/courier.hpp"

#include <algorithm>
#include <array>
#include <curl/curl.h>
#include <fmt/format.h>
#include <memory>

namespace fieldbook::syncd::mail {
namespace {

struct Upload {
  const std::string* message;
  std::size_t sent = 0;
};

std::size_t on_upload(char* out, std::size_t size, std::size_t count, void* user) {
  auto& upload = *static_cast<Upload*>(user);
  const std::size_t now = std::min(size * count, upload.message->size() - upload.sent);
  std::copy_n(upload.message->data() + upload.sent, now, out);
  upload.sent += now;
  return now;
}

int on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return *static_cast<std::atomic<bool>*>(user) ? 1 : 0;
}

Delivery delivery_of(CURLcode code, long status, const char* text) {
  if (code == CURLE_OK) return {};
  const std::string why =
      fmt::format("{}{}", text[0] != '\0' ? text : curl_easy_strerror(code),
                  status > 0 ? fmt::format(" (answer {})", status) : std::string());
  // What the server says of name and password concerns every message.
  if (code == CURLE_LOGIN_DENIED || status < 400) return {Delivery::Kind::unreachable, why};
  return {status >= 500 ? Delivery::Kind::refused : Delivery::Kind::turned_away, why};
}

}  // namespace

bool is_on_this_machine(std::string_view url) {
  constexpr std::array<std::string_view, 3> kHosts = {"smtp://127.0.0.1", "smtp://localhost",
                                                      "smtp://[::1]"};
  return std::ranges::any_of(kHosts, [&](std::string_view host) {
    return url.starts_with(host) &&
           (url.size() == host.size() || url[host.size()] == ':' || url[host.size()] == '/');
  });
}

SmtpCourier::SmtpCourier(SmtpOptions options) : options_(std::move(options)) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
}

Delivery SmtpCourier::carry(const std::string& from, const std::string& to,
                            const std::string& message) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy(curl_easy_init(),
                                                                 &curl_easy_cleanup);
  if (!easy) return {Delivery::Kind::unreachable, "no memory"};
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> recipients(
      curl_slist_append(nullptr, fmt::format("<{}>", to).c_str()), &curl_slist_free_all);
  Upload upload{&message};
  std::array<char, CURL_ERROR_SIZE> text{};
  curl_easy_setopt(easy.get(), CURLOPT_URL, options_.url.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(
      easy.get(), CURLOPT_USE_SSL,
      static_cast<long>(is_on_this_machine(options_.url) ? CURLUSESSL_TRY : CURLUSESSL_ALL));
  curl_easy_setopt(easy.get(), CURLOPT_CONNECTTIMEOUT,
                   static_cast<long>(options_.connect_timeout.count()));
  curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT, static_cast<long>(options_.total_timeout.count()));
  if (!options_.ca_file.empty())
    curl_easy_setopt(easy.get(), CURLOPT_CAINFO, options_.ca_file.c_str());
  if (!options_.user.empty()) {
    curl_easy_setopt(easy.get(), CURLOPT_USERNAME, options_.user.c_str());
    curl_easy_setopt(easy.get(), CURLOPT_PASSWORD, options_.password.c_str());
  }
  curl_easy_setopt(easy.get(), CURLOPT_MAIL_FROM, fmt::format("<{}>", from).c_str());
  curl_easy_setopt(easy.get(), CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(easy.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_READFUNCTION, on_upload);
  curl_easy_setopt(easy.get(), CURLOPT_READDATA, &upload);
  curl_easy_setopt(easy.get(), CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(easy.get(), CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt(easy.get(), CURLOPT_XFERINFODATA, &interrupted_);
  curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, text.data());
  const CURLcode code = curl_easy_perform(easy.get());
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  return delivery_of(code, status, text.data());
}

}  // namespace fieldbook::syncd::mail
