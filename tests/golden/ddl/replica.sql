CREATE TABLE "account" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "account.statecode.name" ON "account" ("statecode", "name");
CREATE INDEX IF NOT EXISTS "account.statecode.accountclassificationcode.name" ON "account" ("statecode", "accountclassificationcode", "name");
CREATE INDEX IF NOT EXISTS "account.adx_partner_status.createdon" ON "account" ("adx_partner_status", "createdon");
CREATE INDEX IF NOT EXISTS "account.name" ON "account" ("name");

CREATE TABLE "contact" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "contact.parentcustomerid.statecode" ON "contact" ("parentcustomerid", "statecode");
CREATE INDEX IF NOT EXISTS "contact.statecode.fullname" ON "contact" ("statecode", "fullname");
CREATE INDEX IF NOT EXISTS "contact.fullname" ON "contact" ("fullname");

CREATE TABLE "adx_webrole" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "adx_webrole.statecode.adx_name" ON "adx_webrole" ("statecode", "adx_name");
CREATE INDEX IF NOT EXISTS "adx_webrole.adx_name" ON "adx_webrole" ("adx_name");

CREATE TABLE "msdyn_workorder" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "msdyn_workorder.msdyn_serviceaccount.msdyn_systemstatus" ON "msdyn_workorder" ("msdyn_serviceaccount", "msdyn_systemstatus");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.statecode.msdyn_name" ON "msdyn_workorder" ("statecode", "msdyn_name");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.msdyn_name" ON "msdyn_workorder" ("msdyn_name");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.statecode.msdyn_timewindowstart.msdyn_name" ON "msdyn_workorder" ("statecode", "msdyn_timewindowstart", "msdyn_name");
CREATE INDEX IF NOT EXISTS "msdyn_workorder.statecode.msdyn_systemstatus.msdyn_completedon" ON "msdyn_workorder" ("statecode", "msdyn_systemstatus", "msdyn_completedon");

CREATE TABLE "msdyn_workorderproduct" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "msdyn_workorderproduct.msdyn_product" ON "msdyn_workorderproduct" ("msdyn_product");
CREATE INDEX IF NOT EXISTS "msdyn_workorderproduct.msdyn_workorder.msdyn_lineorder" ON "msdyn_workorderproduct" ("msdyn_workorder", "msdyn_lineorder");
CREATE INDEX IF NOT EXISTS "msdyn_workorderproduct.statecode.msdyn_workorder.msdyn_lineorder" ON "msdyn_workorderproduct" ("statecode", "msdyn_workorder", "msdyn_lineorder");
CREATE INDEX IF NOT EXISTS "msdyn_workorderproduct.statecode.msdyn_linestatus.msdyn_workorder.msdyn_lineorder" ON "msdyn_workorderproduct" ("statecode", "msdyn_linestatus", "msdyn_workorder", "msdyn_lineorder");

CREATE TABLE "msdyn_workorderservice" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "msdyn_workorderservice.msdyn_service" ON "msdyn_workorderservice" ("msdyn_service");
CREATE INDEX IF NOT EXISTS "msdyn_workorderservice.msdyn_workorder.msdyn_lineorder" ON "msdyn_workorderservice" ("msdyn_workorder", "msdyn_lineorder");
CREATE INDEX IF NOT EXISTS "msdyn_workorderservice.statecode.msdyn_workorder.msdyn_lineorder" ON "msdyn_workorderservice" ("statecode", "msdyn_workorder", "msdyn_lineorder");
CREATE INDEX IF NOT EXISTS "msdyn_workorderservice.statecode.msdyn_linestatus.msdyn_workorder.msdyn_lineorder" ON "msdyn_workorderservice" ("statecode", "msdyn_linestatus", "msdyn_workorder", "msdyn_lineorder");

CREATE TABLE "msdyn_workorderservicetask" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "msdyn_workorderservicetask.msdyn_workorder.msdyn_lineorder" ON "msdyn_workorderservicetask" ("msdyn_workorder", "msdyn_lineorder");
CREATE INDEX IF NOT EXISTS "msdyn_workorderservicetask.statecode.msdyn_workorder.msdyn_lineorder" ON "msdyn_workorderservicetask" ("statecode", "msdyn_workorder", "msdyn_lineorder");

