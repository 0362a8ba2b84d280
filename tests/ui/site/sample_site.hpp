#pragma once

// A daemon with the sample organisation, in this process, and people's devices signed in at it.

#include <memory>
#include <string>

#include "client/api/client.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::tests {

class SampleSite {
 public:
  /// The sample's dates are moved so that its "today" is today.
  SampleSite();
  ~SampleSite();
  SampleSite(const SampleSite&) = delete;
  SampleSite& operator=(const SampleSite&) = delete;

  [[nodiscard]] std::string url() const;
  /// Of "arjun.mehta.4": the part of the sign-in before "@". Aborts when absent.
  [[nodiscard]] std::string signin(std::string_view name) const;
  [[nodiscard]] std::string password(std::string_view name) const;
  /// A device of its own, not signed in yet.
  [[nodiscard]] std::unique_ptr<client::Client> open_device(const std::string& device);
  /// The daemon is gone, as when the network is: devices work on.
  void stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace fieldbook::tests
