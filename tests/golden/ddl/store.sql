CREATE TABLE "account" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "name" TEXT,
  "accountnumber" TEXT,
  "primarycontactid" BLOB,
  "parentaccountid" BLOB,
  "accountclassificationcode" INTEGER,
  "emailaddress1" TEXT,
  "telephone1" TEXT,
  "address1_line1" TEXT,
  "address1_city" TEXT,
  "address1_stateorprovince" TEXT,
  "address1_postalcode" TEXT,
  "address1_country" TEXT,
  "address1_latitude" REAL,
  "address1_longitude" REAL,
  "territoryid" BLOB,
  "msdyn_serviceterritory" BLOB,
  "msdyn_billingaccount" BLOB,
  "defaultpricelevelid" BLOB,
  "paymenttermscode" INTEGER,
  "description" TEXT,
  "msa_managingpartnerid" BLOB,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "adx_partner_status" INTEGER,
  "adx_partnerprogram_status" INTEGER,
  "adx_partnerprogram_startdate" INTEGER,
  "adx_partnerprogram_enddate" INTEGER,
  "adx_minimumopportunityrevenue" INTEGER,
  "adx_minimumopportunityrevenue_base" INTEGER,
  "adx_maximumopportunityrevenue" INTEGER,
  "adx_maximumopportunityrevenue_base" INTEGER,
  "adx_currentpartnercapacity" INTEGER,
  "adx_partnerhascapacity" INTEGER,
  "adx_activeopportunitycount" INTEGER,
  "adx_numberofopportunitiesdelivered" INTEGER,
  "adx_numberofopportunitiesaccepted" INTEGER,
  "adx_numberofopportunitiesdeclined" INTEGER,
  "adx_numberofopportunitieswon" INTEGER,
  "adx_numberofopportunitieswithfeedback" INTEGER,
  "adx_numberofreturnedopportunities" INTEGER,
  "adx_winrate" REAL,
  "adx_lossrate" REAL,
  "adx_returnrate" REAL,
  "adx_feedbackrate" REAL,
  "adx_stallrate" REAL,
  "adx_touchrate" REAL,
  "adx_averagetimetocloseanopportunity" REAL,
  "adx_partnerranking" REAL,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "ownerid" BLOB,
  "owneridtype" TEXT,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER,
  "createdby" BLOB,
  "modifiedby" BLOB,
  "overriddencreatedon" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "account.primarycontactid" ON "account" ("primarycontactid");
CREATE INDEX IF NOT EXISTS "account.parentaccountid" ON "account" ("parentaccountid");
CREATE INDEX IF NOT EXISTS "account.territoryid" ON "account" ("territoryid");
CREATE INDEX IF NOT EXISTS "account.msdyn_serviceterritory" ON "account" ("msdyn_serviceterritory");
CREATE INDEX IF NOT EXISTS "account.msdyn_billingaccount" ON "account" ("msdyn_billingaccount");
CREATE INDEX IF NOT EXISTS "account.defaultpricelevelid" ON "account" ("defaultpricelevelid");
CREATE INDEX IF NOT EXISTS "account.msa_managingpartnerid" ON "account" ("msa_managingpartnerid");
CREATE INDEX IF NOT EXISTS "account.transactioncurrencyid" ON "account" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "account.ownerid" ON "account" ("ownerid");
CREATE INDEX IF NOT EXISTS "account.createdby" ON "account" ("createdby");
CREATE INDEX IF NOT EXISTS "account.modifiedby" ON "account" ("modifiedby");
CREATE INDEX IF NOT EXISTS "account.accountclassificationcode.statecode" ON "account" ("accountclassificationcode", "statecode");

CREATE TABLE "contact" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "fullname" TEXT,
  "firstname" TEXT,
  "lastname" TEXT,
  "emailaddress1" TEXT,
  "telephone1" TEXT,
  "mobilephone" TEXT,
  "jobtitle" TEXT,
  "parentcustomerid" BLOB,
  "parentcustomeridtype" TEXT,
  "msa_managingpartnerid" BLOB,
  "adx_organizationname" TEXT,
  "address1_line1" TEXT,
  "address1_city" TEXT,
  "address1_stateorprovince" TEXT,
  "address1_postalcode" TEXT,
  "address1_country" TEXT,
  "description" TEXT,
  "adx_preferredlanguageid" BLOB,
  "adx_publicprofilecopy" TEXT,
  "adx_profilealert" INTEGER,
  "adx_profilealertdate" INTEGER,
  "adx_profilealertinstructions" TEXT,
  "adx_identity_username" TEXT,
  "adx_identity_logonenabled" INTEGER,
  "adx_identity_emailaddress1confirmed" INTEGER,
  "adx_identity_mobilephoneconfirmed" INTEGER,
  "adx_identity_locallogindisabled" INTEGER,
  "adx_identity_lockoutenabled" INTEGER,
  "adx_identity_lockoutenddate" INTEGER,
  "adx_identity_accessfailedcount" INTEGER,
  "adx_identity_twofactorenabled" INTEGER,
  "adx_identity_passwordhash" TEXT,
  "adx_identity_securitystamp" TEXT,
  "adx_identity_lastsuccessfullogin" INTEGER,
  "msdyn_isminor" INTEGER,
  "msdyn_isminorwithparentalconsent" INTEGER,
  "msdyn_disablewebtracking" INTEGER,
  "msdyn_portaltermsagreementdate" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "ownerid" BLOB,
  "owneridtype" TEXT,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER,
  "createdby" BLOB,
  "modifiedby" BLOB,
  "overriddencreatedon" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "contact.msa_managingpartnerid" ON "contact" ("msa_managingpartnerid");
CREATE INDEX IF NOT EXISTS "contact.ownerid" ON "contact" ("ownerid");
CREATE INDEX IF NOT EXISTS "contact.createdby" ON "contact" ("createdby");
CREATE INDEX IF NOT EXISTS "contact.modifiedby" ON "contact" ("modifiedby");
CREATE INDEX IF NOT EXISTS "contact.parentcustomerid.statecode" ON "contact" ("parentcustomerid", "statecode");

CREATE TABLE "adx_webrole" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "adx_name" TEXT,
  "adx_description" TEXT,
  "adx_key" TEXT,
  "adx_websiteid" BLOB,
  "adx_authenticatedusersrole" INTEGER,
  "adx_anonymoususersrole" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;

CREATE TABLE "msdyn_workorder" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "msdyn_name" TEXT,
  "msdyn_serviceaccount" BLOB,
  "msdyn_billingaccount" BLOB,
  "msdyn_systemstatus" INTEGER,
  "msdyn_substatus" BLOB,
  "msdyn_agreement" BLOB,
  "msdyn_customerasset" BLOB,
  "msdyn_primaryincidenttype" BLOB,
  "msdyn_primaryincidentdescription" TEXT,
  "msdyn_primaryincidentestimatedduration" INTEGER,
  "msdyn_workordertype" BLOB,
  "msdyn_priority" BLOB,
  "msdyn_pricelist" BLOB,
  "msdyn_serviceterritory" BLOB,
  "msdyn_preferredresource" BLOB,
  "msdyn_servicerequest" BLOB,
  "msdyn_opportunityid" BLOB,
  "msdyn_parentworkorder" BLOB,
  "msdyn_isfollowup" INTEGER,
  "msdyn_followuprequired" INTEGER,
  "msdyn_followupnote" TEXT,
  "msdyn_reportedbycontact" BLOB,
  "msdyn_timefrompromised" INTEGER,
  "msdyn_timetopromised" INTEGER,
  "msdyn_timewindowstart" INTEGER,
  "msdyn_timewindowend" INTEGER,
  "msdyn_datewindowstart" INTEGER,
  "msdyn_datewindowend" INTEGER,
  "msdyn_worklocation" INTEGER,
  "msdyn_addressname" TEXT,
  "msdyn_address1" TEXT,
  "msdyn_address2" TEXT,
  "msdyn_address3" TEXT,
  "msdyn_city" TEXT,
  "msdyn_stateorprovince" TEXT,
  "msdyn_postalcode" TEXT,
  "msdyn_country" TEXT,
  "msdyn_latitude" REAL,
  "msdyn_longitude" REAL,
  "msdyn_workordersummary" TEXT,
  "msdyn_instructions" TEXT,
  "msdyn_internalflags" TEXT,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "msdyn_estimatesubtotalamount" INTEGER,
  "msdyn_estimatesubtotalamount_base" INTEGER,
  "msdyn_subtotalamount" INTEGER,
  "msdyn_subtotalamount_base" INTEGER,
  "msdyn_totalsalestax" INTEGER,
  "msdyn_totalsalestax_base" INTEGER,
  "msdyn_totalamount" INTEGER,
  "msdyn_totalamount_base" INTEGER,
  "msdyn_taxable" INTEGER,
  "msdyn_taxcode" BLOB,
  "msdyn_timeclosed" INTEGER,
  "msdyn_closedby" BLOB,
  "msdyn_firstarrivedon" INTEGER,
  "msdyn_completedon" INTEGER,
  "msdyn_ismobile" INTEGER,
  "adx_exposetocustomer" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "ownerid" BLOB,
  "owneridtype" TEXT,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER,
  "createdby" BLOB,
  "modifiedby" BLOB,
  "overriddencreatedon" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "msdyn_workorder.msdyn_billingaccount" ON "msdyn_workorder" ("msdyn_billingaccount");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.msdyn_agreement" ON "msdyn_workorder" ("msdyn_agreement");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.msdyn_customerasset" ON "msdyn_workorder" ("msdyn_customerasset");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.msdyn_pricelist" ON "msdyn_workorder" ("msdyn_pricelist");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.msdyn_serviceterritory" ON "msdyn_workorder" ("msdyn_serviceterritory");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.msdyn_preferredresource" ON "msdyn_workorder" ("msdyn_preferredresource");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.msdyn_servicerequest" ON "msdyn_workorder" ("msdyn_servicerequest");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.msdyn_opportunityid" ON "msdyn_workorder" ("msdyn_opportunityid");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.msdyn_parentworkorder" ON "msdyn_workorder" ("msdyn_parentworkorder");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.msdyn_reportedbycontact" ON "msdyn_workorder" ("msdyn_reportedbycontact");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.transactioncurrencyid" ON "msdyn_workorder" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.msdyn_closedby" ON "msdyn_workorder" ("msdyn_closedby");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.ownerid" ON "msdyn_workorder" ("ownerid");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.createdby" ON "msdyn_workorder" ("createdby");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.modifiedby" ON "msdyn_workorder" ("modifiedby");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.msdyn_serviceaccount.msdyn_systemstatus" ON "msdyn_workorder" ("msdyn_serviceaccount", "msdyn_systemstatus");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.statecode.msdyn_systemstatus" ON "msdyn_workorder" ("statecode", "msdyn_systemstatus");

