#pragma once

// A client whose answers a test writes down and hands out when it says so: deterministic, on one
// thread. Questions are answered from tables in the order in which they were asked.

#include <deque>
#include <map>

#include "client/api/client.hpp"

namespace fieldbook::tests {

class FakeClient final : public client::Client {
 public:
  template <class T>
  using Done = client::Done<T>;

  // --- What it knows ----------------------------------------------------------------------------
  std::shared_ptr<const schema::Catalogue> catalogue_now = schema::Catalogue::embedded();
  client::StatusSnapshot status_now;
  /// By "entity/view", else by "entity". The view that a list names stays unread beyond that.
  std::map<std::string, std::vector<client::RowSnapshot>> rows;
  client::NameMap names;
  std::int64_t as_of_ms = 0;
  std::map<Uuid, client::DetailSnapshot> details;
  std::vector<client::SearchHitSnapshot> hits;
  client::IntegrationSnapshot integration;
  client::WeightsSnapshot weights;
  client::DevicesSnapshot devices;
  std::vector<client::ConflictSnapshot> open_conflicts;
  std::vector<client::ActionSnapshot> waiting, unseen, settled;
  client::DoctorSnapshot proof;
  client::OfferPlanSnapshot plan;
  /// What an intent comes to; saved where a test says nothing.
  std::function<Result<client::IntentOutcome>(const client::Intent&)> decide_with;
  client::SyncSnapshot sync_ends{.reached_checkpoint = true};
  /// Given instead of every answer from here on.
  std::optional<Error> failure;

  // --- What it was asked ------------------------------------------------------------------------
  std::vector<std::string> asked;  ///< "list quote/pending +100", "withdraw", …
  std::vector<client::ListRequest> lists;
  std::vector<client::Intent> intents;
  std::vector<client::SignInIntent> sign_ins;
  std::vector<std::string> reset_codes;
  std::vector<decltype(client::WeightsQuestion::set)> weights_set;
  std::vector<Uuid> touched;  ///< by withdraw, hold, release, retry, dismiss

  /// Hands out every answer that waits, those that they lead to included. Returns how many.
  std::size_t answer() {
    std::size_t count = 0;
    for (; answer_one(); ++count) {
    }
    return count;
  }
  /// The oldest answer; false when none waits.
  bool answer_one() {
    if (open_.empty()) return false;
    const auto next = std::move(open_.front());
    open_.pop_front();
    next();
    return true;
  }
  [[nodiscard]] std::size_t open() const { return open_.size(); }
  void notify(const client::Notice& notice) {
    if (listener_) listener_(notice);
  }
  [[nodiscard]] bool is_heard() const { return static_cast<bool>(listener_); }
  [[nodiscard]] std::uint32_t number(std::string_view entity) const {
    return catalogue_now->entity(entity).number;
  }

