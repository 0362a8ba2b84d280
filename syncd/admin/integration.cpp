// What staff asks of the integration with Finance and Operations. The desk does the work: the
// daemon's, or one of this process.

#include "syncd/admin/verbs.hpp"
#include "syncd/integrations/finance/desk.hpp"

namespace fieldbook::syncd {
namespace {

Result<OrderedJson> ask(const AdminContext& context, std::string_view what, const Json& arguments) {
  if (context.finance == nullptr)
    return fail(Errc::invalid_argument,
                "there is nothing to integrate with: set finance.mode and finance.url");
  return context.finance->ask(what, arguments);
}

}  // namespace

Result<OrderedJson> integration_list(AdminContext& context, const Json& arguments) {
  return ask(context, "list", arguments);
}

Result<OrderedJson> integration_check(AdminContext& context, const Json& arguments) {
  TRY(auto out, ask(context, "check", arguments));
  out["findings"] = OrderedJson::array();
  if (!out.value("may_run", false))
    out["findings"].push_back("nothing runs until the errors among the checks are met");
  return out;
}

Result<OrderedJson> integration_run(AdminContext& context, const Json& arguments) {
  return ask(context, "run", arguments);
}

Result<OrderedJson> integration_preview(AdminContext& context, const Json& arguments) {
  return ask(context, "preview", arguments);
}

Result<OrderedJson> integration_history(AdminContext& context, const Json& arguments) {
  return ask(context, "history", arguments);
}

Result<OrderedJson> integration_errors(AdminContext& context, const Json& arguments) {
  return ask(context, "errors", arguments);
}

Result<OrderedJson> integration_retry(AdminContext& context, const Json& arguments) {
  return ask(context, "retry", arguments);
}

Result<OrderedJson> integration_trace(AdminContext& context, const Json& arguments) {
  return ask(context, "trace", arguments);
}

}  // namespace fieldbook::syncd