CREATE TABLE "msdyn_workorderproduct" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "msdyn_name" TEXT,
  "msdyn_workorder" BLOB,
  "msdyn_workorderincident" BLOB,
  "msdyn_product" BLOB,
  "msdyn_unit" BLOB,
  "msdyn_description" TEXT,
  "msdyn_linestatus" INTEGER,
  "msdyn_estimatequantity" INTEGER,
  "msdyn_quantity" INTEGER,
  "msdyn_qtytobill" INTEGER,
  "msdyn_discountpercent" INTEGER,
  "msdyn_customerasset" BLOB,
  "msdyn_booking" BLOB,
  "msdyn_warehouse" BLOB,
  "msdyn_allocated" INTEGER,
  "msdyn_taxable" INTEGER,
  "msdyn_entitlement" BLOB,
  "msdyn_lineorder" INTEGER,
  "msdyn_pricelist" BLOB,
  "msdyn_agreementbookingproduct" BLOB,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "msdyn_estimateunitamount" INTEGER,
  "msdyn_estimateunitamount_base" INTEGER,
  "msdyn_estimatetotalamount" INTEGER,
  "msdyn_estimatetotalamount_base" INTEGER,
  "msdyn_unitamount" INTEGER,
  "msdyn_unitamount_base" INTEGER,
  "msdyn_unitcost" INTEGER,
  "msdyn_unitcost_base" INTEGER,
  "msdyn_discountamount" INTEGER,
  "msdyn_discountamount_base" INTEGER,
  "msdyn_subtotal" INTEGER,
  "msdyn_subtotal_base" INTEGER,
  "msdyn_totalamount" INTEGER,
  "msdyn_totalamount_base" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "msdyn_workorderproduct.msdyn_workorderincident" ON "msdyn_workorderproduct" ("msdyn_workorderincident");
CREATE INDEX IF NOT EXISTS "msdyn_workorderproduct.msdyn_product" ON "msdyn_workorderproduct" ("msdyn_product");
CREATE INDEX IF NOT EXISTS "msdyn_workorderproduct.msdyn_unit" ON "msdyn_workorderproduct" ("msdyn_unit");
CREATE INDEX IF NOT EXISTS "msdyn_workorderproduct.msdyn_customerasset" ON "msdyn_workorderproduct" ("msdyn_customerasset");
CREATE INDEX IF NOT EXISTS "msdyn_workorderproduct.msdyn_booking" ON "msdyn_workorderproduct" ("msdyn_booking");
CREATE INDEX IF NOT EXISTS "msdyn_workorderproduct.msdyn_pricelist" ON "msdyn_workorderproduct" ("msdyn_pricelist");
CREATE INDEX IF NOT EXISTS "msdyn_workorderproduct.transactioncurrencyid" ON "msdyn_workorderproduct" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "msdyn_workorderproduct.msdyn_workorder.msdyn_lineorder" ON "msdyn_workorderproduct" ("msdyn_workorder", "msdyn_lineorder");

CREATE TABLE "msdyn_workorderservice" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "msdyn_name" TEXT,
  "msdyn_workorder" BLOB,
  "msdyn_workorderincident" BLOB,
  "msdyn_service" BLOB,
  "msdyn_unit" BLOB,
  "msdyn_description" TEXT,
  "msdyn_linestatus" INTEGER,
  "msdyn_estimateduration" INTEGER,
  "msdyn_duration" INTEGER,
  "msdyn_durationtobill" INTEGER,
  "msdyn_booking" BLOB,
  "msdyn_customerasset" BLOB,
  "msdyn_entitlement" BLOB,
  "msdyn_lineorder" INTEGER,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "msdyn_unitamount" INTEGER,
  "msdyn_unitamount_base" INTEGER,
  "msdyn_estimatetotalamount" INTEGER,
  "msdyn_estimatetotalamount_base" INTEGER,
  "msdyn_totalamount" INTEGER,
  "msdyn_totalamount_base" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "msdyn_workorderservice.msdyn_workorderincident" ON "msdyn_workorderservice" ("msdyn_workorderincident");
CREATE INDEX IF NOT EXISTS "msdyn_workorderservice.msdyn_service" ON "msdyn_workorderservice" ("msdyn_service");
CREATE INDEX IF NOT EXISTS "msdyn_workorderservice.msdyn_unit" ON "msdyn_workorderservice" ("msdyn_unit");
CREATE INDEX IF NOT EXISTS "msdyn_workorderservice.msdyn_booking" ON "msdyn_workorderservice" ("msdyn_booking");
CREATE INDEX IF NOT EXISTS "msdyn_workorderservice.msdyn_customerasset" ON "msdyn_workorderservice" ("msdyn_customerasset");
CREATE INDEX IF NOT EXISTS "msdyn_workorderservice.transactioncurrencyid" ON "msdyn_workorderservice" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "msdyn_workorderservice.msdyn_workorder.msdyn_lineorder" ON "msdyn_workorderservice" ("msdyn_workorder", "msdyn_lineorder");

CREATE TABLE "msdyn_workorderservicetask" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "msdyn_name" TEXT,
  "msdyn_workorder" BLOB,
  "msdyn_workorderincident" BLOB,
  "msdyn_tasktype" BLOB,
  "msdyn_description" TEXT,
  "msdyn_booking" BLOB,
  "msdyn_customerasset" BLOB,
  "msdyn_lineorder" INTEGER,
  "msdyn_estimatedduration" INTEGER,
  "msdyn_actualduration" INTEGER,
  "msdyn_percentcomplete" INTEGER,
  "msdyn_inspectionenabled" INTEGER,
  "msdyn_inspectiondefinitionid" BLOB,
  "msdyn_inspectionresponseid" BLOB,
  "msdyn_inspectiontaskresult" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "msdyn_workorderservicetask.msdyn_workorderincident" ON "msdyn_workorderservicetask" ("msdyn_workorderincident");
CREATE INDEX IF NOT EXISTS "msdyn_workorderservicetask.msdyn_booking" ON "msdyn_workorderservicetask" ("msdyn_booking");
CREATE INDEX IF NOT EXISTS "msdyn_workorderservicetask.msdyn_customerasset" ON "msdyn_workorderservicetask" ("msdyn_customerasset");
CREATE INDEX IF NOT EXISTS "msdyn_workorderservicetask.msdyn_workorder.msdyn_lineorder" ON "msdyn_workorderservicetask" ("msdyn_workorder", "msdyn_lineorder");

CREATE TABLE "msdyn_workorderincident" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "msdyn_name" TEXT,
  "msdyn_workorder" BLOB,
  "msdyn_incidenttype" BLOB,
  "msdyn_isprimary" INTEGER,
  "msdyn_customerasset" BLOB,
  "msdyn_functionallocation" BLOB,
  "msdyn_description" TEXT,
  "msdyn_estimatedduration" INTEGER,
  "msdyn_incidentresolved" INTEGER,
  "msdyn_itemspopulated" INTEGER,
  "msdyn_taskspercentcompleted" INTEGER,
  "msdyn_resourcerequirement" BLOB,
  "msdyn_agreementbookingincident" BLOB,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "msdyn_workorderincident.msdyn_workorder" ON "msdyn_workorderincident" ("msdyn_workorder");
CREATE INDEX IF NOT EXISTS "msdyn_workorderincident.msdyn_customerasset" ON "msdyn_workorderincident" ("msdyn_customerasset");

CREATE TABLE "msdyn_customerasset" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "msdyn_name" TEXT,
  "msdyn_account" BLOB,
  "msdyn_parentasset" BLOB,
  "msdyn_masterasset" BLOB,
  "msdyn_product" BLOB,
  "msdyn_customerassetcategory" BLOB,
  "msdyn_functionallocation" BLOB,
  "msdyn_workorderproduct" BLOB,
  "msdyn_deviceid" TEXT,
  "msdyn_registrationstatus" INTEGER,
  "msdyn_latitude" REAL,
  "msdyn_longitude" REAL,
  "msdyn_alert" INTEGER,
  "msdyn_alertcount" INTEGER,
  "msdyn_lastalerttime" INTEGER,
  "msdyn_lastcommandsent" TEXT,
  "msdyn_lastcommandsenttime" INTEGER,
  "adx_exposetocustomer" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "ownerid" BLOB,
  "owneridtype" TEXT,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER,
  "createdby" BLOB,
  "modifiedby" BLOB,
  "overriddencreatedon" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "msdyn_customerasset.msdyn_parentasset" ON "msdyn_customerasset" ("msdyn_parentasset");
CREATE INDEX IF NOT EXISTS "msdyn_customerasset.msdyn_masterasset" ON "msdyn_customerasset" ("msdyn_masterasset");
CREATE INDEX IF NOT EXISTS "msdyn_customerasset.msdyn_product" ON "msdyn_customerasset" ("msdyn_product");
CREATE INDEX IF NOT EXISTS "msdyn_customerasset.msdyn_workorderproduct" ON "msdyn_customerasset" ("msdyn_workorderproduct");
CREATE INDEX IF NOT EXISTS "msdyn_customerasset.ownerid" ON "msdyn_customerasset" ("ownerid");
CREATE INDEX IF NOT EXISTS "msdyn_customerasset.createdby" ON "msdyn_customerasset" ("createdby");
CREATE INDEX IF NOT EXISTS "msdyn_customerasset.modifiedby" ON "msdyn_customerasset" ("modifiedby");
CREATE INDEX IF NOT EXISTS "msdyn_customerasset.msdyn_account.statecode" ON "msdyn_customerasset" ("msdyn_account", "statecode");

CREATE TABLE "msdyn_agreement" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "msdyn_name" TEXT,
  "msdyn_serviceaccount" BLOB,
  "msdyn_billingaccount" BLOB,
  "msdyn_pricelist" BLOB,
  "msdyn_serviceterritory" BLOB,
  "msdyn_originatingagreement" BLOB,
  "msdyn_startdate" INTEGER,
  "msdyn_enddate" INTEGER,
  "msdyn_duration" INTEGER,
  "msdyn_datecanceled" INTEGER,
  "msdyn_systemstatus" INTEGER,
  "msdyn_substatus" BLOB,
  "msdyn_agreementrecordgeneration" INTEGER,
  "msdyn_agreementdetails" TEXT,
  "msdyn_description" TEXT,
  "msdyn_taxable" INTEGER,
  "msdyn_salestaxcode" BLOB,
  "adx_exposetocustomer" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "ownerid" BLOB,
  "owneridtype" TEXT,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER,
  "createdby" BLOB,
  "modifiedby" BLOB,
  "overriddencreatedon" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "msdyn_agreement.msdyn_billingaccount" ON "msdyn_agreement" ("msdyn_billingaccount");
CREATE INDEX IF NOT EXISTS "msdyn_agreement.msdyn_pricelist" ON "msdyn_agreement" ("msdyn_pricelist");
CREATE INDEX IF NOT EXISTS "msdyn_agreement.msdyn_serviceterritory" ON "msdyn_agreement" ("msdyn_serviceterritory");
CREATE INDEX IF NOT EXISTS "msdyn_agreement.msdyn_originatingagreement" ON "msdyn_agreement" ("msdyn_originatingagreement");
CREATE INDEX IF NOT EXISTS "msdyn_agreement.ownerid" ON "msdyn_agreement" ("ownerid");
CREATE INDEX IF NOT EXISTS "msdyn_agreement.createdby" ON "msdyn_agreement" ("createdby");
CREATE INDEX IF NOT EXISTS "msdyn_agreement.modifiedby" ON "msdyn_agreement" ("modifiedby");
CREATE INDEX IF NOT EXISTS "msdyn_agreement.msdyn_serviceaccount.statecode" ON "msdyn_agreement" ("msdyn_serviceaccount", "statecode");

