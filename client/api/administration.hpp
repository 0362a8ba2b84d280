#pragma once

// What staff set and watch at the daemon itself, never kept on a device: the weights of the
// distribution (design.md section 10), and every device with its oldest unsent work (section 12).

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "shared/base/uuid.hpp"

namespace fieldbook::client {

struct WeightsQuestion {
  /// By metric; nothing: back to what is configured. Empty: only reads.
  std::vector<std::pair<std::string, std::optional<double>>> set;
};

struct WeightsSnapshot {
  struct Weight {
    std::string metric;  ///< stable: "distance", "winrate", …
    double weight = 0;
    double from = 0;  ///< the range that is accepted; the weight is never outside
    double to = 0;
    double configured = 0;
    bool by_staff = false;  ///< set from a device, not by the daemon's configuration
    bool counts = false;    ///< zero leaves the metric out
  };
  std::string mode;  ///< stable: "automatic", "manual", …
  std::int64_t offer_days = 0;
  std::vector<Weight> weights;
  std::int64_t changed_ms = 0;  ///< 0: nobody changed them from a device
  std::string changed_by;
};

struct DevicesQuestion {
  Uuid revoke;        ///< ends this device's sessions; nil: only lists
  bool wipe = false;  ///< with `revoke`: it removes its data at its next contact
};

struct DevicesSnapshot {
  struct Device {
    Uuid id;
    std::string name;
    std::string person;  ///< name, or what they sign in with
    std::string version;
    std::int64_t registered_ms = 0;
    std::int64_t last_seen_ms = 0;  ///< 0: never
    std::int64_t waiting = 0;       ///< actions that it had not sent when it was last seen
    std::int64_t oldest_waiting_seconds = 0;
    bool revoked = false;
    bool wipe = false;
    bool this_device = false;
  };
  std::vector<Device> devices;  ///< the one heard of last first; bounded
  bool more = false;
};

}  // namespace fieldbook::client