CREATE TABLE "msdyn_workorderincident" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "msdyn_workorderincident.statecode.msdyn_workorder-descending.msdyn_isprimary" ON "msdyn_workorderincident" ("statecode", "msdyn_workorder" DESC, "msdyn_isprimary");
CREATE INDEX IF NOT EXISTS "msdyn_workorderincident.statecode.msdyn_incidentresolved.msdyn_workorder" ON "msdyn_workorderincident" ("statecode", "msdyn_incidentresolved", "msdyn_workorder");

CREATE TABLE "msdyn_customerasset" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "msdyn_customerasset.msdyn_account.statecode" ON "msdyn_customerasset" ("msdyn_account", "statecode");
CREATE INDEX IF NOT EXISTS "msdyn_customerasset.statecode.msdyn_name" ON "msdyn_customerasset" ("statecode", "msdyn_name");
CREATE INDEX IF NOT EXISTS "msdyn_customerasset.msdyn_name" ON "msdyn_customerasset" ("msdyn_name");

CREATE TABLE "msdyn_agreement" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "msdyn_agreement.msdyn_serviceaccount.statecode" ON "msdyn_agreement" ("msdyn_serviceaccount", "statecode");
CREATE INDEX IF NOT EXISTS "msdyn_agreement.statecode.msdyn_name" ON "msdyn_agreement" ("statecode", "msdyn_name");
CREATE INDEX IF NOT EXISTS "msdyn_agreement.msdyn_name" ON "msdyn_agreement" ("msdyn_name");
CREATE INDEX IF NOT EXISTS "msdyn_agreement.msdyn_systemstatus.msdyn_name" ON "msdyn_agreement" ("msdyn_systemstatus", "msdyn_name");

CREATE TABLE "invoice" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "invoice.customerid.statecode" ON "invoice" ("customerid", "statecode");
CREATE INDEX IF NOT EXISTS "invoice.statecode.invoicenumber.name" ON "invoice" ("statecode", "invoicenumber", "name");
CREATE INDEX IF NOT EXISTS "invoice.invoicenumber.name" ON "invoice" ("invoicenumber", "name");
CREATE INDEX IF NOT EXISTS "invoice.msdyn_ordertype.name" ON "invoice" ("msdyn_ordertype", "name");

CREATE TABLE "invoicedetail" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "invoicedetail.invoiceid.lineitemnumber" ON "invoicedetail" ("invoiceid", "lineitemnumber");
CREATE INDEX IF NOT EXISTS "invoicedetail.statecode.invoiceid.lineitemnumber" ON "invoicedetail" ("statecode", "invoiceid", "lineitemnumber");

CREATE TABLE "opportunity" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "opportunity.msa_partnerid.statuscode" ON "opportunity" ("msa_partnerid", "statuscode");
CREATE INDEX IF NOT EXISTS "opportunity.statecode.customerid" ON "opportunity" ("statecode", "customerid");
CREATE INDEX IF NOT EXISTS "opportunity.msa_partneroppid.statecode.customerid" ON "opportunity" ("msa_partneroppid", "statecode", "customerid");
CREATE INDEX IF NOT EXISTS "opportunity.statecode.statuscode.adx_delivereddate.customerid" ON "opportunity" ("statecode", "statuscode", "adx_delivereddate", "customerid");
CREATE INDEX IF NOT EXISTS "opportunity.statecode.createdon" ON "opportunity" ("statecode", "createdon");
CREATE INDEX IF NOT EXISTS "opportunity.statecode.modifiedon" ON "opportunity" ("statecode", "modifiedon");

CREATE TABLE "opportunityproduct" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "opportunityproduct.opportunityid.lineitemnumber" ON "opportunityproduct" ("opportunityid", "lineitemnumber");
CREATE INDEX IF NOT EXISTS "opportunityproduct.statecode.opportunityid.lineitemnumber" ON "opportunityproduct" ("statecode", "opportunityid", "lineitemnumber");