CREATE TABLE "invoice" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "name" TEXT,
  "invoicenumber" TEXT,
  "customerid" BLOB,
  "customeridtype" TEXT,
  "salesorderid" BLOB,
  "opportunityid" BLOB,
  "pricelevelid" BLOB,
  "duedate" INTEGER,
  "datedelivered" INTEGER,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "totallineitemamount" INTEGER,
  "totallineitemamount_base" INTEGER,
  "totaldiscountamount" INTEGER,
  "totaldiscountamount_base" INTEGER,
  "totalamountlessfreight" INTEGER,
  "totalamountlessfreight_base" INTEGER,
  "freightamount" INTEGER,
  "freightamount_base" INTEGER,
  "totaltax" INTEGER,
  "totaltax_base" INTEGER,
  "totalamount" INTEGER,
  "totalamount_base" INTEGER,
  "msdyn_amountdue" INTEGER,
  "msdyn_amountdue_base" INTEGER,
  "msdyn_ordertype" INTEGER,
  "msdyn_projectinvoicestatus" INTEGER,
  "msdyn_hascorrections" INTEGER,
  "msdyn_billtocontactname" TEXT,
  "adx_exposetocustomer" INTEGER,
  "adx_visibletocustomer" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "ownerid" BLOB,
  "owneridtype" TEXT,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER,
  "createdby" BLOB,
  "modifiedby" BLOB,
  "overriddencreatedon" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "invoice.salesorderid" ON "invoice" ("salesorderid");
CREATE INDEX IF NOT EXISTS "invoice.opportunityid" ON "invoice" ("opportunityid");
CREATE INDEX IF NOT EXISTS "invoice.pricelevelid" ON "invoice" ("pricelevelid");
CREATE INDEX IF NOT EXISTS "invoice.transactioncurrencyid" ON "invoice" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "invoice.ownerid" ON "invoice" ("ownerid");
CREATE INDEX IF NOT EXISTS "invoice.createdby" ON "invoice" ("createdby");
CREATE INDEX IF NOT EXISTS "invoice.modifiedby" ON "invoice" ("modifiedby");
CREATE INDEX IF NOT EXISTS "invoice.customerid.statecode" ON "invoice" ("customerid", "statecode");

CREATE TABLE "invoicedetail" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "invoicedetailname" TEXT,
  "invoiceid" BLOB,
  "lineitemnumber" INTEGER,
  "productid" BLOB,
  "productdescription" TEXT,
  "producttypecode" INTEGER,
  "quantity" REAL,
  "uomid" BLOB,
  "salesorderdetailid" BLOB,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "priceperunit" INTEGER,
  "priceperunit_base" INTEGER,
  "manualdiscountamount" INTEGER,
  "manualdiscountamount_base" INTEGER,
  "tax" INTEGER,
  "tax_base" INTEGER,
  "extendedamount" INTEGER,
  "extendedamount_base" INTEGER,
  "msdyn_linetype" INTEGER,
  "msdyn_workorderid" BLOB,
  "msdyn_workorderproductid" BLOB,
  "msdyn_workorderserviceid" BLOB,
  "msdyn_agreement" BLOB,
  "msdyn_agreementinvoiceproduct" BLOB,
  "msdyn_project" BLOB,
  "msdyn_contractlineid" BLOB,
  "msdyn_contractline" TEXT,
  "msdyn_billingmethod" INTEGER,
  "msdyn_chargeableamount" INTEGER,
  "msdyn_chargeableamount_base" INTEGER,
  "msdyn_complimentaryamount" INTEGER,
  "msdyn_complimentaryamount_base" INTEGER,
  "msdyn_nonchargeableamount" INTEGER,
  "msdyn_nonchargeableamount_base" INTEGER,
  "msdyn_invoicedtilldate" INTEGER,
  "msdyn_invoicedtilldate_base" INTEGER,
  "msdyn_contractlineamount" INTEGER,
  "msdyn_contractlineamount_base" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "invoicedetail.productid" ON "invoicedetail" ("productid");
CREATE INDEX IF NOT EXISTS "invoicedetail.uomid" ON "invoicedetail" ("uomid");
CREATE INDEX IF NOT EXISTS "invoicedetail.salesorderdetailid" ON "invoicedetail" ("salesorderdetailid");
CREATE INDEX IF NOT EXISTS "invoicedetail.transactioncurrencyid" ON "invoicedetail" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "invoicedetail.msdyn_workorderid" ON "invoicedetail" ("msdyn_workorderid");
CREATE INDEX IF NOT EXISTS "invoicedetail.msdyn_workorderproductid" ON "invoicedetail" ("msdyn_workorderproductid");
CREATE INDEX IF NOT EXISTS "invoicedetail.msdyn_workorderserviceid" ON "invoicedetail" ("msdyn_workorderserviceid");
CREATE INDEX IF NOT EXISTS "invoicedetail.msdyn_agreement" ON "invoicedetail" ("msdyn_agreement");
CREATE INDEX IF NOT EXISTS "invoicedetail.msdyn_project" ON "invoicedetail" ("msdyn_project");
CREATE INDEX IF NOT EXISTS "invoicedetail.msdyn_contractlineid" ON "invoicedetail" ("msdyn_contractlineid");
CREATE INDEX IF NOT EXISTS "invoicedetail.invoiceid.lineitemnumber" ON "invoicedetail" ("invoiceid", "lineitemnumber");

CREATE TABLE "opportunity" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "name" TEXT,
  "adx_referencecode" TEXT,
  "customerid" BLOB,
  "customeridtype" TEXT,
  "parentaccountid" BLOB,
  "parentcontactid" BLOB,
  "msa_partnerid" BLOB,
  "msa_partneroppid" BLOB,
  "adx_territoryid" BLOB,
  "adx_leadtypeid" BLOB,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "estimatedvalue" INTEGER,
  "estimatedvalue_base" INTEGER,
  "isrevenuesystemcalculated" INTEGER,
  "actualvalue" INTEGER,
  "actualvalue_base" INTEGER,
  "totalamount" INTEGER,
  "totalamount_base" INTEGER,
  "budgetamount" INTEGER,
  "budgetamount_base" INTEGER,
  "estimatedclosedate" INTEGER,
  "actualclosedate" INTEGER,
  "closeprobability" INTEGER,
  "description" TEXT,
  "currentsituation" TEXT,
  "customerneed" TEXT,
  "proposedsolution" TEXT,
  "customerpainpoints" TEXT,
  "quotecomments" TEXT,
  "qualificationcomments" TEXT,
  "opportunityratingcode" INTEGER,
  "salesstage" INTEGER,
  "salesstagecode" INTEGER,
  "stepname" TEXT,
  "stageid" BLOB,
  "processid" BLOB,
  "traversedpath" TEXT,
  "stepid" BLOB,
  "msdyn_ordertype" INTEGER,
  "originatingleadid" BLOB,
  "campaignid" BLOB,
  "pricelevelid" BLOB,
  "adx_delivereddate" INTEGER,
  "adx_expirydate" INTEGER,
  "adx_accepteddate" INTEGER,
  "adx_wondate" INTEGER,
  "adx_readyfordistribution" INTEGER,
  "adx_partnercreated" INTEGER,
  "adx_opportunitysource" INTEGER,
  "adx_partnercollaboration" INTEGER,
  "adx_dealregistrationrequestid" BLOB,
  "adx_feedbackyet" INTEGER,
  "adx_reasonforreturn" INTEGER,
  "adx_opportuntiyproductsfromlead" TEXT,
  "adx_createdbyusername" TEXT,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "ownerid" BLOB,
  "owneridtype" TEXT,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER,
  "createdby" BLOB,
  "modifiedby" BLOB,
  "overriddencreatedon" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "opportunity.customerid" ON "opportunity" ("customerid");
CREATE INDEX IF NOT EXISTS "opportunity.parentaccountid" ON "opportunity" ("parentaccountid");
CREATE INDEX IF NOT EXISTS "opportunity.parentcontactid" ON "opportunity" ("parentcontactid");
CREATE INDEX IF NOT EXISTS "opportunity.msa_partneroppid" ON "opportunity" ("msa_partneroppid");
CREATE INDEX IF NOT EXISTS "opportunity.adx_territoryid" ON "opportunity" ("adx_territoryid");
CREATE INDEX IF NOT EXISTS "opportunity.adx_leadtypeid" ON "opportunity" ("adx_leadtypeid");
CREATE INDEX IF NOT EXISTS "opportunity.transactioncurrencyid" ON "opportunity" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "opportunity.pricelevelid" ON "opportunity" ("pricelevelid");
CREATE INDEX IF NOT EXISTS "opportunity.adx_dealregistrationrequestid" ON "opportunity" ("adx_dealregistrationrequestid");
CREATE INDEX IF NOT EXISTS "opportunity.ownerid" ON "opportunity" ("ownerid");
CREATE INDEX IF NOT EXISTS "opportunity.createdby" ON "opportunity" ("createdby");
CREATE INDEX IF NOT EXISTS "opportunity.modifiedby" ON "opportunity" ("modifiedby");
CREATE INDEX IF NOT EXISTS "opportunity.msa_partnerid.statuscode" ON "opportunity" ("msa_partnerid", "statuscode");
CREATE INDEX IF NOT EXISTS "opportunity.statecode.statuscode" ON "opportunity" ("statecode", "statuscode");

CREATE TABLE "opportunityproduct" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "opportunityproductname" TEXT,
  "opportunityid" BLOB,
  "productid" BLOB,
  "productdescription" TEXT,
  "isproductoverridden" INTEGER,
  "lineitemnumber" INTEGER,
  "quantity" INTEGER,
  "uomid" BLOB,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "priceperunit" INTEGER,
  "priceperunit_base" INTEGER,
  "extendedamount" INTEGER,
  "extendedamount_base" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "opportunityproduct.productid" ON "opportunityproduct" ("productid");
CREATE INDEX IF NOT EXISTS "opportunityproduct.uomid" ON "opportunityproduct" ("uomid");
CREATE INDEX IF NOT EXISTS "opportunityproduct.transactioncurrencyid" ON "opportunityproduct" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "opportunityproduct.opportunityid.lineitemnumber" ON "opportunityproduct" ("opportunityid", "lineitemnumber");

CREATE TABLE "adx_opportunitynote" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "adx_name" TEXT,
  "adx_opportunityid" BLOB,
  "adx_date" INTEGER,
  "adx_description" TEXT,
  "adx_assignedto" TEXT,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER,
  "createdby" BLOB,
  "modifiedby" BLOB,
  "overriddencreatedon" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_opportunitynote.createdby" ON "adx_opportunitynote" ("createdby");
CREATE INDEX IF NOT EXISTS "adx_opportunitynote.modifiedby" ON "adx_opportunitynote" ("modifiedby");
CREATE INDEX IF NOT EXISTS "adx_opportunitynote.adx_opportunityid.adx_date" ON "adx_opportunitynote" ("adx_opportunityid", "adx_date");

CREATE TABLE "adx_leadtype" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "adx_name" TEXT,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;

CREATE TABLE "territory" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "name" TEXT,
  "description" TEXT,
  "managerid" BLOB,
  "parentterritoryid" BLOB,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "territory.managerid" ON "territory" ("managerid");
CREATE INDEX IF NOT EXISTS "territory.parentterritoryid" ON "territory" ("parentterritoryid");

