"""The target entities of the double, their columns, and what Finance and Operations checks of a row.

Columns are those of the published maps (DOMAIN.md 7.7); what else the double needs of a column is
whether it must be filled in, how long it may be, and what it refers to."""

import re
import uuid

NO_YES = "Microsoft.Dynamics.DataEntities.NoYes"


class Column:
    def __init__(self, name, kind="Edm.String", length=0, required=False, refers=None):
        self.name, self.kind, self.length = name, kind, length
        self.required, self.refers = required, refers


class Entity:
    def __init__(self, key, columns, of_company=True, stamped=False):
        self.of_company = of_company
        self.stamped = stamped
        self.columns = {column.name: column for column in columns}
        self.key = (["dataAreaId"] if of_company else []) + key
        if of_company:
            self.columns["dataAreaId"] = Column("dataAreaId", length=4)
        if stamped:
            self.columns["MODIFIEDDATETIME"] = Column("MODIFIEDDATETIME", "Edm.DateTimeOffset")


def text(name, length=60, **more):
    return Column(name, length=length, **more)


def guid(name, **more):
    return Column(name, "Edm.Guid", **more)


def number(name, **more):
    return Column(name, "Edm.Decimal", **more)


def whole(name, **more):
    return Column(name, "Edm.Int32", **more)


def moment(name, **more):
    return Column(name, "Edm.DateTimeOffset", **more)


def no_yes(name):
    return Column(name, NO_YES)


CONTRACT = ("ProjCDSProjectContractEntity", "PROJECTCONTRACTID")
PROJECT = ("ProjCDSProjectEntity", "PROJECTID")
CUSTOMER = ("CustomersV3", "CUSTOMERACCOUNT")
CURRENCY = ("Currencies", "CURRENCYCODE")
CATEGORY = ("ProjCDSCategoryEntity", "INTEGRATIONID")
TASK = ("ProjCDSTaskEntity", "TASK")

ACTUALS = "ProjCDSActualsImportEntity"
RELATIONSHIPS = "ProjCDSTransactionRelationshipImportEntity"
JOURNALS = "ProjCDSIntegrationJournalEntity"
LINES = "ProjCDSIntegrationJournalLineEntity"