CREATE TABLE "adx_opportunitynote" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "adx_opportunitynote.adx_opportunityid.adx_date" ON "adx_opportunitynote" ("adx_opportunityid", "adx_date");
CREATE INDEX IF NOT EXISTS "adx_opportunitynote.statecode.adx_date" ON "adx_opportunitynote" ("statecode", "adx_date");
CREATE INDEX IF NOT EXISTS "adx_opportunitynote.adx_date" ON "adx_opportunitynote" ("adx_date");

CREATE TABLE "adx_leadtype" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
  "adx_name" TEXT,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_leadtype.statecode.adx_name" ON "adx_leadtype" ("statecode", "adx_name");
CREATE INDEX IF NOT EXISTS "adx_leadtype.adx_name" ON "adx_leadtype" ("adx_name");

CREATE TABLE "territory" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
  "name" TEXT,
  "description" TEXT,
  "managerid" BLOB,
  "parentterritoryid" BLOB,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "territory.name" ON "territory" ("name");

CREATE TABLE "product" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "product.statecode.name" ON "product" ("statecode", "name");
CREATE INDEX IF NOT EXISTS "product.name" ON "product" ("name");

CREATE TABLE "bookableresource" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "bookableresource.statecode.name" ON "bookableresource" ("statecode", "name");
CREATE INDEX IF NOT EXISTS "bookableresource.name" ON "bookableresource" ("name");

CREATE TABLE "bookableresourcebooking" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "bookableresourcebooking.resource.starttime" ON "bookableresourcebooking" ("resource", "starttime");
CREATE INDEX IF NOT EXISTS "bookableresourcebooking.statecode.starttime" ON "bookableresourcebooking" ("statecode", "starttime");
CREATE INDEX IF NOT EXISTS "bookableresourcebooking.starttime" ON "bookableresourcebooking" ("starttime");

CREATE TABLE "bookingstatus" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "bookingstatus.statecode.name" ON "bookingstatus" ("statecode", "name");
CREATE INDEX IF NOT EXISTS "bookingstatus.name" ON "bookingstatus" ("name");

CREATE TABLE "bookableresourcecategory" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
  "name" TEXT,
  "description" TEXT,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "bookableresourcecategory.statecode.name" ON "bookableresourcecategory" ("statecode", "name");
CREATE INDEX IF NOT EXISTS "bookableresourcecategory.name" ON "bookableresourcecategory" ("name");

CREATE TABLE "msdyn_project" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "msdyn_project.msdyn_customer.statecode" ON "msdyn_project" ("msdyn_customer", "statecode");
CREATE INDEX IF NOT EXISTS "msdyn_project.statecode.msdyn_subject" ON "msdyn_project" ("statecode", "msdyn_subject");
CREATE INDEX IF NOT EXISTS "msdyn_project.msdyn_subject" ON "msdyn_project" ("msdyn_subject");
CREATE INDEX IF NOT EXISTS "msdyn_project.statuscode.msdyn_subject" ON "msdyn_project" ("statuscode", "msdyn_subject");

CREATE TABLE "msdyn_projecttask" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "msdyn_projecttask.msdyn_project.msdyn_wbsid" ON "msdyn_projecttask" ("msdyn_project", "msdyn_wbsid");
CREATE INDEX IF NOT EXISTS "msdyn_projecttask.statecode.msdyn_islinetask.msdyn_project.msdyn_wbsid" ON "msdyn_projecttask" ("statecode", "msdyn_islinetask", "msdyn_project", "msdyn_wbsid");
CREATE INDEX IF NOT EXISTS "msdyn_projecttask.statecode.msdyn_ismilestone.msdyn_scheduledend" ON "msdyn_projecttask" ("statecode", "msdyn_ismilestone", "msdyn_scheduledend");