CREATE TABLE "product" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "name" TEXT,
  "productnumber" TEXT,
  "description" TEXT,
  "productstructure" INTEGER,
  "producttypecode" INTEGER,
  "parentproductid" BLOB,
  "defaultuomid" BLOB,
  "quantitydecimal" INTEGER,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "price" INTEGER,
  "price_base" INTEGER,
  "currentcost" INTEGER,
  "currentcost_base" INTEGER,
  "standardcost" INTEGER,
  "standardcost_base" INTEGER,
  "validfromdate" INTEGER,
  "validtodate" INTEGER,
  "msdyn_transactioncategory" BLOB,
  "msdyn_fieldserviceproducttype" INTEGER,
  "msdyn_converttocustomerasset" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "product.parentproductid" ON "product" ("parentproductid");
CREATE INDEX IF NOT EXISTS "product.defaultuomid" ON "product" ("defaultuomid");
CREATE INDEX IF NOT EXISTS "product.transactioncurrencyid" ON "product" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "product.msdyn_transactioncategory" ON "product" ("msdyn_transactioncategory");

CREATE TABLE "bookableresource" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "name" TEXT,
  "resourcetype" INTEGER,
  "accountid" BLOB,
  "contactid" BLOB,
  "userid" BLOB,
  "timezone" INTEGER,
  "calendarid" BLOB,
  "msdyn_primaryemail" TEXT,
  "msdyn_organizationalunit" BLOB,
  "msdyn_targetutilization" INTEGER,
  "msdyn_displayonscheduleboard" INTEGER,
  "msdyn_displayonscheduleassistant" INTEGER,
  "msdyn_startlocation" INTEGER,
  "msdyn_endlocation" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "bookableresource.accountid" ON "bookableresource" ("accountid");
CREATE INDEX IF NOT EXISTS "bookableresource.contactid" ON "bookableresource" ("contactid");
CREATE INDEX IF NOT EXISTS "bookableresource.userid" ON "bookableresource" ("userid");
CREATE INDEX IF NOT EXISTS "bookableresource.msdyn_organizationalunit" ON "bookableresource" ("msdyn_organizationalunit");

CREATE TABLE "bookableresourcebooking" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "name" TEXT,
  "resource" BLOB,
  "bookingstatus" BLOB,
  "header" BLOB,
  "bookingtype" INTEGER,
  "starttime" INTEGER,
  "endtime" INTEGER,
  "duration" INTEGER,
  "msdyn_workorder" BLOB,
  "msdyn_projectid" BLOB,
  "msdyn_projectteamid" BLOB,
  "msdyn_resourcecategoryid" BLOB,
  "msdyn_resourcerequirement" BLOB,
  "msdyn_requirementgroupid" BLOB,
  "msdyn_agreementbookingdate" BLOB,
  "msdyn_bookingmethod" INTEGER,
  "msdyn_estimatedarrivaltime" INTEGER,
  "msdyn_actualarrivaltime" INTEGER,
  "msdyn_estimatedtravelduration" INTEGER,
  "msdyn_actualtravelduration" INTEGER,
  "msdyn_milestraveled" INTEGER,
  "msdyn_totalbillableduration" INTEGER,
  "msdyn_totalbreakduration" INTEGER,
  "msdyn_totaldurationinprogress" INTEGER,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "msdyn_totalcost" INTEGER,
  "msdyn_totalcost_base" INTEGER,
  "msdyn_offlinetimestamp" INTEGER,
  "msdyn_effort" INTEGER,
  "msdyn_worklocation" INTEGER,
  "msdyn_signature" BLOB,
  "msdyn_latitude" REAL,
  "msdyn_longitude" REAL,
  "description" TEXT,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "ownerid" BLOB,
  "owneridtype" TEXT,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER,
  "createdby" BLOB,
  "modifiedby" BLOB,
  "overriddencreatedon" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "bookableresourcebooking.bookingstatus" ON "bookableresourcebooking" ("bookingstatus");
CREATE INDEX IF NOT EXISTS "bookableresourcebooking.msdyn_workorder" ON "bookableresourcebooking" ("msdyn_workorder");
CREATE INDEX IF NOT EXISTS "bookableresourcebooking.msdyn_projectid" ON "bookableresourcebooking" ("msdyn_projectid");
CREATE INDEX IF NOT EXISTS "bookableresourcebooking.msdyn_projectteamid" ON "bookableresourcebooking" ("msdyn_projectteamid");
CREATE INDEX IF NOT EXISTS "bookableresourcebooking.msdyn_resourcecategoryid" ON "bookableresourcebooking" ("msdyn_resourcecategoryid");
CREATE INDEX IF NOT EXISTS "bookableresourcebooking.transactioncurrencyid" ON "bookableresourcebooking" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "bookableresourcebooking.ownerid" ON "bookableresourcebooking" ("ownerid");
CREATE INDEX IF NOT EXISTS "bookableresourcebooking.createdby" ON "bookableresourcebooking" ("createdby");
CREATE INDEX IF NOT EXISTS "bookableresourcebooking.modifiedby" ON "bookableresourcebooking" ("modifiedby");
CREATE INDEX IF NOT EXISTS "bookableresourcebooking.resource.starttime" ON "bookableresourcebooking" ("resource", "starttime");
CREATE INDEX IF NOT EXISTS "bookableresourcebooking.statecode.starttime" ON "bookableresourcebooking" ("statecode", "starttime");

CREATE TABLE "bookingstatus" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "name" TEXT,
  "description" TEXT,
  "status" INTEGER,
  "msdyn_fieldservicestatus" INTEGER,
  "msdyn_committype" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;

CREATE TABLE "bookableresourcecategory" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "name" TEXT,
  "description" TEXT,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;

CREATE TABLE "msdyn_project" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "msdyn_subject" TEXT,
  "msdynce_projectnumber" TEXT,
  "msdyn_description" TEXT,
  "msdyn_customer" BLOB,
  "msdyn_salesorderid" BLOB,
  "msdyn_projectmanager" BLOB,
  "msdyn_contractorganizationalunitid" BLOB,
  "msdyn_projectteamid" BLOB,
  "msdyn_workhourtemplate" BLOB,
  "msdyn_projecttemplate" BLOB,
  "msdyn_scheduledstart" INTEGER,
  "msdyn_scheduledend" INTEGER,
  "msdyn_scheduleddurationminutes" INTEGER,
  "msdyn_wbsduration" INTEGER,
  "msdyn_actualstart" INTEGER,
  "msdyn_actualend" INTEGER,
  "msdyn_plannedhours" INTEGER,
  "msdyn_actualhours" INTEGER,
  "msdyn_remaininghours" INTEGER,
  "msdyn_progress" INTEGER,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "msdyn_totalplannedcost" INTEGER,
  "msdyn_totalplannedcost_base" INTEGER,
  "msdyn_totalactualcost" INTEGER,
  "msdyn_totalactualcost_base" INTEGER,
  "msdyn_costconsumption" INTEGER,
  "msdyn_plannedlaborcost" INTEGER,
  "msdyn_plannedlaborcost_base" INTEGER,
  "msdyn_plannedexpensecost" INTEGER,
  "msdyn_plannedexpensecost_base" INTEGER,
  "msdyn_actuallaborcost" INTEGER,
  "msdyn_actuallaborcost_base" INTEGER,
  "msdyn_actualexpensecost" INTEGER,
  "msdyn_actualexpensecost_base" INTEGER,
  "msdyn_plannedsales" INTEGER,
  "msdyn_plannedsales_base" INTEGER,
  "msdyn_actualsales" INTEGER,
  "msdyn_actualsales_base" INTEGER,
  "msdyn_overallprojectstatus" INTEGER,
  "msdyn_scheduleperformance" INTEGER,
  "msdyn_costperformance" INTEGER,
  "msdyn_stagename" TEXT,
  "msdyn_bulkgenerationstatus" INTEGER,
  "msdyn_istemplate" INTEGER,
  "msdyn_islinkedtomsprojectclient" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "ownerid" BLOB,
  "owneridtype" TEXT,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER,
  "createdby" BLOB,
  "modifiedby" BLOB,
  "overriddencreatedon" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "msdyn_project.msdyn_salesorderid" ON "msdyn_project" ("msdyn_salesorderid");
CREATE INDEX IF NOT EXISTS "msdyn_project.msdyn_projectmanager" ON "msdyn_project" ("msdyn_projectmanager");
CREATE INDEX IF NOT EXISTS "msdyn_project.msdyn_contractorganizationalunitid" ON "msdyn_project" ("msdyn_contractorganizationalunitid");
CREATE INDEX IF NOT EXISTS "msdyn_project.msdyn_projecttemplate" ON "msdyn_project" ("msdyn_projecttemplate");
CREATE INDEX IF NOT EXISTS "msdyn_project.transactioncurrencyid" ON "msdyn_project" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "msdyn_project.ownerid" ON "msdyn_project" ("ownerid");
CREATE INDEX IF NOT EXISTS "msdyn_project.createdby" ON "msdyn_project" ("createdby");
CREATE INDEX IF NOT EXISTS "msdyn_project.modifiedby" ON "msdyn_project" ("modifiedby");
CREATE INDEX IF NOT EXISTS "msdyn_project.msdyn_customer.statecode" ON "msdyn_project" ("msdyn_customer", "statecode");

CREATE TABLE "msdyn_projecttask" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "msdyn_subject" TEXT,
  "msdyn_project" BLOB,
  "msdyn_parenttask" BLOB,
  "msdyn_wbsid" TEXT,
  "msdyn_islinetask" INTEGER,
  "msdyn_ismilestone" INTEGER,
  "msdyn_autoscheduling" INTEGER,
  "msdyn_progress" INTEGER,
  "msdyn_effort" INTEGER,
  "msdyn_actualeffort" INTEGER,
  "msdyn_remaininghours" INTEGER,
  "msdyn_duration" INTEGER,
  "msdyn_scheduleddurationminutes" INTEGER,
  "msdyn_scheduledstart" INTEGER,
  "msdyn_scheduledend" INTEGER,
  "msdyn_actualstart" INTEGER,
  "msdyn_actualend" INTEGER,
  "msdyn_transactioncategory" BLOB,
  "msdyn_resourcecategory" BLOB,
  "msdyn_resourceorganizationalunitid" BLOB,
  "msdyn_assignedteammembers" BLOB,
  "msdyn_aggregationdirection" INTEGER,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "msdyn_plannedcost" INTEGER,
  "msdyn_plannedcost_base" INTEGER,
  "msdyn_plannedsales" INTEGER,
  "msdyn_plannedsales_base" INTEGER,
  "msdyn_actualcost" INTEGER,
  "msdyn_actualcost_base" INTEGER,
  "msdyn_actualsales" INTEGER,
  "msdyn_actualsales_base" INTEGER,
  "msdyn_remainingcost" INTEGER,
  "msdyn_remainingcost_base" INTEGER,
  "msdyn_remainingsales" INTEGER,
  "msdyn_remainingsales_base" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "msdyn_projecttask.msdyn_parenttask" ON "msdyn_projecttask" ("msdyn_parenttask");
CREATE INDEX IF NOT EXISTS "msdyn_projecttask.msdyn_transactioncategory" ON "msdyn_projecttask" ("msdyn_transactioncategory");
CREATE INDEX IF NOT EXISTS "msdyn_projecttask.msdyn_resourcecategory" ON "msdyn_projecttask" ("msdyn_resourcecategory");
CREATE INDEX IF NOT EXISTS "msdyn_projecttask.msdyn_resourceorganizationalunitid" ON "msdyn_projecttask" ("msdyn_resourceorganizationalunitid");
CREATE INDEX IF NOT EXISTS "msdyn_projecttask.transactioncurrencyid" ON "msdyn_projecttask" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "msdyn_projecttask.msdyn_project.msdyn_wbsid" ON "msdyn_projecttask" ("msdyn_project", "msdyn_wbsid");

