#include "tests/sim/market.hpp"

namespace fieldbook::tests {

std::vector<schema::RowChange> open_market(const SmallOrganisation& organisation, Random& random) {
  std::vector<schema::RowChange> out;
  const Uuid territory = random_id(random);
  out.push_back(upsert(RowBuilder("territory", territory).with("name", "North")));
  const schema::Catalogue& catalogue = *schema::Catalogue::embedded();
  for (const Uuid& partner : organisation.partners) {
    schema::RowChange room({catalogue.entity("account").number, partner});
    room.set(catalogue.column("account", "adx_currentpartnercapacity"),
             static_cast<std::int64_t>(2 + random.below(5)));
    out.push_back(std::move(room));
    out.push_back(upsert(RowBuilder("account_territory_link", random_id(random))
                             .with("accountid", partner)
                             .with("territoryid", territory)));
  }
  return out;
}

}  // namespace fieldbook::tests
