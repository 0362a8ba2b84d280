#include "syncd/exposure/columns.hpp"

namespace fieldbook::syncd {

schema::ColumnHandle ColumnUse::operator()(std::string_view entity, std::string_view column) {
  const schema::ColumnHandle handle = catalogue_.column(entity, column);
  read_.insert(handle);
  return handle;
}

std::uint32_t ColumnUse::entity(std::string_view name) const {
  return catalogue_.entity(name).number;
}

Columns::Columns(const schema::Catalogue& catalogue)
    : use(catalogue),
      account{use.entity("account"), use("account", "msa_managingpartnerid"),
              use("account", "accountclassificationcode")},
      contact{use.entity("contact"),
              use("contact", "parentcustomerid"),
              use("contact", "parentcustomeridtype"),
              use("contact", "msa_managingpartnerid"),
              use("contact", "adx_identity_logonenabled"),
              use("contact", "statecode"),
              use("contact", "fullname")},
      system_user{use.entity("systemuser"), use("systemuser", "isdisabled"),
                  use("systemuser", "fullname")},
      web_role{use.entity("adx_webrole"), use("adx_webrole", "adx_name"),
               use("adx_webrole", "statecode")},
      contact_role{use.entity("contact_adx_webrole_link"),
                   use("contact_adx_webrole_link", "contactid"),
                   use("contact_adx_webrole_link", "adx_webroleid")},
      account_role{use.entity("account_adx_webrole_link"),
                   use("account_adx_webrole_link", "accountid"),
                   use("account_adx_webrole_link", "adx_webroleid")},
      opportunity_permission{use.entity("adx_opportunitypermissions"),
                             use("adx_opportunitypermissions", "adx_contactid"),
                             use("adx_opportunitypermissions", "adx_accountid"),
                             use("adx_opportunitypermissions", "adx_scope"),
                             use("adx_opportunitypermissions", "adx_read"),
                             use("adx_opportunitypermissions", "statecode")},
      channel_permission{
          use.entity("adx_channelpermissions"), use("adx_channelpermissions", "adx_contactid"),
          use("adx_channelpermissions", "adx_accountid"), use("adx_channelpermissions", "adx_read"),
          use("adx_channelpermissions", "statecode")},
      opportunity{use.entity("opportunity"), use("opportunity", "msa_partnerid"),
                  use("opportunity", "msa_partneroppid")},
      opportunity_product{use.entity("opportunityproduct"),
                          use("opportunityproduct", "opportunityid")},
      opportunity_product_link{use.entity("adx_opportunity_product"),
                               use("adx_opportunity_product", "opportunityid")},
      quote{use.entity("quote"), use("quote", "customerid"), use("quote", "customeridtype"),
            use("quote", "msdyn_ordertype")},
      quote_line{use.entity("quotedetail"), use("quotedetail", "quoteid")},
      quote_decision{use.entity("fieldbook_quotedecision"),
                     use("fieldbook_quotedecision", "quoteid")},
      conflict{use.entity("fieldbook_conflict"), use("fieldbook_conflict", "bucketowner")},
      work_order{use.entity("msdyn_workorder"), use("msdyn_workorder", "msdyn_serviceaccount"),
                 use("msdyn_workorder", "msdyn_customerasset")},
      work_order_product{use.entity("msdyn_workorderproduct"),
                         use("msdyn_workorderproduct", "msdyn_workorder")},
      work_order_service{use.entity("msdyn_workorderservice"),
                         use("msdyn_workorderservice", "msdyn_workorder")},
      work_order_task{use.entity("msdyn_workorderservicetask"),
                      use("msdyn_workorderservicetask", "msdyn_workorder")},
      work_order_incident{use.entity("msdyn_workorderincident"),
                          use("msdyn_workorderincident", "msdyn_workorder")},
      asset{use.entity("msdyn_customerasset"), use("msdyn_customerasset", "msdyn_account"),
            use("msdyn_customerasset", "statecode")},
      agreement{use.entity("msdyn_agreement"), use("msdyn_agreement", "msdyn_serviceaccount")},
      resource{use.entity("bookableresource"),       use("bookableresource", "resourcetype"),
               use("bookableresource", "accountid"), use("bookableresource", "contactid"),
               use("bookableresource", "userid"),    use("bookableresource", "statecode")},
      booking{use.entity("bookableresourcebooking"),
              use("bookableresourcebooking", "resource"),
              use("bookableresourcebooking", "bookingstatus"),
              use("bookableresourcebooking", "msdyn_workorder"),
              use("bookableresourcebooking", "msdyn_projectid"),
              use("bookableresourcebooking", "statecode")},
      booking_status{use.entity("bookingstatus"), use("bookingstatus", "status"),
                     use("bookingstatus", "msdyn_fieldservicestatus")},
      project{use.entity("msdyn_project"), use("msdyn_project", "msdyn_customer"),
              use("msdyn_project", "msdyn_istemplate"),
              use("msdyn_project", "msdyn_projectmanager")},
      team{use.entity("msdyn_projectteam"),
           use("msdyn_projectteam", "msdyn_project"),
           use("msdyn_projectteam", "msdyn_bookableresourceid"),
           use("msdyn_projectteam", "msdyn_hardbookedhours"),
           use("msdyn_projectteam", "msdyn_membershipstatus"),
           use("msdyn_projectteam", "statecode")} {}

}  // namespace fieldbook::syncd
