#include "syncd/distribution/columns.hpp"

namespace fieldbook::syncd {
namespace {

/// Resolves columns of one entity.
class Of {
 public:
  Of(const schema::Catalogue& catalogue, std::string_view entity)
      : catalogue_(catalogue), entity_(entity) {}
  [[nodiscard]] std::uint32_t number() const { return catalogue_.entity(entity_).number; }
  [[nodiscard]] schema::ColumnHandle operator()(std::string_view column) const {
    return catalogue_.column(entity_, column);
  }

 private:
  const schema::Catalogue& catalogue_;
  std::string_view entity_;
};

DistributionColumns::Opportunity opportunity_columns(const Of& of) {
  return {.entity = of.number(),
          .name = of("name"),
          .customer = of("customerid"),
          .customer_type = of("customeridtype"),
          .partner = of("msa_partnerid"),
          .partner_contact = of("msa_partneroppid"),
          .territory = of("adx_territoryid"),
          .lead_type = of("adx_leadtypeid"),
          .revenue = of("estimatedvalue"),
          .revenue_base = of("estimatedvalue_base"),
          .exchange_rate = of("exchangerate"),
          .delivered = of("adx_delivereddate"),
          .expires = of("adx_expirydate"),
          .accepted = of("adx_accepteddate"),
          .won = of("adx_wondate"),
          .closed = of("actualclosedate"),
          .ready = of("adx_readyfordistribution"),
          .partner_created = of("adx_partnercreated"),
          .source = of("adx_opportunitysource"),
          .collaboration = of("adx_partnercollaboration"),
          .feedback_yet = of("adx_feedbackyet"),
          .reason_for_return = of("adx_reasonforreturn"),
          .state = of("statecode"),
          .status = of("statuscode"),
          .step = of("stepname"),
          .stage = of("salesstagecode"),
          .modified = of("modifiedon")};
}

DistributionColumns::Account account_columns(const Of& of) {
  return {.entity = of.number(),
          .name = of("name"),
          .classification = of("accountclassificationcode"),
          .state = of("statecode"),
          .latitude = of("address1_latitude"),
          .longitude = of("address1_longitude"),
          .territory = of("territoryid"),
          .program_status = of("adx_partnerprogram_status"),
          .program_start = of("adx_partnerprogram_startdate"),
          .program_end = of("adx_partnerprogram_enddate"),
          .revenue_min = of("adx_minimumopportunityrevenue"),
          .revenue_min_base = of("adx_minimumopportunityrevenue_base"),
          .revenue_max = of("adx_maximumopportunityrevenue"),
          .revenue_max_base = of("adx_maximumopportunityrevenue_base"),
          .capacity = of("adx_currentpartnercapacity"),
          .has_capacity = of("adx_partnerhascapacity"),
          .active = of("adx_activeopportunitycount"),
          .delivered = of("adx_numberofopportunitiesdelivered"),
          .accepted = of("adx_numberofopportunitiesaccepted"),
          .declined = of("adx_numberofopportunitiesdeclined"),
          .won = of("adx_numberofopportunitieswon"),
          .with_feedback = of("adx_numberofopportunitieswithfeedback"),
          .returned = of("adx_numberofreturnedopportunities"),
          .win_rate = of("adx_winrate"),
          .loss_rate = of("adx_lossrate"),
          .return_rate = of("adx_returnrate"),
          .feedback_rate = of("adx_feedbackrate"),
          .stall_rate = of("adx_stallrate"),
          .touch_rate = of("adx_touchrate"),
          .days_to_close = of("adx_averagetimetocloseanopportunity"),
          .ranking = of("adx_partnerranking")};
}

DistributionColumns::Delivery delivery_columns(const Of& of) {
  return {.entity = of.number(),
          .name = of("name"),
          .opportunity = of("opportunityid"),
          .partner = of("partnerid"),
          .way = of("way"),
          .delivered = of("deliveredon"),
          .expires = of("expireson"),
          .accepted = of("acceptedon"),
          .declined = of("declinedon"),
          .expired = of("expiredon"),
          .feedback = of("feedbackon"),
          .advanced = of("advancedon"),
          .returned = of("returnedon"),
          .won = of("wonon"),
          .lost = of("loston"),
          .withdrawn = of("withdrawnon"),
          .decided_in_time = of("decidedintime"),
          .stage = of("stagecode"),
          .score = of("score"),
          .reason = of("reason"),
          .created = of("createdon"),
          .modified = of("modifiedon")};
}

DistributionColumns::Link link(const Of& of, std::string_view from, std::string_view to) {
  return {of.number(), of(from), of(to)};
}

}  // namespace

DistributionColumns::DistributionColumns(const schema::Catalogue& catalogue)
    : opportunity(opportunity_columns({catalogue, "opportunity"})),
      account(account_columns({catalogue, "account"})),
      delivery(delivery_columns({catalogue, "fieldbook_opportunitydelivery"})),
      territories(link({catalogue, "account_territory_link"}, "accountid", "territoryid")),
      lead_types(link({catalogue, "account_adx_leadtype_link"}, "accountid", "adx_leadtypeid")),
      products(link({catalogue, "account_product_link"}, "accountid", "productid")),
      opportunity_products(
          link({catalogue, "adx_opportunity_product"}, "opportunityid", "productid")),
      declines(link({catalogue, "adx_account_declinedopportunity"}, "opportunityid", "accountid")),
      contact_parent(catalogue.column("contact", "parentcustomerid")),
      contact_parent_type(catalogue.column("contact", "parentcustomeridtype")) {}

}  // namespace fieldbook::syncd
