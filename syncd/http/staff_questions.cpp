#include "syncd/http/staff_questions.hpp"

namespace fieldbook::syncd {

Result<finance::OrderedJson> StaffQuestions::answer(std::string_view what,
                                                    const nlohmann::json& arguments) {
  if (what != "run") return job_.ask(what, arguments);
  finance::RunRequest request;
  if (const auto name = arguments.find("template"); name != arguments.end() && name->is_string())
    request.templates.insert(name->get<std::string>());
  CHECK(job_.start(request));
  wake_();
  return job_.ask("history", nlohmann::json::object({{"runs", 1U}}));
}

Result<std::string> StaffQuestions::ask(std::string_view what, const nlohmann::json& arguments) {
  auto found = answer(what, arguments);
  if (!found && found.error().code == Errc::storage) return std::unexpected(found.error());
  finance::OrderedJson out =
      found ? *std::move(found) : finance::OrderedJson{{"problem", found.error().message}};
  if (const auto errors = out.find("errors"); errors != out.end()) {
    const std::size_t more = errors->size() - std::min(errors->size(), kStaffErrorsMax);
    errors->erase(errors->end() - static_cast<std::ptrdiff_t>(more), errors->end());
    out["more"] = more;
  }
  // What the other side said may be anything, and must not keep staff from reading the rest.
  return out.dump(-1, ' ', false, finance::OrderedJson::error_handler_t::replace);
}

}  // namespace fieldbook::syncd
