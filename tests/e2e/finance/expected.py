"""What must stand in Finance and Operations after a run, computed anew from an export of the
organisation and the published maps (DOMAIN.md 7.7 and 7.8). Shares nothing with the daemon."""

WORK_BASED = 192350001
EXPENSE = 192350001
FLOWING_CLASSES = (192350000, 192350001, 192350004)  # time, expense, fee
BILLING = {192350000: "NonChargeable", 192350001: "Chargeable", 192350002: "Complimentary"}
ESTIMATE_TYPES = {192350000: "Cost", 192350005: "Sales"}
ACTUAL_TYPES = {192350000: "Cost", 192350005: "Sales", 192350007: "ResourcingUnitCost",
                192350008: "InterOrganizationalSales"}
TERMS = {1: "Net30", 2: "2%10Net30", 3: "Net45", 4: "Net60"}
METHODS = {192350000: "TimeAndMaterial", 192350001: "FixedPrice"}
SOURCE = "Project Service Automation"


class Export:
    """Rows by entity set and id; lookups followed by hand."""

    def __init__(self, files):
        self.files = files

    def rows(self, name):
        return list(self.files[f"{name}.json"].values())

    def at(self, name, identity):
        return self.files[f"{name}.json"].get(identity, {}) if identity else {}

    def currency(self, row):
        return self.at("transactioncurrencies",
                       row["_transactioncurrencyid_value"]).get("isocurrencycode")

    def account_number(self, identity):
        return self.at("accounts", identity).get("accountnumber")

    def contract(self, identity):
        return self.at("salesorders", identity)

    def project(self, row):
        return self.at("msdyn_projects", row.get("_msdyn_project_value"))

    def contract_flows(self, row):
        """Work based; and nobody over there takes a contract without a customer number."""
        return (row.get("msdyn_ordertype") == WORK_BASED
                and bool(self.account_number(row["_customerid_value"])))

    def flows(self, project):
        """Only projects with a contract flow, and with them what hangs on them."""
        return (self.contract_flows(self.contract(project.get("_msdyn_salesorderid_value")))
                and not project["msdyn_istemplate"]
                and bool(self.account_number(project["_msdyn_customer_value"])))


def cut(text, length=60):
    return None if text is None else text[:length]


def contracts(export):
    return {row["ordernumber"]: {
        "EXCHANGERATE": row["exchangerate"], "NAME": row["name"],
        "CURRENCYCODE": export.currency(row),
        "CUSTOMERACCOUNT": export.account_number(row["_customerid_value"]),
        "PAYMENTTERMS": TERMS.get(row["paymenttermscode"]), "SOURCEDATAID": SOURCE,
    } for row in export.rows("salesorders") if export.contract_flows(row)}


def projects(export):
    return {row["msdynce_projectnumber"]: {
        "PROJECTNAME": cut(row["msdyn_subject"]),
        "PROJECTEDSTARTDATE": row["msdyn_scheduledstart"],
        "PROJECTEDENDDATE": row["msdyn_scheduledend"], "STARTDATE": row["msdyn_actualstart"],
        "ENDDATE": row["msdyn_actualend"],
        "PROJECTCONTRACTID": export.contract(row["_msdyn_salesorderid_value"])["ordernumber"],
        "CUSTOMERACCOUNT": export.account_number(row["_msdyn_customer_value"]),
        "SOURCEDATAID": SOURCE,
    } for row in export.rows("msdyn_projects") if export.flows(row)}


def lines(export):
    return {row["salesorderdetailid"]: {
        "DESCRIPTION": cut(row["productdescription"]),
        "CONTRACTID": export.contract(row["_salesorderid_value"])["ordernumber"],
        "CONTRACTLINE": row["sequencenumber"],
        "PROJECTID": export.project(row)["msdynce_projectnumber"],
        "TYPE": METHODS[row["msdyn_billingmethod"]],
    } for row in export.rows("salesorderdetails")
        if export.contract_flows(export.contract(row["_salesorderid_value"]))
        and export.flows(export.project(row))}