CREATE TABLE "msdyn_projectteam" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "msdyn_projectteam.msdyn_project.msdyn_bookableresourceid" ON "msdyn_projectteam" ("msdyn_project", "msdyn_bookableresourceid");
CREATE INDEX IF NOT EXISTS "msdyn_projectteam.statecode.msdyn_bookableresourceid.msdyn_from" ON "msdyn_projectteam" ("statecode", "msdyn_bookableresourceid", "msdyn_from");
CREATE INDEX IF NOT EXISTS "msdyn_projectteam.statecode.msdyn_from" ON "msdyn_projectteam" ("statecode", "msdyn_from");
CREATE INDEX IF NOT EXISTS "msdyn_projectteam.msdyn_bookableresourceid.msdyn_from" ON "msdyn_projectteam" ("msdyn_bookableresourceid", "msdyn_from");

CREATE TABLE "msdyn_resourceassignment" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "msdyn_resourceassignment.msdyn_projectid" ON "msdyn_resourceassignment" ("msdyn_projectid");
CREATE INDEX IF NOT EXISTS "msdyn_resourceassignment.msdyn_taskid" ON "msdyn_resourceassignment" ("msdyn_taskid");
CREATE INDEX IF NOT EXISTS "msdyn_resourceassignment.msdyn_projectteamid.msdyn_fromdate" ON "msdyn_resourceassignment" ("msdyn_projectteamid", "msdyn_fromdate");
CREATE INDEX IF NOT EXISTS "msdyn_resourceassignment.statecode.msdyn_fromdate" ON "msdyn_resourceassignment" ("statecode", "msdyn_fromdate");
CREATE INDEX IF NOT EXISTS "msdyn_resourceassignment.msdyn_fromdate" ON "msdyn_resourceassignment" ("msdyn_fromdate");

CREATE TABLE "quote" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "quote.customerid.statecode" ON "quote" ("customerid", "statecode");
CREATE INDEX IF NOT EXISTS "quote.name" ON "quote" ("name");
CREATE INDEX IF NOT EXISTS "quote.closedon" ON "quote" ("closedon");

CREATE TABLE "quotedetail" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "quotedetail.quoteid.lineitemnumber" ON "quotedetail" ("quoteid", "lineitemnumber");
CREATE INDEX IF NOT EXISTS "quotedetail.statecode.quoteid.lineitemnumber" ON "quotedetail" ("statecode", "quoteid", "lineitemnumber");

CREATE TABLE "salesorder" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "salesorder.customerid.statecode" ON "salesorder" ("customerid", "statecode");
CREATE INDEX IF NOT EXISTS "salesorder.statecode.name" ON "salesorder" ("statecode", "name");
CREATE INDEX IF NOT EXISTS "salesorder.name" ON "salesorder" ("name");

CREATE TABLE "salesorderdetail" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "salesorderdetail.salesorderid.lineitemnumber" ON "salesorderdetail" ("salesorderid", "lineitemnumber");
CREATE INDEX IF NOT EXISTS "salesorderdetail.statecode.salesorderid.lineitemnumber" ON "salesorderdetail" ("statecode", "salesorderid", "lineitemnumber");

CREATE TABLE "msdyn_contractlinescheduleofvalue" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "msdyn_contractlinescheduleofvalue.msdyn_contract.msdyn_invoicedate" ON "msdyn_contractlinescheduleofvalue" ("msdyn_contract", "msdyn_invoicedate");
CREATE INDEX IF NOT EXISTS "msdyn_contractlinescheduleofvalue.statecode.msdyn_invoicedate.msdyn_name" ON "msdyn_contractlinescheduleofvalue" ("statecode", "msdyn_invoicedate", "msdyn_name");
CREATE INDEX IF NOT EXISTS "msdyn_contractlinescheduleofvalue.statecode.msdyn_invoicestatus.msdyn_invoicedate" ON "msdyn_contractlinescheduleofvalue" ("statecode", "msdyn_invoicestatus", "msdyn_invoicedate");
CREATE INDEX IF NOT EXISTS "msdyn_contractlinescheduleofvalue.msdyn_invoicedate.msdyn_name" ON "msdyn_contractlinescheduleofvalue" ("msdyn_invoicedate", "msdyn_name");

