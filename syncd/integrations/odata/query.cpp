#include "syncd/integrations/odata/query.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "syncd/integrations/odata/literal.hpp"

namespace fieldbook::syncd::odata {
namespace {

std::string list(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ",") + percent_encoded(name);
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

/// Whether `text` begins with a scheme ("mailto:", "https:").
bool has_scheme(std::string_view text) {
  const auto colon = text.find_first_of(":/?#");
  return colon != std::string_view::npos && colon > 0 && text[colon] == ':';
}

}  // namespace

std::string query_text(const Query& query) {
  std::vector<std::string> parts;
  if (query.cross_company) parts.emplace_back("cross-company=true");
  if (!query.filter.empty()) parts.push_back("$filter=" + percent_encoded(query.filter));
  if (!query.select.empty()) parts.push_back("$select=" + list(query.select));
  if (!query.order_by.empty()) parts.push_back("$orderby=" + list(query.order_by));
  if (!query.expand.empty()) parts.push_back("$expand=" + list(query.expand));
  if (query.top) parts.push_back(fmt::format("$top={}", *query.top));
  if (query.count) parts.emplace_back("$count=true");
  return fmt::format("{}", fmt::join(parts, "&"));
}

Result<std::string> origin_of(std::string_view url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos)
    return fail(Errc::invalid_argument, fmt::format("\"{}\" is not an absolute URL", url));
  const std::string scheme = lower(url.substr(0, scheme_end));
  if (scheme != "http" && scheme != "https")
    return fail(Errc::invalid_argument, fmt::format("\"{}\" is not an http(s) URL", url));
  const auto rest = url.substr(scheme_end + 3);
  std::string authority = lower(rest.substr(0, rest.find_first_of("/?#\\")));
  if (authority.empty() || authority.find('@') != std::string::npos)
    return fail(Errc::invalid_argument, "a URL with user information or without a host");
  const std::string_view usual = scheme == "http" ? ":80" : ":443";
  if (authority.ends_with(usual)) authority.resize(authority.size() - usual.size());
  return scheme + "://" + authority;
}

Result<std::string> next_page_url(std::string_view current_url, std::string_view link) {
  TRY(const std::string origin, origin_of(current_url));
  if (link.empty() || link.find_first_of("\\ \r\n\t") != std::string_view::npos)
    return fail(Errc::invalid_argument, "an @odata.nextLink that is not a URL");
  if (has_scheme(link) || link.starts_with("//")) {
    const std::string absolute = link.starts_with("//")
                                     ? origin.substr(0, origin.find(':') + 1) + std::string(link)
                                     : std::string(link);
    TRY(const std::string other, origin_of(absolute));
    if (other != origin)
      return fail(Errc::permission_denied,
                  fmt::format("the next page lies at {} instead of {}", other, origin));
    return absolute;
  }
  const auto authority_end = current_url.find_first_of("/?#", current_url.find("://") + 3);
  if (link.starts_with('/'))
    return std::string(current_url.substr(0, authority_end)) + std::string(link);
  const std::string_view path =
      current_url.substr(0, std::min(current_url.find_first_of("?#"), current_url.size()));
  if (link.starts_with('?')) return std::string(path) + std::string(link);
  if (authority_end == std::string_view::npos) return std::string(path) + "/" + std::string(link);
  return std::string(path.substr(0, path.rfind('/') + 1)) + std::string(link);
}

}  // namespace fieldbook::syncd::odata