CREATE TABLE "msdyn_projectteam" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "msdyn_name" TEXT,
  "msdyn_bookableresourceid" BLOB,
  "msdyn_project" BLOB,
  "msdyn_resourcecategory" BLOB,
  "msdyn_from" INTEGER,
  "msdyn_to" INTEGER,
  "msdyn_hardbookedhours" INTEGER,
  "msdyn_softbookedhours" INTEGER,
  "msdyn_requiredhours" INTEGER,
  "msdyn_assignedhours" INTEGER,
  "msdyn_hours" INTEGER,
  "msdyn_membershipstatus" INTEGER,
  "msdyn_allocationmethod" INTEGER,
  "msdyn_billingtype" INTEGER,
  "msdyn_projectapprover" INTEGER,
  "msdyn_resourcerequirementid" BLOB,
  "msdyn_organizationalunit" BLOB,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "msdyn_projectteam.msdyn_bookableresourceid" ON "msdyn_projectteam" ("msdyn_bookableresourceid");
CREATE INDEX IF NOT EXISTS "msdyn_projectteam.msdyn_resourcecategory" ON "msdyn_projectteam" ("msdyn_resourcecategory");
CREATE INDEX IF NOT EXISTS "msdyn_projectteam.msdyn_organizationalunit" ON "msdyn_projectteam" ("msdyn_organizationalunit");
CREATE INDEX IF NOT EXISTS "msdyn_projectteam.msdyn_project.msdyn_bookableresourceid" ON "msdyn_projectteam" ("msdyn_project", "msdyn_bookableresourceid");

CREATE TABLE "msdyn_resourceassignment" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "msdyn_name" TEXT,
  "msdyn_bookableresourceid" BLOB,
  "msdyn_projectid" BLOB,
  "msdyn_projectteamid" BLOB,
  "msdyn_taskid" BLOB,
  "msdyn_fromdate" INTEGER,
  "msdyn_todate" INTEGER,
  "msdyn_hours" INTEGER,
  "msdyn_plannedwork" TEXT,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "msdyn_plannedcost" INTEGER,
  "msdyn_plannedcost_base" INTEGER,
  "msdyn_plannedsales" INTEGER,
  "msdyn_plannedsales_base" INTEGER,
  "msdyn_committype" INTEGER,
  "msdyn_bookingstatusid" BLOB,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "msdyn_resourceassignment.msdyn_bookableresourceid" ON "msdyn_resourceassignment" ("msdyn_bookableresourceid");
CREATE INDEX IF NOT EXISTS "msdyn_resourceassignment.msdyn_projectid" ON "msdyn_resourceassignment" ("msdyn_projectid");
CREATE INDEX IF NOT EXISTS "msdyn_resourceassignment.msdyn_taskid" ON "msdyn_resourceassignment" ("msdyn_taskid");
CREATE INDEX IF NOT EXISTS "msdyn_resourceassignment.transactioncurrencyid" ON "msdyn_resourceassignment" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "msdyn_resourceassignment.msdyn_bookingstatusid" ON "msdyn_resourceassignment" ("msdyn_bookingstatusid");
CREATE INDEX IF NOT EXISTS "msdyn_resourceassignment.msdyn_projectteamid.msdyn_fromdate" ON "msdyn_resourceassignment" ("msdyn_projectteamid", "msdyn_fromdate");

CREATE TABLE "quote" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "name" TEXT,
  "quotenumber" TEXT,
  "revisionnumber" INTEGER,
  "customerid" BLOB,
  "customeridtype" TEXT,
  "opportunityid" BLOB,
  "effectivefrom" INTEGER,
  "effectiveto" INTEGER,
  "expireson" INTEGER,
  "requestdeliveryby" INTEGER,
  "closedon" INTEGER,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "totallineitemamount" INTEGER,
  "totallineitemamount_base" INTEGER,
  "totaldiscountamount" INTEGER,
  "totaldiscountamount_base" INTEGER,
  "totalamountlessfreight" INTEGER,
  "totalamountlessfreight_base" INTEGER,
  "freightamount" INTEGER,
  "freightamount_base" INTEGER,
  "totaltax" INTEGER,
  "totaltax_base" INTEGER,
  "totalamount" INTEGER,
  "totalamount_base" INTEGER,
  "paymenttermscode" INTEGER,
  "description" TEXT,
  "msdyn_ordertype" INTEGER,
  "pricelevelid" BLOB,
  "msdyn_contractorganizationalunitid" BLOB,
  "msdyn_accountmanagerid" BLOB,
  "msdyn_feasible" INTEGER,
  "msdyn_competitive" INTEGER,
  "msdyn_profitability" TEXT,
  "msdyn_estimatedbudget" INTEGER,
  "msdyn_estimatedschedule" INTEGER,
  "msdyn_totalchargeablecostrollup" INTEGER,
  "msdyn_totalchargeablecostrollup_base" INTEGER,
  "msdyn_totalnonchargeablecostrollup" INTEGER,
  "msdyn_totalnonchargeablecostrollup_base" INTEGER,
  "msdyn_grossmargin" INTEGER,
  "msdyn_adjustedgrossmargin" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "ownerid" BLOB,
  "owneridtype" TEXT,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER,
  "createdby" BLOB,
  "modifiedby" BLOB,
  "overriddencreatedon" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "quote.opportunityid" ON "quote" ("opportunityid");
CREATE INDEX IF NOT EXISTS "quote.transactioncurrencyid" ON "quote" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "quote.pricelevelid" ON "quote" ("pricelevelid");
CREATE INDEX IF NOT EXISTS "quote.msdyn_contractorganizationalunitid" ON "quote" ("msdyn_contractorganizationalunitid");
CREATE INDEX IF NOT EXISTS "quote.msdyn_accountmanagerid" ON "quote" ("msdyn_accountmanagerid");
CREATE INDEX IF NOT EXISTS "quote.ownerid" ON "quote" ("ownerid");
CREATE INDEX IF NOT EXISTS "quote.createdby" ON "quote" ("createdby");
CREATE INDEX IF NOT EXISTS "quote.modifiedby" ON "quote" ("modifiedby");
CREATE INDEX IF NOT EXISTS "quote.customerid.statecode" ON "quote" ("customerid", "statecode");

CREATE TABLE "quotedetail" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "quotedetailname" TEXT,
  "quoteid" BLOB,
  "lineitemnumber" INTEGER,
  "productid" BLOB,
  "productdescription" TEXT,
  "producttypecode" INTEGER,
  "quantity" INTEGER,
  "uomid" BLOB,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "priceperunit" INTEGER,
  "priceperunit_base" INTEGER,
  "baseamount" INTEGER,
  "baseamount_base" INTEGER,
  "manualdiscountamount" INTEGER,
  "manualdiscountamount_base" INTEGER,
  "tax" INTEGER,
  "tax_base" INTEGER,
  "extendedamount" INTEGER,
  "extendedamount_base" INTEGER,
  "msdyn_linetype" INTEGER,
  "msdyn_project" BLOB,
  "msdyn_billingmethod" INTEGER,
  "msdyn_includetime" INTEGER,
  "msdyn_includeexpense" INTEGER,
  "msdyn_includematerial" INTEGER,
  "msdyn_includefee" INTEGER,
  "msdyn_invoicefrequency" BLOB,
  "msdyn_billingstartdate" INTEGER,
  "msdyn_costamount" INTEGER,
  "msdyn_costamount_base" INTEGER,
  "msdyn_costpriceperunit" INTEGER,
  "msdyn_costpriceperunit_base" INTEGER,
  "msdyn_budgetamount" INTEGER,
  "msdyn_budgetamount_base" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "quotedetail.productid" ON "quotedetail" ("productid");
CREATE INDEX IF NOT EXISTS "quotedetail.uomid" ON "quotedetail" ("uomid");
CREATE INDEX IF NOT EXISTS "quotedetail.transactioncurrencyid" ON "quotedetail" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "quotedetail.msdyn_project" ON "quotedetail" ("msdyn_project");
CREATE INDEX IF NOT EXISTS "quotedetail.quoteid.lineitemnumber" ON "quotedetail" ("quoteid", "lineitemnumber");

CREATE TABLE "salesorder" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "name" TEXT,
  "ordernumber" TEXT,
  "customerid" BLOB,
  "customeridtype" TEXT,
  "quoteid" BLOB,
  "opportunityid" BLOB,
  "pricelevelid" BLOB,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "totallineitemamount" INTEGER,
  "totallineitemamount_base" INTEGER,
  "totaldiscountamount" INTEGER,
  "totaldiscountamount_base" INTEGER,
  "totalamountlessfreight" INTEGER,
  "totalamountlessfreight_base" INTEGER,
  "freightamount" INTEGER,
  "freightamount_base" INTEGER,
  "totaltax" INTEGER,
  "totaltax_base" INTEGER,
  "totalamount" INTEGER,
  "totalamount_base" INTEGER,
  "paymenttermscode" INTEGER,
  "msdyn_ordertype" INTEGER,
  "msdyn_psastate" INTEGER,
  "msdyn_psastatusreason" INTEGER,
  "msdyn_contractorganizationalunitid" BLOB,
  "msdyn_accountmanagerid" BLOB,
  "submitdate" INTEGER,
  "adx_visibletocustomer" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "ownerid" BLOB,
  "owneridtype" TEXT,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER,
  "createdby" BLOB,
  "modifiedby" BLOB,
  "overriddencreatedon" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "salesorder.quoteid" ON "salesorder" ("quoteid");
CREATE INDEX IF NOT EXISTS "salesorder.opportunityid" ON "salesorder" ("opportunityid");
CREATE INDEX IF NOT EXISTS "salesorder.pricelevelid" ON "salesorder" ("pricelevelid");
CREATE INDEX IF NOT EXISTS "salesorder.transactioncurrencyid" ON "salesorder" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "salesorder.msdyn_contractorganizationalunitid" ON "salesorder" ("msdyn_contractorganizationalunitid");
CREATE INDEX IF NOT EXISTS "salesorder.msdyn_accountmanagerid" ON "salesorder" ("msdyn_accountmanagerid");
CREATE INDEX IF NOT EXISTS "salesorder.ownerid" ON "salesorder" ("ownerid");
CREATE INDEX IF NOT EXISTS "salesorder.createdby" ON "salesorder" ("createdby");
CREATE INDEX IF NOT EXISTS "salesorder.modifiedby" ON "salesorder" ("modifiedby");
CREATE INDEX IF NOT EXISTS "salesorder.customerid.statecode" ON "salesorder" ("customerid", "statecode");