  // --- client::Client ---------------------------------------------------------------------------
  [[nodiscard]] std::shared_ptr<const schema::Catalogue> catalogue() const override {
    return catalogue_now;
  }
  [[nodiscard]] client::StatusSnapshot status() const override { return status_now; }
  void listen(std::function<void(const client::Notice&)> listener) override {
    listener_ = std::move(listener);
  }
  void sign_in(client::SignInIntent intent, Done<client::StatusSnapshot> done) override {
    sign_ins.push_back(std::move(intent));
    ask("sign_in", done, [this] {
      status_now.signed_in = true;
      return status_now;
    });
  }
  void ask_reset_code(std::string signin, Done<client::StatusSnapshot> done) override {
    reset_codes.push_back(std::move(signin));
    ask("ask_reset_code", done, [this] { return status_now; });
  }
  void sign_out(Done<client::StatusSnapshot> done) override {
    ask("sign_out", done, [this] {
      status_now.signed_in = false;
      return status_now;
    });
  }
  void sync_now(Done<client::SyncSnapshot> done) override {
    ask("sync", done, [this] { return sync_ends; });
  }
  void list(client::ListRequest request, Done<client::ListSnapshot> done) override {
    lists.push_back(request);
    std::string what = "list " + name_of(request);
    if (request.offset > 0) what += " +" + std::to_string(request.offset);
    ask(std::move(what), done, [this, request] { return page(request); });
  }
  void count(client::ListRequest request, Done<std::uint64_t> done) override {
    ask("count " + name_of(request), done,
        [this, request] { return static_cast<std::uint64_t>(table(request).size()); });
  }
  void detail(std::string, Uuid id, Done<client::DetailSnapshot> done) override {
    asked.emplace_back("detail");
    open_.push_back([this, id, done = std::move(done)] {
      if (failure) return done(std::unexpected(*failure));
      const auto found = details.find(id);
      if (found == details.end()) return done(fail(Errc::not_found, "not on this device"));
      done(found->second);
    });
  }
  void search(std::string text, std::size_t,
              Done<std::vector<client::SearchHitSnapshot>> done) override {
    ask("search " + text, done, [this] { return hits; });
  }
  void search_online(client::OnlineSearch request, Done<client::ListSnapshot> done) override {
    const client::ListRequest all{.entity = request.entity, .view = "*", .limit = request.limit};
    ask("search online " + request.text, done, [this, all] { return page(all); });
  }
  void plan_offer(Uuid opportunity, Done<client::OfferPlanSnapshot> done) override {
    ask("plan " + to_string(opportunity), done, [this] { return plan; });
  }
  void ask_integration(client::IntegrationQuestion question,
                       Done<client::IntegrationSnapshot> done) override {
    ask("integration " + std::to_string(static_cast<int>(question.kind)) + " " + question.name,
        done, [this] { return integration; });
  }
  void ask_weights(client::WeightsQuestion question, Done<client::WeightsSnapshot> done) override {
    weights_set.push_back(question.set);
    ask("weights", done, [this] { return weights; });
  }
  void ask_devices(client::DevicesQuestion question, Done<client::DevicesSnapshot> done) override {
    ask(question.revoke.is_nil()
            ? "devices"
            : (question.wipe ? "wipe " : "revoke ") + to_string(question.revoke),
        done, [this, question] {
          if (question.revoke.is_nil()) return devices;
          client::DevicesSnapshot out;
          for (client::DevicesSnapshot::Device& device : devices.devices)
            if (device.id == question.revoke) {
              device.revoked = true;
              device.wipe = question.wipe;
              out.devices.push_back(device);
            }
          return out;
        });
  }
  void conflicts(Done<std::vector<client::ConflictSnapshot>> done) override {
    ask("conflicts", done, [this] { return open_conflicts; });
  }
  void decide(client::Intent intent, Done<client::IntentOutcome> done) override {
    intents.push_back(intent);
    asked.push_back("decide " + intent.kind);
    open_.push_back([this, intent, done = std::move(done)] {
      if (failure) return done(std::unexpected(*failure));
      if (decide_with) return done(decide_with(intent));
      done(client::IntentOutcome{.saved = true});
    });
  }
  void outbox(Done<std::vector<client::ActionSnapshot>> done) override {
    ask("outbox", done, [this] { return waiting; });
  }
  void inbox(Done<std::vector<client::ActionSnapshot>> done) override {
    ask("inbox", done, [this] { return unseen; });
  }
  void history(std::size_t, Done<std::vector<client::ActionSnapshot>> done) override {
    ask("history", done, [this] { return settled; });
  }
  void withdraw(Uuid id, Done<client::ActionSnapshot> done) override {
    touch("withdraw", id, done);
  }
  void hold(Uuid id, Done<client::ActionSnapshot> done) override { touch("hold", id, done); }
  void release(Uuid id, Done<client::ActionSnapshot> done) override { touch("release", id, done); }
  void dismiss(Uuid id, Done<client::ActionSnapshot> done) override { touch("dismiss", id, done); }
  void retry(Uuid id, Done<client::IntentOutcome> done) override {
    touched.push_back(id);
    asked.emplace_back("retry");
    open_.push_back([this, done = std::move(done)] {
      if (failure) return done(std::unexpected(*failure));
      done(decide_with ? decide_with({}) : client::IntentOutcome{.saved = true});
    });
  }
  void doctor(Done<client::DoctorSnapshot> done) override {
    ask("doctor", done, [this] { return proof; });
  }

 private:
  template <class T, class Make>
  void ask(std::string what, const Done<T>& done, Make make) {
    asked.push_back(std::move(what));
    open_.push_back([this, done, make] {
      if (failure)
        done(std::unexpected(*failure));
      else
        done(make());
    });
  }
  void touch(const char* what, const Uuid& id, const Done<client::ActionSnapshot>& done) {
    touched.push_back(id);
    ask(what, done, [id] { return client::ActionSnapshot{.id = id}; });
  }
  static std::string name_of(const client::ListRequest& request) {
    return request.view.empty() ? request.entity : request.entity + "/" + request.view;
  }
  const std::vector<client::RowSnapshot>& table(const client::ListRequest& request) {
    const auto found = rows.find(name_of(request));
    return found != rows.end() ? found->second : rows[request.entity];
  }
  client::ListSnapshot page(const client::ListRequest& request) {
    const auto& all = table(request);
    client::ListSnapshot out{.names = names, .as_of_ms = as_of_ms};
    for (std::size_t i = request.offset; i < all.size() && i < request.offset + request.limit; ++i)
      out.rows.push_back(all[i]);
    return out;
  }

  std::function<void(const client::Notice&)> listener_;
  std::deque<std::function<void()>> open_;
};

}  // namespace fieldbook::tests
