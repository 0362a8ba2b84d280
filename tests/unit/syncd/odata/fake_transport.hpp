#pragma once

// A transport that answers what a test wrote down, and keeps what was asked.

#include <deque>

#include "syncd/integrations/odata/transport.hpp"

namespace fieldbook::syncd::odata::tests {

[[nodiscard]] inline Answer answered(int status, std::string body,
                                     std::string type = "application/json") {
  return {.status = status, .content_type = std::move(type), .body = std::move(body)};
}

[[nodiscard]] inline Answer failed(Failure failure, bool was_sent = true) {
  Answer out{.was_sent = was_sent};
  out.failure = ODataError{.failure = failure, .message = "as asked for"};
  return out;
}

class FakeTransport final : public Transport {
 public:
  explicit FakeTransport(std::deque<Answer> answers = {}) : answers_(std::move(answers)) {}

  std::vector<Answer> exchange(std::span<const Request> requests) override {
    std::vector<Answer> out;
    for (const Request& request : requests) {
      sent.push_back(request);
      if (answers_.empty()) {
        out.push_back(failed(Failure::unreachable, false));
        continue;
      }
      Answer answer = std::move(answers_.front());
      answers_.pop_front();
      if (request.sink && answer.status == 200) {
        static_cast<void>(request.sink(answer.body));
        answer.body.clear();
      }
      out.push_back(std::move(answer));
    }
    return out;
  }
  void interrupt() override {}
  TransportUse use() const override { return {.requests = sent.size()}; }
  void then(Answer answer) { answers_.push_back(std::move(answer)); }

  std::vector<Request> sent;

 private:
  std::deque<Answer> answers_;
};

}  // namespace fieldbook::syncd::odata::tests