CREATE TABLE "salesorderdetail" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "salesorderdetailname" TEXT,
  "salesorderid" BLOB,
  "quotedetailid" BLOB,
  "sequencenumber" INTEGER,
  "lineitemnumber" INTEGER,
  "productid" BLOB,
  "productdescription" TEXT,
  "producttypecode" INTEGER,
  "quantity" INTEGER,
  "uomid" BLOB,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "priceperunit" INTEGER,
  "priceperunit_base" INTEGER,
  "baseamount" INTEGER,
  "baseamount_base" INTEGER,
  "manualdiscountamount" INTEGER,
  "manualdiscountamount_base" INTEGER,
  "tax" INTEGER,
  "tax_base" INTEGER,
  "extendedamount" INTEGER,
  "extendedamount_base" INTEGER,
  "msdyn_linetype" INTEGER,
  "msdyn_project" BLOB,
  "msdyn_billingmethod" INTEGER,
  "msdyn_includetime" INTEGER,
  "msdyn_includeexpense" INTEGER,
  "msdyn_includematerial" INTEGER,
  "msdyn_includefee" INTEGER,
  "msdyn_invoicefrequency" BLOB,
  "msdyn_billingstartdate" INTEGER,
  "msdyn_billingstatus" INTEGER,
  "msdyn_costamount" INTEGER,
  "msdyn_costamount_base" INTEGER,
  "msdyn_costpriceperunit" INTEGER,
  "msdyn_costpriceperunit_base" INTEGER,
  "msdyn_budgetamount" INTEGER,
  "msdyn_budgetamount_base" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "salesorderdetail.quotedetailid" ON "salesorderdetail" ("quotedetailid");
CREATE INDEX IF NOT EXISTS "salesorderdetail.productid" ON "salesorderdetail" ("productid");
CREATE INDEX IF NOT EXISTS "salesorderdetail.uomid" ON "salesorderdetail" ("uomid");
CREATE INDEX IF NOT EXISTS "salesorderdetail.transactioncurrencyid" ON "salesorderdetail" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "salesorderdetail.msdyn_project" ON "salesorderdetail" ("msdyn_project");
CREATE INDEX IF NOT EXISTS "salesorderdetail.salesorderid.lineitemnumber" ON "salesorderdetail" ("salesorderid", "lineitemnumber");

CREATE TABLE "msdyn_contractlinescheduleofvalue" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "msdyn_name" TEXT,
  "msdyn_contract" BLOB,
  "msdyn_contractlineid" BLOB,
  "msdyn_contractline" TEXT,
  "msdyn_project" BLOB,
  "msdyn_projecttask" BLOB,
  "msdyn_invoicedate" INTEGER,
  "msdyn_startdatetime" INTEGER,
  "msdyn_invoicestatus" INTEGER,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "msdyn_amount" INTEGER,
  "msdyn_amount_base" INTEGER,
  "msdyn_tax" INTEGER,
  "msdyn_tax_base" INTEGER,
  "msdyn_amount_after_tax" INTEGER,
  "msdyn_amount_after_tax_base" INTEGER,
  "msdyn_price" INTEGER,
  "msdyn_price_base" INTEGER,
  "msdyn_transactionclassification" INTEGER,
  "msdyn_transactiontypecode" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "msdyn_contractlinescheduleofvalue.msdyn_contractlineid" ON "msdyn_contractlinescheduleofvalue" ("msdyn_contractlineid");
CREATE INDEX IF NOT EXISTS "msdyn_contractlinescheduleofvalue.msdyn_project" ON "msdyn_contractlinescheduleofvalue" ("msdyn_project");
CREATE INDEX IF NOT EXISTS "msdyn_contractlinescheduleofvalue.msdyn_projecttask" ON "msdyn_contractlinescheduleofvalue" ("msdyn_projecttask");
CREATE INDEX IF NOT EXISTS "msdyn_contractlinescheduleofvalue.transactioncurrencyid" ON "msdyn_contractlinescheduleofvalue" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "msdyn_contractlinescheduleofvalue.msdyn_contract.msdyn_invoicedate" ON "msdyn_contractlinescheduleofvalue" ("msdyn_contract", "msdyn_invoicedate");

CREATE TABLE "msdyn_estimateline" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "msdyn_description" TEXT,
  "msdyn_project" BLOB,
  "msdyn_task" BLOB,
  "msdyn_estimate" BLOB,
  "msdyn_transactioncategory" BLOB,
  "msdyn_resourcecategory" BLOB,
  "msdyn_resourceorganizationalunitid" BLOB,
  "msdyn_quantity" INTEGER,
  "msdyn_unit" BLOB,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "msdyn_price" INTEGER,
  "msdyn_price_base" INTEGER,
  "msdyn_amount" INTEGER,
  "msdyn_amount_base" INTEGER,
  "msdyn_accountingdate" INTEGER,
  "msdyn_documentdate" INTEGER,
  "msdyn_startdatetime" INTEGER,
  "msdyn_enddatetime" INTEGER,
  "msdyn_billingtype" INTEGER,
  "msdyn_transactionclassification" INTEGER,
  "msdyn_transactiontypecode" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "msdyn_estimateline.msdyn_project" ON "msdyn_estimateline" ("msdyn_project");
CREATE INDEX IF NOT EXISTS "msdyn_estimateline.msdyn_task" ON "msdyn_estimateline" ("msdyn_task");
CREATE INDEX IF NOT EXISTS "msdyn_estimateline.msdyn_transactioncategory" ON "msdyn_estimateline" ("msdyn_transactioncategory");
CREATE INDEX IF NOT EXISTS "msdyn_estimateline.msdyn_resourcecategory" ON "msdyn_estimateline" ("msdyn_resourcecategory");
CREATE INDEX IF NOT EXISTS "msdyn_estimateline.msdyn_resourceorganizationalunitid" ON "msdyn_estimateline" ("msdyn_resourceorganizationalunitid");
CREATE INDEX IF NOT EXISTS "msdyn_estimateline.msdyn_unit" ON "msdyn_estimateline" ("msdyn_unit");
CREATE INDEX IF NOT EXISTS "msdyn_estimateline.transactioncurrencyid" ON "msdyn_estimateline" ("transactioncurrencyid");

CREATE TABLE "msdyn_actual" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "msdyn_description" TEXT,
  "msdyn_project" BLOB,
  "msdyn_task" BLOB,
  "msdyn_salescontract" BLOB,
  "msdyn_salescontractlineid" BLOB,
  "msdyn_salescontractline" TEXT,
  "msdyn_contractorganizationalunitid" BLOB,
  "msdyn_resourceorganizationalunitid" BLOB,
  "msdyn_resourcecategory" BLOB,
  "msdyn_transactioncategory" BLOB,
  "msdyn_bookableresource" BLOB,
  "msdyn_product" BLOB,
  "msdyn_quantity" INTEGER,
  "msdyn_unit" BLOB,
  "transactioncurrencyid" BLOB,
  "exchangerate" REAL,
  "msdyn_price" INTEGER,
  "msdyn_price_base" INTEGER,
  "msdyn_amount" INTEGER,
  "msdyn_amount_base" INTEGER,
  "msdyn_amountmethod" INTEGER,
  "msdyn_percent" INTEGER,
  "msdyn_basisquantity" INTEGER,
  "msdyn_basisprice" INTEGER,
  "msdyn_basisprice_base" INTEGER,
  "msdyn_basisamount" INTEGER,
  "msdyn_basisamount_base" INTEGER,
  "msdyn_accountingdate" INTEGER,
  "msdyn_documentdate" INTEGER,
  "msdyn_startdatetime" INTEGER,
  "msdyn_enddatetime" INTEGER,
  "msdyn_exchangeratedate" INTEGER,
  "msdyn_transactionclassification" INTEGER,
  "msdyn_transactiontypecode" INTEGER,
  "msdyn_billingtype" INTEGER,
  "msdyn_billingstatus" INTEGER,
  "msdyn_adjustmentstatus" INTEGER,
  "msdyn_customertype" INTEGER,
  "msdyn_vendortype" INTEGER,
  "msdyn_invoice" BLOB,
  "msdyn_externaldescription" TEXT,
  "msdyn_externalreferenceid" TEXT,
  "msdyn_externalreferencedate" INTEGER,
  "msdyn_isjournalized" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "msdyn_actual.msdyn_task" ON "msdyn_actual" ("msdyn_task");
CREATE INDEX IF NOT EXISTS "msdyn_actual.msdyn_salescontract" ON "msdyn_actual" ("msdyn_salescontract");
CREATE INDEX IF NOT EXISTS "msdyn_actual.msdyn_salescontractlineid" ON "msdyn_actual" ("msdyn_salescontractlineid");
CREATE INDEX IF NOT EXISTS "msdyn_actual.msdyn_contractorganizationalunitid" ON "msdyn_actual" ("msdyn_contractorganizationalunitid");
CREATE INDEX IF NOT EXISTS "msdyn_actual.msdyn_resourceorganizationalunitid" ON "msdyn_actual" ("msdyn_resourceorganizationalunitid");
CREATE INDEX IF NOT EXISTS "msdyn_actual.msdyn_resourcecategory" ON "msdyn_actual" ("msdyn_resourcecategory");
CREATE INDEX IF NOT EXISTS "msdyn_actual.msdyn_transactioncategory" ON "msdyn_actual" ("msdyn_transactioncategory");
CREATE INDEX IF NOT EXISTS "msdyn_actual.msdyn_bookableresource" ON "msdyn_actual" ("msdyn_bookableresource");
CREATE INDEX IF NOT EXISTS "msdyn_actual.msdyn_product" ON "msdyn_actual" ("msdyn_product");
CREATE INDEX IF NOT EXISTS "msdyn_actual.msdyn_unit" ON "msdyn_actual" ("msdyn_unit");
CREATE INDEX IF NOT EXISTS "msdyn_actual.transactioncurrencyid" ON "msdyn_actual" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "msdyn_actual.msdyn_invoice" ON "msdyn_actual" ("msdyn_invoice");
CREATE INDEX IF NOT EXISTS "msdyn_actual.msdyn_project.msdyn_documentdate" ON "msdyn_actual" ("msdyn_project", "msdyn_documentdate");

CREATE TABLE "msdyn_transactionconnection" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "msdyn_name" TEXT,
  "msdyn_transaction1" TEXT,
  "msdyn_transaction1role" TEXT,
  "msdyn_transaction1type" TEXT,
  "msdyn_transaction2" TEXT,
  "msdyn_transaction2role" TEXT,
  "msdyn_transaction2type" TEXT,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;

CREATE TABLE "msdyn_transactioncategory" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "msdyn_name" TEXT,
  "msdyn_billingtype" INTEGER,
  "msdyn_defaultunit" BLOB,
  "msdyn_unitgroup" BLOB,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "msdyn_transactioncategory.msdyn_defaultunit" ON "msdyn_transactioncategory" ("msdyn_defaultunit");

CREATE TABLE "msdyn_expensecategory" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "msdyn_name" TEXT,
  "msdyn_expensecategoryuid" BLOB,
  "msdyn_expensetype" INTEGER,
  "msdyn_receiptrequired" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "msdyn_expensecategory.msdyn_expensecategoryuid" ON "msdyn_expensecategory" ("msdyn_expensecategoryuid");

CREATE TABLE "msdyn_organizationalunit" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "msdyn_name" TEXT,
  "msdyn_currency" BLOB,
  "msdyn_latitude" REAL,
  "msdyn_longitude" REAL,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "msdyn_organizationalunit.msdyn_currency" ON "msdyn_organizationalunit" ("msdyn_currency");