def milestones(export):
    flowing = lines(export)
    return {row["msdyn_contractlinescheduleofvalueid"]: {
        "CONTRACTLINEREF": row["_msdyn_contractlineid_value"], "CURRENCYID": export.currency(row),
        "DESCRIPTION": cut(row["msdyn_name"]), "INVOICEDATE": row["msdyn_invoicedate"],
        "AMOUNT": row["msdyn_amount"],
    } for row in export.rows("msdyn_contractlinescheduleofvalues")
        if row["_msdyn_contractlineid_value"] in flowing}


def flowing_tasks(export):
    return [row for row in export.rows("msdyn_projecttasks")
            if not row["msdyn_islinetask"] and export.flows(export.project(row))]


def tasks(export):
    return {row["msdyn_projecttaskid"]: {
        "PROJECTID": export.project(row)["msdynce_projectnumber"],
        "NAME": cut(row["msdyn_subject"]), "WORKBREAKDOWNSTRUCTUREID": row["msdyn_wbsid"],
        "PARENTTASK": row["_msdyn_parenttask_value"],
    } for row in flowing_tasks(export)}


def categories(export):
    return {row["msdyn_name"]: {"INTEGRATIONID": row["msdyn_transactioncategoryid"]}
            for row in export.rows("msdyn_transactioncategories") if row["statecode"] != 1}


def hour_estimates(export, model):
    return {row["msdyn_projecttaskid"]: {
        "PROJECTID": export.project(row)["msdynce_projectnumber"],
        "STARTDATE": row["msdyn_scheduledstart"], "DESCRIPTION": cut(row["msdyn_subject"]),
        "DURATION": row["msdyn_effort"], "SALESCURRENCY": export.currency(row),
        "EXCHANGERATE": row["exchangerate"], "PLANNEDCOSTAMOUNT": row["msdyn_plannedcost"],
        "PLANNEDSALESAMOUNT": row["msdyn_plannedsales"], "FORECASTMODEL": model,
    } for row in flowing_tasks(export) if row["_msdyn_transactioncategory_value"]}


def relationships(export):
    wanted = (("msdyn_estimateline",), ("msdyn_actual", "msdyn_actual"))
    return {row["msdyn_transactionconnectionid"]: {
        "TRANSACTION1ID": row["msdyn_transaction1"],
        "TRANSACTION1ROLE": row["msdyn_transaction1role"],
        "TRANSACTION1TYPE": row["msdyn_transaction1type"],
        "TRANSACTION2ID": row["msdyn_transaction2"],
        "TRANSACTION2ROLE": row["msdyn_transaction2role"],
        "TRANSACTION2TYPE": row["msdyn_transaction2type"],
    } for row in export.rows("msdyn_transactionconnections")
        if (row["msdyn_transaction1type"],) == wanted[0]
        or (row["msdyn_transaction1type"], row["msdyn_transaction2type"]) == wanted[1]}


def expense_estimates(export, model):
    return {row["msdyn_estimatelineid"]: {
        "EXCHANGERATE": row["exchangerate"],
        "PROJECTID": export.project(row)["msdynce_projectnumber"],
        "DOCUMENTDATE": row["msdyn_accountingdate"], "DESCRIPTION": cut(row["msdyn_description"]),
        "BILLINGTYPE": BILLING.get(row["msdyn_billingtype"], "NotAvailable"),
        "CURRENCYID": export.currency(row), "QUANTITY": row["msdyn_quantity"],
        "PRICE": row["msdyn_price"], "TRANSACTIONCATEGORY": row["_msdyn_transactioncategory_value"],
        "TASKID": row["_msdyn_task_value"],
        "TRANSTYPE": ESTIMATE_TYPES.get(row["msdyn_transactiontypecode"]), "MODELID": model,
    } for row in export.rows("msdyn_estimatelines")
        if row["msdyn_transactionclassification"] == EXPENSE
        and export.flows(export.project(row))}