CREATE TABLE "msdyn_estimateline" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "msdyn_estimateline.statecode.msdyn_project.msdyn_startdatetime" ON "msdyn_estimateline" ("statecode", "msdyn_project", "msdyn_startdatetime");
CREATE INDEX IF NOT EXISTS "msdyn_estimateline.msdyn_project.msdyn_startdatetime" ON "msdyn_estimateline" ("msdyn_project", "msdyn_startdatetime");

CREATE TABLE "msdyn_actual" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "msdyn_actual.msdyn_project.msdyn_documentdate" ON "msdyn_actual" ("msdyn_project", "msdyn_documentdate");
CREATE INDEX IF NOT EXISTS "msdyn_actual.statecode.msdyn_documentdate" ON "msdyn_actual" ("statecode", "msdyn_documentdate");
CREATE INDEX IF NOT EXISTS "msdyn_actual.statecode.msdyn_transactiontypecode.msdyn_documentdate" ON "msdyn_actual" ("statecode", "msdyn_transactiontypecode", "msdyn_documentdate");
CREATE INDEX IF NOT EXISTS "msdyn_actual.msdyn_documentdate" ON "msdyn_actual" ("msdyn_documentdate");

CREATE TABLE "msdyn_transactionconnection" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "msdyn_transactionconnection.statecode.createdon" ON "msdyn_transactionconnection" ("statecode", "createdon");
CREATE INDEX IF NOT EXISTS "msdyn_transactionconnection.createdon" ON "msdyn_transactionconnection" ("createdon");

CREATE TABLE "msdyn_transactioncategory" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "msdyn_transactioncategory.statecode.msdyn_name" ON "msdyn_transactioncategory" ("statecode", "msdyn_name");
CREATE INDEX IF NOT EXISTS "msdyn_transactioncategory.msdyn_name" ON "msdyn_transactioncategory" ("msdyn_name");

CREATE TABLE "msdyn_expensecategory" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "msdyn_expensecategory.statecode.msdyn_name" ON "msdyn_expensecategory" ("statecode", "msdyn_name");
CREATE INDEX IF NOT EXISTS "msdyn_expensecategory.msdyn_name" ON "msdyn_expensecategory" ("msdyn_name");

CREATE TABLE "msdyn_organizationalunit" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "msdyn_organizationalunit.statecode.msdyn_name" ON "msdyn_organizationalunit" ("statecode", "msdyn_name");
CREATE INDEX IF NOT EXISTS "msdyn_organizationalunit.msdyn_name" ON "msdyn_organizationalunit" ("msdyn_name");

CREATE TABLE "incident" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "incident.customerid.statecode" ON "incident" ("customerid", "statecode");
CREATE INDEX IF NOT EXISTS "incident.statecode.createdon" ON "incident" ("statecode", "createdon");
CREATE INDEX IF NOT EXISTS "incident.statecode.adx_resolutiondate" ON "incident" ("statecode", "adx_resolutiondate");
CREATE INDEX IF NOT EXISTS "incident.createdon" ON "incident" ("createdon");

CREATE TABLE "incidentresolution" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "incidentresolution.statecode.createdon" ON "incidentresolution" ("statecode", "createdon");
CREATE INDEX IF NOT EXISTS "incidentresolution.createdon" ON "incidentresolution" ("createdon");

CREATE TABLE "knowledgearticle" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "knowledgearticle.statecode.isrootarticle.modifiedon" ON "knowledgearticle" ("statecode", "isrootarticle", "modifiedon");
CREATE INDEX IF NOT EXISTS "knowledgearticle.statecode.isrootarticle.rating" ON "knowledgearticle" ("statecode", "isrootarticle", "rating");
CREATE INDEX IF NOT EXISTS "knowledgearticle.statecode.isrootarticle.knowledgearticleviews" ON "knowledgearticle" ("statecode", "isrootarticle", "knowledgearticleviews");
CREATE INDEX IF NOT EXISTS "knowledgearticle.modifiedon" ON "knowledgearticle" ("modifiedon");