CREATE TABLE "incident" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "title" TEXT,
  "ticketnumber" TEXT,
  "description" TEXT,
  "customerid" BLOB,
  "customeridtype" TEXT,
  "primarycontactid" BLOB,
  "responsiblecontactid" BLOB,
  "casetypecode" INTEGER,
  "caseorigincode" INTEGER,
  "prioritycode" INTEGER,
  "customersatisfactioncode" INTEGER,
  "productid" BLOB,
  "subjectid" BLOB,
  "parentcaseid" BLOB,
  "masterid" BLOB,
  "entitlementid" BLOB,
  "slaid" BLOB,
  "responseby" INTEGER,
  "resolveby" INTEGER,
  "isescalated" INTEGER,
  "escalatedon" INTEGER,
  "followupby" INTEGER,
  "adx_publishtoweb" INTEGER,
  "adx_resolution" TEXT,
  "adx_resolutiondate" INTEGER,
  "adx_stepstoreproduce" TEXT,
  "adx_createdbyusername" TEXT,
  "adx_modifiedbyusername" TEXT,
  "adx_createdbyipaddress" TEXT,
  "adx_modifiedbyipaddress" TEXT,
  "msa_partnerid" BLOB,
  "msa_partnercontactid" BLOB,
  "msdyn_incidenttype" BLOB,
  "msdyn_iotalert" BLOB,
  "msdyn_functionallocation" BLOB,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "ownerid" BLOB,
  "owneridtype" TEXT,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER,
  "createdby" BLOB,
  "modifiedby" BLOB,
  "overriddencreatedon" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "incident.primarycontactid" ON "incident" ("primarycontactid");
CREATE INDEX IF NOT EXISTS "incident.responsiblecontactid" ON "incident" ("responsiblecontactid");
CREATE INDEX IF NOT EXISTS "incident.productid" ON "incident" ("productid");
CREATE INDEX IF NOT EXISTS "incident.parentcaseid" ON "incident" ("parentcaseid");
CREATE INDEX IF NOT EXISTS "incident.masterid" ON "incident" ("masterid");
CREATE INDEX IF NOT EXISTS "incident.msa_partnerid" ON "incident" ("msa_partnerid");
CREATE INDEX IF NOT EXISTS "incident.msa_partnercontactid" ON "incident" ("msa_partnercontactid");
CREATE INDEX IF NOT EXISTS "incident.ownerid" ON "incident" ("ownerid");
CREATE INDEX IF NOT EXISTS "incident.createdby" ON "incident" ("createdby");
CREATE INDEX IF NOT EXISTS "incident.modifiedby" ON "incident" ("modifiedby");
CREATE INDEX IF NOT EXISTS "incident.customerid.statecode" ON "incident" ("customerid", "statecode");

CREATE TABLE "incidentresolution" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "subject" TEXT,
  "description" TEXT,
  "incidentid" BLOB,
  "timespent" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "incidentresolution.incidentid" ON "incidentresolution" ("incidentid");

CREATE TABLE "knowledgearticle" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "title" TEXT,
  "articlepublicnumber" TEXT,
  "keywords" TEXT,
  "description" TEXT,
  "content" TEXT,
  "languagelocaleid" BLOB,
  "isinternal" INTEGER,
  "isrootarticle" INTEGER,
  "isprimary" INTEGER,
  "islatestversion" INTEGER,
  "majorversionnumber" INTEGER,
  "minorversionnumber" INTEGER,
  "rootarticleid" BLOB,
  "parentarticlecontentid" BLOB,
  "previousarticlecontentid" BLOB,
  "rating" INTEGER,
  "rating_count" INTEGER,
  "rating_sum" INTEGER,
  "knowledgearticleviews" INTEGER,
  "publishon" INTEGER,
  "expirationdate" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "ownerid" BLOB,
  "owneridtype" TEXT,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER,
  "createdby" BLOB,
  "modifiedby" BLOB,
  "overriddencreatedon" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "knowledgearticle.languagelocaleid" ON "knowledgearticle" ("languagelocaleid");
CREATE INDEX IF NOT EXISTS "knowledgearticle.rootarticleid" ON "knowledgearticle" ("rootarticleid");
CREATE INDEX IF NOT EXISTS "knowledgearticle.parentarticlecontentid" ON "knowledgearticle" ("parentarticlecontentid");
CREATE INDEX IF NOT EXISTS "knowledgearticle.previousarticlecontentid" ON "knowledgearticle" ("previousarticlecontentid");
CREATE INDEX IF NOT EXISTS "knowledgearticle.ownerid" ON "knowledgearticle" ("ownerid");
CREATE INDEX IF NOT EXISTS "knowledgearticle.createdby" ON "knowledgearticle" ("createdby");
CREATE INDEX IF NOT EXISTS "knowledgearticle.modifiedby" ON "knowledgearticle" ("modifiedby");

CREATE TABLE "feedback" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "title" TEXT,
  "regardingobjectid" BLOB,
  "regardingobjecttypecode" TEXT,
  "rating" INTEGER,
  "minrating" INTEGER,
  "maxrating" INTEGER,
  "normalizedrating" INTEGER,
  "comments" TEXT,
  "source" INTEGER,
  "createdbycontact" BLOB,
  "adx_approved" INTEGER,
  "adx_contactusername" TEXT,
  "adx_contactemail" TEXT,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "feedback.createdbycontact" ON "feedback" ("createdbycontact");
CREATE INDEX IF NOT EXISTS "feedback.regardingobjectid.statecode" ON "feedback" ("regardingobjectid", "statecode");

CREATE TABLE "adx_communityforum" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "adx_name" TEXT,
  "adx_description" TEXT,
  "adx_displayorder" INTEGER,
  "adx_partialurl" TEXT,
  "adx_parentpageid" BLOB,
  "adx_websiteid" BLOB,
  "adx_websitelanguageid" BLOB,
  "adx_publishingstateid" BLOB,
  "adx_hiddenfromsitemap" INTEGER,
  "adx_forumpagetemplateid" BLOB,
  "adx_threadpagetemplateid" BLOB,
  "adx_threadcount" INTEGER,
  "adx_postcount" INTEGER,
  "adx_lastpostid" BLOB,
  "adx_enablequeuedposts" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_communityforum.adx_publishingstateid" ON "adx_communityforum" ("adx_publishingstateid");
CREATE INDEX IF NOT EXISTS "adx_communityforum.adx_lastpostid" ON "adx_communityforum" ("adx_lastpostid");

CREATE TABLE "adx_communityforumthread" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "adx_name" TEXT,
  "adx_forumid" BLOB,
  "adx_typeid" BLOB,
  "adx_firstpostid" BLOB,
  "adx_lastpostid" BLOB,
  "adx_lastpostdate" INTEGER,
  "adx_postcount" INTEGER,
  "adx_viewcount" INTEGER,
  "adx_sticky" INTEGER,
  "adx_locked" INTEGER,
  "adx_isanswered" INTEGER,
  "adx_publishingstateid" BLOB,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_communityforumthread.adx_typeid" ON "adx_communityforumthread" ("adx_typeid");
CREATE INDEX IF NOT EXISTS "adx_communityforumthread.adx_firstpostid" ON "adx_communityforumthread" ("adx_firstpostid");
CREATE INDEX IF NOT EXISTS "adx_communityforumthread.adx_lastpostid" ON "adx_communityforumthread" ("adx_lastpostid");
CREATE INDEX IF NOT EXISTS "adx_communityforumthread.adx_publishingstateid" ON "adx_communityforumthread" ("adx_publishingstateid");
CREATE INDEX IF NOT EXISTS "adx_communityforumthread.adx_forumid.adx_lastpostdate" ON "adx_communityforumthread" ("adx_forumid", "adx_lastpostdate");

CREATE TABLE "adx_communityforumpost" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "adx_name" TEXT,
  "adx_content" TEXT,
  "adx_date" INTEGER,
  "adx_authorid" BLOB,
  "adx_forumthreadid" BLOB,
  "adx_isanswer" INTEGER,
  "adx_helpfulvotecount" INTEGER,
  "adx_regardingid" BLOB,
  "adx_publishingstateid" BLOB,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER,
  "createdby" BLOB,
  "modifiedby" BLOB,
  "overriddencreatedon" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_communityforumpost.adx_authorid" ON "adx_communityforumpost" ("adx_authorid");
CREATE INDEX IF NOT EXISTS "adx_communityforumpost.adx_regardingid" ON "adx_communityforumpost" ("adx_regardingid");
CREATE INDEX IF NOT EXISTS "adx_communityforumpost.adx_publishingstateid" ON "adx_communityforumpost" ("adx_publishingstateid");
CREATE INDEX IF NOT EXISTS "adx_communityforumpost.createdby" ON "adx_communityforumpost" ("createdby");
CREATE INDEX IF NOT EXISTS "adx_communityforumpost.modifiedby" ON "adx_communityforumpost" ("modifiedby");
CREATE INDEX IF NOT EXISTS "adx_communityforumpost.adx_forumthreadid.adx_date" ON "adx_communityforumpost" ("adx_forumthreadid", "adx_date");

CREATE TABLE "adx_forumthreadtype" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "adx_name" TEXT,
  "adx_requiresanswer" INTEGER,
  "adx_allowsvoting" INTEGER,
  "adx_isdefault" INTEGER,
  "adx_displayorder" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;

CREATE TABLE "adx_communityforumalert" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "adx_name" TEXT,
  "adx_subscriberid" BLOB,
  "adx_threadid" BLOB,
  "adx_expirationdate" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_communityforumalert.adx_threadid" ON "adx_communityforumalert" ("adx_threadid");
CREATE INDEX IF NOT EXISTS "adx_communityforumalert.adx_subscriberid.adx_threadid" ON "adx_communityforumalert" ("adx_subscriberid", "adx_threadid");

CREATE TABLE "adx_invitation" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "adx_name" TEXT,
  "adx_type" INTEGER,
  "adx_invitationcode" TEXT,
  "adx_expirydate" INTEGER,
  "adx_maximumredemptions" INTEGER,
  "adx_redemptions" INTEGER,
  "adx_invitecontact" BLOB,
  "adx_redeemedcontact" BLOB,
  "adx_invitercontact" BLOB,
  "adx_assigntoaccount" BLOB,
  "adx_redemptionworkflow" TEXT,
  "adx_website" BLOB,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_invitation.adx_invitecontact" ON "adx_invitation" ("adx_invitecontact");
CREATE INDEX IF NOT EXISTS "adx_invitation.adx_redeemedcontact" ON "adx_invitation" ("adx_redeemedcontact");
CREATE INDEX IF NOT EXISTS "adx_invitation.adx_invitercontact" ON "adx_invitation" ("adx_invitercontact");
CREATE INDEX IF NOT EXISTS "adx_invitation.adx_assigntoaccount" ON "adx_invitation" ("adx_assigntoaccount");

CREATE TABLE "adx_opportunitypermissions" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "adx_name" TEXT,
  "adx_contactid" BLOB,
  "adx_accountid" BLOB,
  "adx_scope" INTEGER,
  "adx_read" INTEGER,
  "adx_write" INTEGER,
  "adx_create" INTEGER,
  "adx_delete" INTEGER,
  "adx_assign" INTEGER,
  "adx_acceptdecline" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_opportunitypermissions.adx_accountid" ON "adx_opportunitypermissions" ("adx_accountid");
CREATE INDEX IF NOT EXISTS "adx_opportunitypermissions.adx_contactid.adx_accountid" ON "adx_opportunitypermissions" ("adx_contactid", "adx_accountid");

CREATE TABLE "adx_channelpermissions" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "adx_name" TEXT,
  "adx_contactid" BLOB,
  "adx_accountid" BLOB,
  "adx_create" INTEGER,
  "adx_read" INTEGER,
  "adx_write" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_channelpermissions.adx_accountid" ON "adx_channelpermissions" ("adx_accountid");
