#pragma once

// Small catalogues for tests: two entities that have a column of every type.

#include <nlohmann/json.hpp>

#include "shared/schema/catalogue.hpp"

namespace fieldbook::schema {

/// account, with only a name.
[[nodiscard]] nlohmann::json account_document();
/// job, with a column of every type; its customer is an account or a job.
[[nodiscard]] nlohmann::json job_document();

/// Loads the documents; the test ends where they have findings.
[[nodiscard]] std::shared_ptr<const Catalogue> loaded(const std::vector<nlohmann::json>& documents);
/// The findings of documents that do not load; empty where they do.
[[nodiscard]] std::string findings_of(const std::vector<nlohmann::json>& documents);

/// The two documents above, loaded once.
[[nodiscard]] const Catalogue& small_catalogue();
[[nodiscard]] const Entity& job();
/// A column of job.
[[nodiscard]] const Column& job_column(std::string_view name);

}  // namespace fieldbook::schema