CREATE TABLE "feedback" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "feedback.regardingobjectid.statecode" ON "feedback" ("regardingobjectid", "statecode");
CREATE INDEX IF NOT EXISTS "feedback.statecode.createdon" ON "feedback" ("statecode", "createdon");
CREATE INDEX IF NOT EXISTS "feedback.createdon" ON "feedback" ("createdon");

CREATE TABLE "adx_communityforum" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "adx_communityforum.statecode.adx_displayorder.adx_name" ON "adx_communityforum" ("statecode", "adx_displayorder", "adx_name");
CREATE INDEX IF NOT EXISTS "adx_communityforum.adx_displayorder.adx_name" ON "adx_communityforum" ("adx_displayorder", "adx_name");

CREATE TABLE "adx_communityforumthread" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "adx_communityforumthread.adx_forumid.adx_lastpostdate" ON "adx_communityforumthread" ("adx_forumid", "adx_lastpostdate");
CREATE INDEX IF NOT EXISTS "adx_communityforumthread.statecode.adx_sticky.adx_lastpostdate" ON "adx_communityforumthread" ("statecode", "adx_sticky", "adx_lastpostdate");
CREATE INDEX IF NOT EXISTS "adx_communityforumthread.statecode.adx_isanswered.adx_lastpostdate" ON "adx_communityforumthread" ("statecode", "adx_isanswered", "adx_lastpostdate");
CREATE INDEX IF NOT EXISTS "adx_communityforumthread.adx_lastpostdate" ON "adx_communityforumthread" ("adx_lastpostdate");

CREATE TABLE "adx_communityforumpost" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "adx_communityforumpost.adx_forumthreadid.adx_date" ON "adx_communityforumpost" ("adx_forumthreadid", "adx_date");
CREATE INDEX IF NOT EXISTS "adx_communityforumpost.statecode.adx_date" ON "adx_communityforumpost" ("statecode", "adx_date");
CREATE INDEX IF NOT EXISTS "adx_communityforumpost.statecode.adx_isanswer.adx_date" ON "adx_communityforumpost" ("statecode", "adx_isanswer", "adx_date");
CREATE INDEX IF NOT EXISTS "adx_communityforumpost.adx_date" ON "adx_communityforumpost" ("adx_date");

CREATE TABLE "adx_forumthreadtype" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "adx_forumthreadtype.statecode.adx_displayorder.adx_name" ON "adx_forumthreadtype" ("statecode", "adx_displayorder", "adx_name");
CREATE INDEX IF NOT EXISTS "adx_forumthreadtype.adx_displayorder.adx_name" ON "adx_forumthreadtype" ("adx_displayorder", "adx_name");

CREATE TABLE "adx_communityforumalert" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "adx_communityforumalert.statecode.createdon" ON "adx_communityforumalert" ("statecode", "createdon");
CREATE INDEX IF NOT EXISTS "adx_communityforumalert.createdon" ON "adx_communityforumalert" ("createdon");

CREATE TABLE "adx_invitation" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "adx_invitation.statecode.createdon" ON "adx_invitation" ("statecode", "createdon");
CREATE INDEX IF NOT EXISTS "adx_invitation.createdon" ON "adx_invitation" ("createdon");

CREATE TABLE "adx_opportunitypermissions" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "adx_opportunitypermissions.statecode.adx_name" ON "adx_opportunitypermissions" ("statecode", "adx_name");
CREATE INDEX IF NOT EXISTS "adx_opportunitypermissions.adx_name" ON "adx_opportunitypermissions" ("adx_name");

CREATE TABLE "adx_channelpermissions" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "adx_channelpermissions.statecode.adx_name" ON "adx_channelpermissions" ("statecode", "adx_name");
CREATE INDEX IF NOT EXISTS "adx_channelpermissions.adx_name" ON "adx_channelpermissions" ("adx_name");

CREATE TABLE "adx_accountaccess" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "adx_accountaccess.statecode.adx_name" ON "adx_accountaccess" ("statecode", "adx_name");
CREATE INDEX IF NOT EXISTS "adx_accountaccess.adx_name" ON "adx_accountaccess" ("adx_name");