ENTITIES = {
    "LegalEntities": Entity(["LEGALENTITYID"], [text("LEGALENTITYID", 4), text("NAME")], False),
    "Currencies": Entity(["CURRENCYCODE"], [text("CURRENCYCODE", 3), text("NAME")], False),
    "CustomersV3": Entity(["CUSTOMERACCOUNT"], [
        text("CUSTOMERACCOUNT", 20), text("NAME", 100), text("SALESCURRENCYCODE", 3)]),
    "ProjCDSParameters": Entity([], [
        no_yes("INTEGRATIONENABLED"), text("DEFAULTPROJECTTYPE"), text("TIMECATEGORY"),
        text("FEECATEGORY")]),
    "ProjCDSProjectGroupDefaults": Entity(["PROJECTTYPE"], [
        text("PROJECTTYPE"), text("PROJECTGROUP")]),
    "ProjCDSBillingTypeDefaults": Entity(["BILLINGTYPE"], [
        text("BILLINGTYPE"), text("LINEPROPERTY")]),
    "ProjCDSLockingOptionTable": Entity(["LOCKINGOPTION"], [
        text("LOCKINGOPTION"), no_yes("ISLOCKED")]),
    "ProjCDSProjectContractEntity": Entity(["PROJECTCONTRACTID"], [
        text("PROJECTCONTRACTID", 20), text("NAME", 160), number("EXCHANGERATE"),
        text("CURRENCYCODE", 3, required=True, refers=CURRENCY),
        text("CUSTOMERACCOUNT", 20, required=True, refers=CUSTOMER), text("PAYMENTTERMS", 10),
        text("SOURCEDATAID")]),
    "ProjCDSProjectEntity": Entity(["PROJECTID"], [
        text("PROJECTID", 20), text("PROJECTNAME", 60, required=True),
        moment("PROJECTEDSTARTDATE"), moment("PROJECTEDENDDATE"), moment("STARTDATE"),
        moment("ENDDATE"), text("PROJECTCONTRACTID", 20, required=True, refers=CONTRACT),
        text("CUSTOMERACCOUNT", 20, required=True, refers=CUSTOMER), text("SOURCEDATAID"),
        text("PROJECTTYPE"), text("PROJECTGROUP")]),
    "ProjCDSContractLineImportEntity": Entity(["TRANSACTIONID"], [
        guid("TRANSACTIONID"), text("DESCRIPTION"), whole("CONTRACTLINE"),
        text("CONTRACTID", 20, required=True, refers=CONTRACT),
        text("PROJECTID", 20, required=True, refers=PROJECT), text("TYPE", required=True)]),
    "ProjCDSContractLineMilestoneImportEntity": Entity(["TRANSACTIONID"], [
        guid("TRANSACTIONID"), text("DESCRIPTION"), moment("INVOICEDATE"), number("AMOUNT"),
        guid("CONTRACTLINEREF", required=True,
             refers=("ProjCDSContractLineImportEntity", "TRANSACTIONID")),
        text("CURRENCYID", 3, required=True, refers=CURRENCY)]),
    "ProjCDSTaskEntity": Entity(["TASK"], [
        guid("TASK"), text("PROJECTID", 20, required=True, refers=PROJECT),
        text("NAME", required=True), text("WORKBREAKDOWNSTRUCTUREID"),
        guid("PARENTTASK", refers=TASK)]),
    "ProjCDSCategoryEntity": Entity(["CATEGORYID"], [text("CATEGORYID", 30), guid("INTEGRATIONID")]),
    "ProjCDSEstimateHoursEntity": Entity(["TASKID"], [
        guid("TASKID", refers=TASK), text("PROJECTID", 20, required=True, refers=PROJECT),
        moment("STARTDATE"), text("DESCRIPTION"), number("DURATION"),
        text("SALESCURRENCY", 3, required=True, refers=CURRENCY), number("EXCHANGERATE"),
        number("PLANNEDCOSTAMOUNT"), number("PLANNEDSALESAMOUNT"),
        text("FORECASTMODEL", 10, required=True)]),
    RELATIONSHIPS: Entity(["CONNECTIONID"], [
        guid("CONNECTIONID"), guid("TRANSACTION1ID", required=True), text("TRANSACTION1ROLE"),
        text("TRANSACTION1TYPE"), guid("TRANSACTION2ID", required=True), text("TRANSACTION2ROLE"),
        text("TRANSACTION2TYPE")], stamped=True),
    "ProjCDSEstimateExpensesImportEntity": Entity(["ESTIMATELINEID"], [
        guid("ESTIMATELINEID"), number("EXCHANGERATE"),
        text("PROJECTID", 20, required=True, refers=PROJECT), moment("DOCUMENTDATE"),
        text("DESCRIPTION"), text("BILLINGTYPE"),
        text("CURRENCYID", 3, required=True, refers=CURRENCY), number("QUANTITY"),
        number("PRICE"), guid("TRANSACTIONCATEGORY", required=True, refers=CATEGORY),
        guid("TASKID", refers=TASK), text("TRANSTYPE"), text("MODELID", 10)]),
    ACTUALS: Entity(["ACTUALID"], [
        guid("ACTUALID"), moment("ACCOUNTINGDATE"), number("AMOUNT"), number("AMOUNTMST"),
        text("BILLINGTYPE"), text("CONTRACTID", 20, refers=CONTRACT), guid("CONTRACTINGUNIT"),
        text("DESCRIPTION", 500), moment("DOCUMENTDATE"), moment("EXCHANGERATEDATE"),
        number("EXCHANGERATE"), text("EXTERNALDESCRIPTION", 500), text("EXTERNALREFERENCE", 100),
        moment("STARTDATE"), moment("ENDDATE"), guid("TASKID", refers=TASK),
        text("PROJECTID", 20, required=True, refers=PROJECT),
        guid("TRANSACTIONCATEGORY", refers=CATEGORY),
        whole("TRANSACTIONCLASSIFICATION", required=True), number("QUANTITY"),
        text("TRANSACTIONCURRENCYID", 3, required=True, refers=CURRENCY), number("UNITPRICE"),
        number("UNITPRICEMST"), guid("RESOURCEOPERATIONUNITID"), text("TRANSTYPE", required=True),
        text("PROJECTDATAAREAID", 4), no_yes("ISJOURNALIZED"), text("VOUCHER", 20),
        number("SALESTAXAMOUNT")], stamped=True),
    JOURNALS: Entity(["JOURNALID"], [
        text("JOURNALID", 20), text("STATUS", 20), text("PERIOD", 10), whole("LINES")]),
    LINES: Entity(["JOURNALID", "LINENUMBER"], [
        text("JOURNALID", 20), whole("LINENUMBER"), guid("ACTUALID"), text("STATUS", 20),
        text("ERRORMESSAGE", 1000), text("VOUCHER", 20), number("SALESTAXAMOUNT"),
        moment("ACCOUNTINGDATE"), text("CATEGORYID", 60), text("LINEPROPERTY")]),
}

ACTIONS = [(JOURNALS, "importFromStaging"), (JOURNALS, "post")]
MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$")


class Refused(Exception):
    """A row that Finance and Operations does not take: HTTP status and the text of its Infolog."""

    def __init__(self, message, status=400):
        super().__init__(message)
        self.status = status


def normal(column, value):
    """The value as it is kept; refuses one of another type."""
    if value is None:
        return None
    wrong = Refused(f"Cannot convert the value of field '{column.name}' to {column.kind}.")
    if column.kind == "Edm.Guid":
        try:
            return str(uuid.UUID(value))
        except (ValueError, AttributeError, TypeError):
            raise wrong from None
    if column.kind in ("Edm.Decimal", "Edm.Int32"):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise wrong
        return int(value) if column.kind == "Edm.Int32" else value
    if not isinstance(value, str):
        raise wrong
    if column.kind == "Edm.DateTimeOffset" and not MOMENT.match(value):
        raise wrong
    if column.kind == NO_YES and value not in ("No", "Yes"):
        raise wrong
    if column.length and len(value) > column.length:
        raise Refused(f"The value in field '{column.name}' is too long: {len(value)} characters, "
                      f"at most {column.length}.")
    return value.lower() if column.name == "dataAreaId" else value


def check(entity, row, exists):
    """validateField and validateWrite of a whole row. `exists(set, column, value, company)`."""
    company = row.get("dataAreaId")
    if entity.of_company and not exists("LegalEntities", "LEGALENTITYID", company, None):
        raise Refused(f"The legal entity '{company}' in field 'dataAreaId' does not exist.")
    for column in entity.columns.values():
        value = row.get(column.name)
        if value is None or value == "":
            if column.required:
                raise Refused(f"Field '{column.name}' must be filled in.")
            continue
        if column.refers and not exists(*column.refers, value, company):
            raise Refused(f"The value '{value}' in field '{column.name}' is not found in the "
                          f"related table '{column.refers[0]}'.")
