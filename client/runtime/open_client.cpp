#include "client/runtime/open_client.hpp"

#include "client/actions/recovery.hpp"
#include "client/runtime/running_client.hpp"

namespace fieldbook::client {
namespace {

constexpr const char* kReplicaKey = "replica_key";
constexpr const char* kJournalKey = "journal_key";

/// A key of 32 bytes that is made once and kept among the secrets.
Result<FixedBytes<32>> key_of(platform::SecretStore& secrets, const char* name, Random& random) {
  if (const auto kept = secrets.get(name)) return to_fixed<32>(*kept);
  FixedBytes<32> fresh{};
  random.fill(fresh);
  CHECK(secrets.put(name, fresh));
  return fresh;
}

}  // namespace

Result<std::unique_ptr<Client>> open_client(const ClientOptions& options) {
  CHECK(platform::make_private_directory(options.profile));
  TRY(auto lock, platform::FileLock::acquire(options.profile / "lock"));
  auto profile = std::make_unique<Profile>(std::move(lock));
  TRY(profile->secrets, platform::FileSecretStore::open(options.profile / "secrets.json",
                                                        options.passphrase, profile->random));
  TRY(profile->session, Session::open(*profile->secrets, profile->clock, profile->random));
  TRY(const auto replica_key, key_of(*profile->secrets, kReplicaKey, profile->random));
  TRY(profile->journal_key, key_of(*profile->secrets, kJournalKey, profile->random));
  profile->replica_options.path = (options.profile / "replica.db").string();
  if (sqlite::can_encrypt()) profile->replica_options.key = replica_key;

  TRY(auto journal_file, open_journal_file((options.profile / "journal").string()));
  const auto folder = make_replica_folder();
  TRY(auto opened,
      open_or_recover(profile->replica_options, schema::Catalogue::embedded(), *journal_file,
                      profile->journal_key, *folder, profile->clock, profile->random));
  TRY(auto queue, Queue::open(*opened.replica, *journal_file, profile->journal_key,
                              profile->session->signing_key(), profile->clock, profile->random));
  return std::make_unique<RunningClient>(std::move(profile), options, std::move(opened.replica),
                                         std::move(journal_file), std::move(queue));
}

}  // namespace fieldbook::client
