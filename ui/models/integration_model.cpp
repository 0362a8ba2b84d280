#include "ui/models/integration_model.hpp"

namespace fieldbook::ui {

IntegrationModel::IntegrationModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox) {}

void IntegrationModel::preview(std::string template_name, std::string label) {
  ask({.kind = Kind::preview, .name = std::move(template_name)});
  dialog_ = std::move(label);
}

void IntegrationModel::trace(Uuid actual) {
  ask({.kind = Kind::trace, .row = actual});
  dialog_ = "";
}

void IntegrationModel::close() {
  // The answer of what was asked for the dialog comes too late; that of the page does not.
  if (dialog_ && asking_) {
    recipient_.renew();
    asking_ = false;
  }
  dialog_.reset();
  answer_.reset();
  error_.reset();
}

void IntegrationModel::ask(client::IntegrationQuestion question) {
  recipient_.renew();
  asked_ = question;
  asking_ = true;
  error_.reset();
  answer_.reset();
  client_.ask_integration(std::move(question),
                          recipient_.deliver<Snapshot>([this](Result<Snapshot> answer) {
                            asking_ = false;
                            if (answer)
                              take(*std::move(answer));
                            else
                              error_ = answer.error();
                          }));
}

void IntegrationModel::take(Snapshot answer) {
  switch (asked_.kind) {
    case Kind::check: checks_ = std::move(answer); break;
    case Kind::preview:
    case Kind::trace: answer_ = std::move(answer); break;
    case Kind::overview:
    case Kind::run:
    case Kind::retry: overview_ = std::move(answer); break;
  }
}

}  // namespace fieldbook::ui