CREATE INDEX IF NOT EXISTS "adx_channelpermissions.adx_contactid.adx_accountid" ON "adx_channelpermissions" ("adx_contactid", "adx_accountid");

CREATE TABLE "adx_accountaccess" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "adx_name" TEXT,
  "adx_contactid" BLOB,
  "adx_accountid" BLOB,
  "adx_read" INTEGER,
  "adx_write" INTEGER,
  "adx_managepermissions" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_accountaccess.adx_accountid" ON "adx_accountaccess" ("adx_accountid");
CREATE INDEX IF NOT EXISTS "adx_accountaccess.adx_contactid.adx_accountid" ON "adx_accountaccess" ("adx_contactid", "adx_accountid");

CREATE TABLE "adx_contactaccess" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "adx_name" TEXT,
  "adx_contactid" BLOB,
  "adx_accountid" BLOB,
  "adx_scope" INTEGER,
  "adx_create" INTEGER,
  "adx_read" INTEGER,
  "adx_write" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_contactaccess.adx_accountid" ON "adx_contactaccess" ("adx_accountid");
CREATE INDEX IF NOT EXISTS "adx_contactaccess.adx_contactid.adx_accountid" ON "adx_contactaccess" ("adx_contactid", "adx_accountid");

CREATE TABLE "adx_caseaccess" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "adx_name" TEXT,
  "adx_contactid" BLOB,
  "adx_accountid" BLOB,
  "adx_scope" INTEGER,
  "adx_create" INTEGER,
  "adx_read" INTEGER,
  "adx_write" INTEGER,
  "adx_delete" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_caseaccess.adx_accountid" ON "adx_caseaccess" ("adx_accountid");
CREATE INDEX IF NOT EXISTS "adx_caseaccess.adx_contactid.adx_accountid" ON "adx_caseaccess" ("adx_contactid", "adx_accountid");

CREATE TABLE "adx_dealregistrationrequest" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "adx_name" TEXT,
  "adx_description" TEXT,
  "adx_opportunityid" BLOB,
  "adx_partnerid" BLOB,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER,
  "createdby" BLOB,
  "modifiedby" BLOB,
  "overriddencreatedon" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_dealregistrationrequest.adx_opportunityid" ON "adx_dealregistrationrequest" ("adx_opportunityid");
CREATE INDEX IF NOT EXISTS "adx_dealregistrationrequest.adx_partnerid" ON "adx_dealregistrationrequest" ("adx_partnerid");
CREATE INDEX IF NOT EXISTS "adx_dealregistrationrequest.createdby" ON "adx_dealregistrationrequest" ("createdby");
CREATE INDEX IF NOT EXISTS "adx_dealregistrationrequest.modifiedby" ON "adx_dealregistrationrequest" ("modifiedby");

CREATE TABLE "pricelevel" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "name" TEXT,
  "begindate" INTEGER,
  "enddate" INTEGER,
  "transactioncurrencyid" BLOB,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "pricelevel.transactioncurrencyid" ON "pricelevel" ("transactioncurrencyid");

CREATE TABLE "transactioncurrency" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "currencyname" TEXT,
  "isocurrencycode" TEXT,
  "currencysymbol" TEXT,
  "exchangerate" REAL,
  "currencyprecision" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;

CREATE TABLE "systemuser" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "fullname" TEXT,
  "internalemailaddress" TEXT,
  "isdisabled" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;

CREATE TABLE "uom" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "name" TEXT,
  "quantity" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;

CREATE TABLE "annotation" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "subject" TEXT,
  "notetext" TEXT,
  "objectid" BLOB,
  "objecttypecode" TEXT,
  "isdocument" INTEGER,
  "filename" TEXT,
  "mimetype" TEXT,
  "filesize" INTEGER,
  "documentbody" BLOB,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER,
  "createdby" BLOB,
  "modifiedby" BLOB,
  "overriddencreatedon" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "annotation.createdby" ON "annotation" ("createdby");
CREATE INDEX IF NOT EXISTS "annotation.modifiedby" ON "annotation" ("modifiedby");
CREATE INDEX IF NOT EXISTS "annotation.objectid.createdon" ON "annotation" ("objectid", "createdon");

CREATE TABLE "languagelocale" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "name" TEXT,
  "code" TEXT,
  "localeid" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;

CREATE TABLE "adx_publishingstate" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "adx_name" TEXT,
  "adx_isvisible" INTEGER,
  "adx_isdefault" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;

CREATE TABLE "adx_communityforumaccesspermission" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "adx_name" TEXT,
  "adx_forumid" BLOB,
  "adx_right" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_communityforumaccesspermission.adx_forumid" ON "adx_communityforumaccesspermission" ("adx_forumid");

CREATE TABLE "adx_opportunity_product" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "opportunityid" BLOB,
  "productid" BLOB,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_opportunity_product.productid" ON "adx_opportunity_product" ("productid");
CREATE INDEX IF NOT EXISTS "adx_opportunity_product.opportunityid.productid" ON "adx_opportunity_product" ("opportunityid", "productid");

CREATE TABLE "adx_opportunity_contact" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "opportunityid" BLOB,
  "contactid" BLOB,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_opportunity_contact.contactid" ON "adx_opportunity_contact" ("contactid");
CREATE INDEX IF NOT EXISTS "adx_opportunity_contact.opportunityid.contactid" ON "adx_opportunity_contact" ("opportunityid", "contactid");

CREATE TABLE "adx_account_declinedopportunity" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "accountid" BLOB,
  "opportunityid" BLOB,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_account_declinedopportunity.opportunityid" ON "adx_account_declinedopportunity" ("opportunityid");
CREATE INDEX IF NOT EXISTS "adx_account_declinedopportunity.accountid.opportunityid" ON "adx_account_declinedopportunity" ("accountid", "opportunityid");

CREATE TABLE "account_territory_link" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "accountid" BLOB,
  "territoryid" BLOB,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "account_territory_link.territoryid" ON "account_territory_link" ("territoryid");
CREATE INDEX IF NOT EXISTS "account_territory_link.accountid.territoryid" ON "account_territory_link" ("accountid", "territoryid");

CREATE TABLE "account_adx_leadtype_link" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "accountid" BLOB,
  "adx_leadtypeid" BLOB,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "account_adx_leadtype_link.adx_leadtypeid" ON "account_adx_leadtype_link" ("adx_leadtypeid");
CREATE INDEX IF NOT EXISTS "account_adx_leadtype_link.accountid.adx_leadtypeid" ON "account_adx_leadtype_link" ("accountid", "adx_leadtypeid");

CREATE TABLE "account_product_link" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "accountid" BLOB,
  "productid" BLOB,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "account_product_link.productid" ON "account_product_link" ("productid");
CREATE INDEX IF NOT EXISTS "account_product_link.accountid.productid" ON "account_product_link" ("accountid", "productid");

CREATE TABLE "contact_adx_webrole_link" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "contactid" BLOB,
  "adx_webroleid" BLOB,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "contact_adx_webrole_link.adx_webroleid" ON "contact_adx_webrole_link" ("adx_webroleid");
CREATE INDEX IF NOT EXISTS "contact_adx_webrole_link.contactid.adx_webroleid" ON "contact_adx_webrole_link" ("contactid", "adx_webroleid");

CREATE TABLE "account_adx_webrole_link" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "accountid" BLOB,
  "adx_webroleid" BLOB,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "account_adx_webrole_link.adx_webroleid" ON "account_adx_webrole_link" ("adx_webroleid");
CREATE INDEX IF NOT EXISTS "account_adx_webrole_link.accountid.adx_webroleid" ON "account_adx_webrole_link" ("accountid", "adx_webroleid");

CREATE TABLE "incident_opportunity_link" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "incidentid" BLOB,
  "opportunityid" BLOB,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "incident_opportunity_link.opportunityid" ON "incident_opportunity_link" ("opportunityid");
CREATE INDEX IF NOT EXISTS "incident_opportunity_link.incidentid.opportunityid" ON "incident_opportunity_link" ("incidentid", "opportunityid");

CREATE TABLE "knowledgearticle_product_link" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "knowledgearticleid" BLOB,
  "productid" BLOB,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "knowledgearticle_product_link.productid" ON "knowledgearticle_product_link" ("productid");
CREATE INDEX IF NOT EXISTS "knowledgearticle_product_link.knowledgearticleid.productid" ON "knowledgearticle_product_link" ("knowledgearticleid", "productid");

CREATE TABLE "adx_communityforumaccesspermission_adx_webrole_link" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "adx_communityforumaccesspermissionid" BLOB,
  "adx_webroleid" BLOB,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_communityforumaccesspermission_adx_webrole_link.adx_webroleid" ON "adx_communityforumaccesspermission_adx_webrole_link" ("adx_webroleid");
CREATE INDEX IF NOT EXISTS "adx_communityforumaccesspermission_adx_webrole_link.adx_communityforumaccesspermissionid.adx_webroleid" ON "adx_communityforumaccesspermission_adx_webrole_link" ("adx_communityforumaccesspermissionid", "adx_webroleid");

CREATE TABLE "fieldbook_quotedecision" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "name" TEXT,
  "quoteid" BLOB,
  "contactid" BLOB,
  "role" TEXT,
  "decision" INTEGER,
  "comment" TEXT,
  "decidedon" INTEGER,
  "receivedon" INTEGER,
  "quotehash" TEXT,
  "revisionnumber" INTEGER,
  "totalamount" INTEGER,
  "transactioncurrencyid" BLOB,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER,
  "evidence" TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS "fieldbook_quotedecision.contactid" ON "fieldbook_quotedecision" ("contactid");
CREATE INDEX IF NOT EXISTS "fieldbook_quotedecision.transactioncurrencyid" ON "fieldbook_quotedecision" ("transactioncurrencyid");
CREATE INDEX IF NOT EXISTS "fieldbook_quotedecision.quoteid.decision" ON "fieldbook_quotedecision" ("quoteid", "decision");

CREATE TABLE "fieldbook_conflict" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "title" TEXT,
  "entityname" TEXT,
  "rowid" BLOB,
  "actionid" BLOB,
  "authorid" BLOB,
  "authorname" TEXT,
  "otherauthorname" TEXT,
  "detail" TEXT,
  "mine_on" INTEGER,
  "theirs_on" INTEGER,
  "bucketowner" BLOB,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "fieldbook_conflict.entityname.rowid" ON "fieldbook_conflict" ("entityname", "rowid");

CREATE TABLE "fieldbook_opportunitydelivery" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  unknown TEXT,
  "name" TEXT,
  "opportunityid" BLOB,
  "partnerid" BLOB,
  "way" INTEGER,
  "deliveredon" INTEGER,
  "expireson" INTEGER,
  "acceptedon" INTEGER,
  "declinedon" INTEGER,
  "expiredon" INTEGER,
  "feedbackon" INTEGER,
  "advancedon" INTEGER,
  "returnedon" INTEGER,
  "wonon" INTEGER,
  "loston" INTEGER,
  "withdrawnon" INTEGER,
  "decidedintime" INTEGER,
  "stagecode" INTEGER,
  "score" REAL,
  "reason" TEXT,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "fieldbook_opportunitydelivery.opportunityid.partnerid" ON "fieldbook_opportunitydelivery" ("opportunityid", "partnerid");
CREATE INDEX IF NOT EXISTS "fieldbook_opportunitydelivery.partnerid.deliveredon" ON "fieldbook_opportunitydelivery" ("partnerid", "deliveredon");