CREATE TABLE "adx_contactaccess" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "adx_contactaccess.statecode.adx_name" ON "adx_contactaccess" ("statecode", "adx_name");
CREATE INDEX IF NOT EXISTS "adx_contactaccess.adx_name" ON "adx_contactaccess" ("adx_name");

CREATE TABLE "adx_caseaccess" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "adx_caseaccess.statecode.adx_name" ON "adx_caseaccess" ("statecode", "adx_name");
CREATE INDEX IF NOT EXISTS "adx_caseaccess.adx_name" ON "adx_caseaccess" ("adx_name");

CREATE TABLE "adx_dealregistrationrequest" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "adx_dealregistrationrequest.statecode.createdon" ON "adx_dealregistrationrequest" ("statecode", "createdon");
CREATE INDEX IF NOT EXISTS "adx_dealregistrationrequest.createdon" ON "adx_dealregistrationrequest" ("createdon");

CREATE TABLE "pricelevel" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "pricelevel.statecode.name" ON "pricelevel" ("statecode", "name");
CREATE INDEX IF NOT EXISTS "pricelevel.name" ON "pricelevel" ("name");

CREATE TABLE "transactioncurrency" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "transactioncurrency.statecode.currencyname" ON "transactioncurrency" ("statecode", "currencyname");
CREATE INDEX IF NOT EXISTS "transactioncurrency.currencyname" ON "transactioncurrency" ("currencyname");

CREATE TABLE "systemuser" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
  "fullname" TEXT,
  "internalemailaddress" TEXT,
  "isdisabled" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "systemuser.fullname" ON "systemuser" ("fullname");

CREATE TABLE "uom" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
  "name" TEXT,
  "quantity" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "uom.name" ON "uom" ("name");

CREATE TABLE "annotation" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "annotation.objectid.createdon" ON "annotation" ("objectid", "createdon");
CREATE INDEX IF NOT EXISTS "annotation.createdon" ON "annotation" ("createdon");
CREATE INDEX IF NOT EXISTS "annotation.isdocument.createdon" ON "annotation" ("isdocument", "createdon");

CREATE TABLE "languagelocale" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
  "name" TEXT,
  "code" TEXT,
  "localeid" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "languagelocale.name" ON "languagelocale" ("name");

CREATE TABLE "adx_publishingstate" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
  "adx_name" TEXT,
  "adx_isvisible" INTEGER,
  "adx_isdefault" INTEGER,
  "statecode" INTEGER,
  "statuscode" INTEGER,
  "createdon" INTEGER,
  "modifiedon" INTEGER,
  "versionnumber" INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS "adx_publishingstate.statecode.adx_name" ON "adx_publishingstate" ("statecode", "adx_name");

CREATE TABLE "adx_communityforumaccesspermission" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "adx_communityforumaccesspermission.statecode.adx_name" ON "adx_communityforumaccesspermission" ("statecode", "adx_name");

CREATE TABLE "adx_opportunity_product" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "fieldbook_quotedecision.quoteid.decision" ON "fieldbook_quotedecision" ("quoteid", "decision");
CREATE INDEX IF NOT EXISTS "fieldbook_quotedecision.statecode.decidedon" ON "fieldbook_quotedecision" ("statecode", "decidedon");
CREATE INDEX IF NOT EXISTS "fieldbook_quotedecision.decidedon" ON "fieldbook_quotedecision" ("decidedon");

CREATE TABLE "fieldbook_conflict" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "fieldbook_conflict.statecode.theirs_on" ON "fieldbook_conflict" ("statecode", "theirs_on");
CREATE INDEX IF NOT EXISTS "fieldbook_conflict.statecode.modifiedon" ON "fieldbook_conflict" ("statecode", "modifiedon");
CREATE INDEX IF NOT EXISTS "fieldbook_conflict.theirs_on" ON "fieldbook_conflict" ("theirs_on");

CREATE TABLE "fieldbook_opportunitydelivery" (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  bucket_set INTEGER NOT NULL,
  unknown BLOB,
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
CREATE INDEX IF NOT EXISTS "fieldbook_opportunitydelivery.deliveredon" ON "fieldbook_opportunitydelivery" ("deliveredon");

