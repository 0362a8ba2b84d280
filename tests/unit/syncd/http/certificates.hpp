#pragma once

// Certificates that a test makes for itself.

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

namespace fieldbook::syncd {

/// An authority of the test's own, and the certificates it issues. P-256 keys.
class TestAuthority {
 public:
  /// Writes the authority's certificate to `folder`/ca.pem.
  explicit TestAuthority(const std::filesystem::path& folder);
  ~TestAuthority();
  TestAuthority(const TestAuthority&) = delete;
  TestAuthority& operator=(const TestAuthority&) = delete;

  struct Wanted {
    long serial = 1;
    std::string subject_alternative = "IP:127.0.0.1";
    std::chrono::seconds begins{-3600};  ///< from now
    std::chrono::seconds ends{3600};
  };
  /// Writes certificate and key (PEM) over what is in these files.
  void issue(const Wanted& wanted, const std::filesystem::path& certificate,
             const std::filesystem::path& key) const;
  [[nodiscard]] std::filesystem::path file() const { return file_; }

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::filesystem::path file_;
};

}  // namespace fieldbook::syncd