def actuals(export):
    return {row["msdyn_actualid"]: {
        "ACCOUNTINGDATE": row["msdyn_accountingdate"], "AMOUNT": row["msdyn_amount"],
        "AMOUNTMST": row["msdyn_amount_base"],
        "BILLINGTYPE": BILLING.get(row["msdyn_billingtype"], "NotAvailable"),
        "CONTRACTID": export.contract(row["_msdyn_salescontract_value"]).get("ordernumber"),
        "CONTRACTINGUNIT": row["_msdyn_contractorganizationalunitid_value"],
        "DESCRIPTION": row["msdyn_description"], "DOCUMENTDATE": row["msdyn_documentdate"],
        "EXCHANGERATEDATE": row["msdyn_exchangeratedate"], "EXCHANGERATE": row["exchangerate"],
        "EXTERNALDESCRIPTION": row["msdyn_externaldescription"],
        "STARTDATE": row["msdyn_startdatetime"], "ENDDATE": row["msdyn_enddatetime"],
        "TASKID": row["_msdyn_task_value"],
        "PROJECTID": export.project(row)["msdynce_projectnumber"],
        "TRANSACTIONCATEGORY": row["_msdyn_transactioncategory_value"],
        "TRANSACTIONCLASSIFICATION": row["msdyn_transactionclassification"],
        "QUANTITY": row["msdyn_quantity"], "TRANSACTIONCURRENCYID": export.currency(row),
        "UNITPRICE": row["msdyn_price"], "UNITPRICEMST": row["msdyn_price_base"],
        "RESOURCEOPERATIONUNITID": row["_msdyn_resourceorganizationalunitid_value"],
        "TRANSTYPE": ACTUAL_TYPES[row["msdyn_transactiontypecode"]],
    } for row in export.rows("msdyn_actuals")
        if row["msdyn_transactionclassification"] in FLOWING_CLASSES
        and row["msdyn_transactiontypecode"] in ACTUAL_TYPES and not row["msdyn_isjournalized"]
        and export.flows(export.project(row))}


def all_of(files, model):
    """{entity set: (key column, {key: {column: value}})}."""
    export = Export(files)
    return {
        "ProjCDSProjectContractEntity": ("PROJECTCONTRACTID", contracts(export)),
        "ProjCDSProjectEntity": ("PROJECTID", projects(export)),
        "ProjCDSContractLineImportEntity": ("TRANSACTIONID", lines(export)),
        "ProjCDSContractLineMilestoneImportEntity": ("TRANSACTIONID", milestones(export)),
        "ProjCDSTaskEntity": ("TASK", tasks(export)),
        "ProjCDSCategoryEntity": ("CATEGORYID", categories(export)),
        "ProjCDSEstimateHoursEntity": ("TASKID", hour_estimates(export, model)),
        "ProjCDSTransactionRelationshipImportEntity": ("CONNECTIONID", relationships(export)),
        "ProjCDSEstimateExpensesImportEntity": ("ESTIMATELINEID", expense_estimates(export, model)),
        "ProjCDSActualsImportEntity": ("ACTUALID", actuals(export)),
    }


def same(ours, theirs):
    if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
        return abs(ours - theirs) < 1e-6 * max(1, abs(ours))
    if isinstance(ours, str) and isinstance(theirs, str) and len(ours) == 10:
        return theirs == ours + "T00:00:00Z" or theirs == ours  # a day is its midnight
    return ours == theirs or (ours in (None, "") and theirs in (None, ""))


def differences(files, state, model, ignore=lambda name, row: False):
    """Sentences about every row that is missing, too many, or differs in a column."""
    out = []
    for name, (key, wanted) in all_of(files, model).items():
        found = {row[key]: row for row in state[name] if not ignore(name, row)}
        out += [f"{name} {one} is missing" for one in wanted.keys() - found.keys()]
        out += [f"{name} {one} is too many" for one in found.keys() - wanted.keys()]
        for one in wanted.keys() & found.keys():
            out += [f"{name} {one}.{column}: {value!r}, there {found[one].get(column)!r}"
                    for column, value in wanted[one].items()
                    if not same(value, found[one].get(column))]
    return out
