#include <fmt/format.h>

#include "client/tool/commands.hpp"

namespace fieldbook::client {

void add_doctor(CLI::App& app, Run& run) {
  CLI::App* command =
      app.add_subcommand("doctor", "Prove the whole replica: every row here, then the server");
  command->callback([&run] {
    run = [](const Tool& tool) {
      auto client = tool.open();
      if (!client) return tool.report(client.error());
      const auto doctor =
          wait<DoctorSnapshot>([&](auto done) { (*client)->doctor(std::move(done)); });
      if (!doctor) return tool.report(doctor.error());
      const bool good = doctor->healthy && doctor->proven;
      if (tool.json()) {
        tool.print(to_json(*doctor));
        return good ? ExitCode::ok : ExitCode::not_proven;
      }
      std::vector<std::vector<std::string>> rows;
      for (const auto& bucket : doctor->buckets)
        rows.push_back({bucket.name, fmt::format("{}", bucket.count), bucket.digest});
      fmt::print("{}", format_table({"Bucket", "Rows", "Digest"}, rows, 60));
      fmt::print("\n{} rows read; view digest {} at commit {}.\n", doctor->rows,
                 doctor->view_digest, doctor->commit);
      for (const std::string& finding : doctor->findings) fmt::print("  {}\n", finding);
      if (good)
        fmt::print("Proven: this device holds exactly what the server says you may see.\n");
      else if (doctor->healthy)
        fmt::print("This device is sound, but it could not be compared with the server.\n");
      else
        fmt::print("This device is damaged; the next sync repairs it. Your queue is untouched.\n");
      return good ? ExitCode::ok : ExitCode::not_proven;
    };
  });
}

}  // namespace fieldbook::client
