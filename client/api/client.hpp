#pragma once

// The only door from screens and tools to a client: questions that answer later with a snapshot,
// and intents. Nothing here waits for the network or the disk; every answer comes through a
// callback on a thread of the client, at most once each. Callbacks must be short and must not call
// back into a destroyed Client; destroying the Client drops the answers that are still open.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "client/api/administration.hpp"
#include "client/api/integration.hpp"
#include "client/api/offer_plan.hpp"
#include "client/api/snapshots.hpp"
#include "shared/schema/catalogue.hpp"

namespace fieldbook::client {

template <class T>
using Done = std::function<void(Result<T>)>;

struct SignInIntent {
  std::string signin;
  std::string password;
  std::string audience;  ///< empty: the person's only or first one
  /// Of an invited person: `signin` and `password` are chosen with this code, then used.
  std::string invitation;
  /// Of somebody whom a group's invitation lets in; may be empty.
  std::string firstname = {}, lastname = {};
  /// Of a forgotten password: `password` is set with this code, which came by e-mail, then used.
  std::string reset_code;
};

struct ListRequest {
  std::string entity;
  std::string view;  ///< empty: the entity's default view; "*": no view
  std::vector<schema::Condition> conditions;
  std::vector<schema::SortKey> sort;  ///< empty: the view's
  std::string search;
  std::optional<PagePosition> after;
  std::size_t offset = 0;  ///< rows to skip; for windows into a long list
  std::size_t limit = 50;
};

/// What is asked of the daemon itself, because this device may not carry it.
struct OnlineSearch {
  std::string entity;
  std::string view;  ///< a view's rows in its order; empty: any row, newest first
  std::string text;  ///< words that each row must contain, as prefixes; empty: any row
  std::size_t limit = 50;
};

/// A decision of the user (shared/actions/action_table.hpp has the kinds).
struct Intent {
  std::string kind;
  std::string entity;
  Uuid target;  ///< record.create: nil, the client makes the id of the new record
  std::vector<std::pair<std::string, schema::Value>> arguments;
  /// record.update, record.create: column name and new value.
  std::vector<std::pair<std::string, schema::Value>> fields;
  /// record.update: what the person saw in these columns when the change began. Where empty, what
  /// this device shows when the change is saved.
  std::vector<std::pair<std::string, schema::Value>> shown;
};

/// What an intent came to on this device, before the daemon saw it.
struct IntentOutcome {
  bool saved = false;     ///< "Saved on this device"
  ActionSnapshot action;  ///< when saved
  std::string reason;     ///< stable name, when not saved
  std::string text;       ///< why not, and what to do
  std::string kind;       ///< of the intent
  std::string name;       ///< of its target, as this device knows it
  Facts facts;            ///< of the refusal
};

/// What changed since the last notice; screens read again what they show.
struct Notice {
  std::vector<std::uint32_t> entities;  ///< numbers of entities with changed rows
  bool outbox = false;
  bool status = false;
};

/// How a requested sync ended.
struct SyncSnapshot {
  bool reached_checkpoint = false;
  std::string message;  ///< why not
};

class Client {
 public:
  virtual ~Client() = default;
  /// The catalogue that rows follow; grows when the daemon's has more.
  [[nodiscard]] virtual std::shared_ptr<const schema::Catalogue> catalogue() const = 0;
  [[nodiscard]] virtual StatusSnapshot status() const = 0;
  /// Called after each change, on a thread of the client; replaces the listener before.
  virtual void listen(std::function<void(const Notice&)> listener) = 0;

  virtual void sign_in(SignInIntent intent, Done<StatusSnapshot> done) = 0;
  /// Asks the daemon to mail a code for another password to whoever has the name. The answer is the
  /// same where nobody has. Errc::unavailable where it cannot be reached or sends no e-mail.
  virtual void ask_reset_code(std::string signin, Done<StatusSnapshot> done) = 0;
  /// Ends the session here and at the daemon. Unsent work stays on the device.
  virtual void sign_out(Done<StatusSnapshot> done) = 0;
  /// Syncs now; answers at the end of that sync.
  virtual void sync_now(Done<SyncSnapshot> done) = 0;

  virtual void list(ListRequest request, Done<ListSnapshot> done) = 0;
  virtual void count(ListRequest request, Done<std::uint64_t> done) = 0;
  /// Errc::not_found when this device does not hold the row.
  virtual void detail(std::string entity, Uuid id, Done<DetailSnapshot> done) = 0;
  virtual void search(std::string text, std::size_t limit,
                      Done<std::vector<SearchHitSnapshot>> done) = 0;

  /// Rows that the person may see, also those that this device does not carry, from the daemon;
  /// `next` says that there are more, and is no position. Errc::unavailable when it is not in
  /// reach, Errc::unauthenticated when the person must sign in.
  virtual void search_online(OnlineSearch request, Done<ListSnapshot> done) = 0;

  /// Who would get the opportunity now, from the daemon; for staff. Errc::unavailable and
  /// Errc::unauthenticated as search_online.
  virtual void plan_offer(Uuid opportunity, Done<OfferPlanSnapshot> done) = 0;
  /// What staff ask of the integration with Finance and Operations, from the daemon.
  /// Errc::unavailable and Errc::unauthenticated as search_online; others than staff are refused.
  virtual void ask_integration(IntegrationQuestion question, Done<IntegrationSnapshot> done) = 0;

  /// The weights of the distribution, and setting them, at the daemon; for staff. A weight outside
  /// of its range changes nothing. Errors as of ask_integration.
  virtual void ask_weights(WeightsQuestion question, Done<WeightsSnapshot> done) = 0;
  /// The devices that are registered at the daemon, and ending one's sessions; for staff. After a
  /// revocation the answer holds that device alone. Errors as of ask_integration.
  virtual void ask_devices(DevicesQuestion question, Done<DevicesSnapshot> done) = 0;

  /// Open conflicts, newest first.
  virtual void conflicts(Done<std::vector<ConflictSnapshot>> done) = 0;

  virtual void decide(Intent intent, Done<IntentOutcome> done) = 0;
  virtual void outbox(Done<std::vector<ActionSnapshot>> done) = 0;
  virtual void inbox(Done<std::vector<ActionSnapshot>> done) = 0;
  virtual void history(std::size_t limit, Done<std::vector<ActionSnapshot>> done) = 0;
  virtual void withdraw(Uuid action, Done<ActionSnapshot> done) = 0;
  virtual void hold(Uuid action, Done<ActionSnapshot> done) = 0;
  virtual void release(Uuid action, Done<ActionSnapshot> done) = 0;
  virtual void retry(Uuid action, Done<IntentOutcome> done) = 0;
  virtual void dismiss(Uuid action, Done<ActionSnapshot> done) = 0;

  /// Proves the whole replica: reads every row, then compares with the daemon when reachable.
  virtual void doctor(Done<DoctorSnapshot> done) = 0;
};

}  // namespace fieldbook::client
