"""Who may see what, read slowly and literally from the exported JSON.

This shares no code with the daemon: it walks the rows of an export (tests/data/sample) with the
rules of DOMAIN.md 2.3, 4.2 to 4.4, 5 and 6, so that a mistake there is not repeated here. Entities of
which customers and partners see nothing are simply absent.
"""

import json
import pathlib
import re

FS_CUSTOMER = {"FS Customer Approver", "FS Customer Reviewer", "FS Customer Review"}
PSA_CUSTOMER = {"PSA Customer Approver", "PSA Customer Reviewer"}
PSA_PARTNER = {"PSA Partner Approver", "PSA Partner Reviewer"}
PARTNER = PSA_PARTNER | {"Partner administrator", "Partner manager", "Partner seller"}
REFERENCE = ["transactioncurrency", "bookingstatus", "bookableresourcecategory", "territory",
             "adx_leadtype", "uom", "product", "languagelocale", "adx_forumthreadtype",
             "adx_publishingstate"]
WORK_ORDER_DETAILS = ["msdyn_workorderproduct", "msdyn_workorderservice",
                      "msdyn_workorderservicetask", "msdyn_workorderincident"]
ACCOUNT_SCOPE = 100000001
WORK_BASED = 192350001
GENERIC = 1
ASSIGNED, DECLINED = 2, 3
CANCELED, FIELD_SERVICE_CANCELED = 3, 690970005
FIELD_SERVICE_LINE = 690970001
INVOICE_CONFIRMED, INVOICE_PAID = 192350002, 192350003
CONTRACT_ACTIVE, CONTRACT_CLOSED, CONTRACT_CONFIRMED = 192350002, 192350003, 192350003
SELF_ACCESS, ACCOUNT_ACCESS = 1, 2  # scopes of case and contact access, not of opportunities
RESOLVED = 1
PUBLISHED_CASE = {"title", "ticketnumber", "casetypecode", "_productid_value", "adx_resolution",
                  "adx_resolutiondate", "statecode", "statuscode", "createdon", "modifiedon"}
ARTICLE_PUBLISHED, SITE_LANGUAGE = 3, "en-US"
GRANT_CHANGE, RESTRICT_READ = 1, 2

# Columns that must leave the daemon for nobody, and for nobody but staff (DOMAIN.md 1.2, 1.13):
# written down here a second time, so that a slip in the catalogue shows.
NOBODY = {"contact": {"adx_identity_passwordhash", "adx_identity_securitystamp"}}
STAFF_ONLY = {
    "quote": {"msdyn_feasible", "msdyn_competitive", "msdyn_profitability", "msdyn_estimatedbudget",
              "msdyn_estimatedschedule", "msdyn_grossmargin", "msdyn_adjustedgrossmargin",
              "msdyn_totalchargeablecostrollup", "msdyn_totalnonchargeablecostrollup"},
    "quotedetail": {"msdyn_costamount", "msdyn_costpriceperunit"},
    "msdyn_workorder": {"msdyn_internalflags", "adx_exposetocustomer"},
    "msdyn_agreement": {"adx_exposetocustomer"},
    "msdyn_customerasset": {"adx_exposetocustomer"},
    "product": {"price", "price_base", "currentcost", "standardcost"},
    "territory": {"managerid"},
    "invoice": {"adx_exposetocustomer", "adx_visibletocustomer"},
    "salesorder": {"adx_visibletocustomer"},
    "salesorderdetail": {"msdyn_costamount", "msdyn_costpriceperunit"},
    "incident": {"adx_publishtoweb", "adx_createdbyipaddress", "adx_modifiedbyipaddress"},
}


def load_catalogue(folder):
    """{logical name: document} of shared/schema/entities."""
    paths = sorted(pathlib.Path(folder).glob("*.json"))
    return {document["name"]: document for document in map(json.loads, map(read, paths))}


def read(path):
    return path.read_text(encoding="utf-8")


def json_key(column):
    is_lookup = column["type"] == "lookup" or column.get("reference")
    return f"_{column['name']}_value" if is_lookup else column["name"]


def plain(row, key):
    """The row with its ids in small letters: capitals mean the same."""
    return {name: value.lower() if isinstance(value, str) and
            (name in (key, "linkid") or name.endswith("_value")) else value
            for name, value in row.items()}


class Organisation:
    """The rows of an export: {entity: {id: row}}."""

    def __init__(self, folder, catalogue):
        self.catalogue = catalogue
        self.rows = {}
        for name, entity in catalogue.items():
            path = pathlib.Path(folder) / f"{entity['set']}.json"
            value = json.loads(path.read_text())["value"] if path.exists() else []
            key = entity["primary_key"]
            # Link tables of the platform name their key differently.
            rows = [plain(row, key) for row in value]
            self.rows[name] = {row.get(key) or row["linkid"]: row for row in rows}

    def all(self, entity):
        return self.rows[entity].items()

    def get(self, entity, row_id):
        return self.rows[entity].get(row_id)


def lookup(row, column):
    return row.get(f"_{column}_value") if row else None


def target(row, column):
    return row.get(f"_{column}_value@Microsoft.Dynamics.CRM.lookuplogicalname") if row else None


def audiences(organisation, user):
    """What a user may sign in as, preferred first; nothing for who may not (DOMAIN.md 1.2)."""
    if user["kind"] == "staff":
        staff = organisation.get("systemuser", user["systemuserid"])
        return ["staff"] if staff and staff.get("isdisabled") is not True else []
    contact = organisation.get("contact", user["contactid"])
    if not contact or contact.get("statecode") != 0 or \
            contact.get("adx_identity_logonenabled") is not True:
        return []
    view = View(organisation, user)
    if view.audience == "customer":
        return ["customer"]
    return ["partner", "customer"] if view.roles & (FS_CUSTOMER | PSA_CUSTOMER) else ["partner"]


class View:
    """What one person holds: `ids` of rows by entity; columns follow from the audience, which is
    the preferred one unless it is given."""

    def __init__(self, organisation, user, audience=None):
        self.organisation = organisation
        self.ids = {name: set() for name in organisation.catalogue}
        self.published_cases = set()  # that are not the person's own
        if user["kind"] == "staff":
            self.audience = "staff"
            for name in self.ids:
                self.ids[name] = set(organisation.rows[name])
            return
        self.me = user["contactid"]
        self.account = self._account_of(self.me)
        self.roles = self._roles()
        self.audience = audience or ("partner" if self._is_partner() else "customer")
        for name in REFERENCE:
            self.ids[name] |= set(organisation.rows[name])
        self._own_rows()
        self._cases()
        self._knowledge()
        self._forums()
        if self.audience == "customer":
            self._customer()
        else:
            self._partner()

    # --- the person -------------------------------------------------------------------------

    def _account_of(self, contact_id):
        contact = self.organisation.get("contact", contact_id)
        account = lookup(contact, "parentcustomerid")
        if account is None or target(contact, "parentcustomerid") != "account":
            return None
        return account if self.organisation.get("account", account) else None

    def _roles(self):
        names = set()
        for link, column, owner in (("contact_adx_webrole_link", "contactid", self.me),
                                    ("account_adx_webrole_link", "accountid", self.account)):
            for _, row in self.organisation.all(link):
                role = self.organisation.get("adx_webrole", lookup(row, "adx_webroleid"))
                if owner and lookup(row, column) == owner and role and role["statecode"] == 0:
                    names.add(role["adx_name"])
        return names

    def _is_technician(self):
        return any(lookup(row, "contactid") == self.me and row["statecode"] == 0
                   for _, row in self.organisation.all("bookableresource"))

    def _is_partner(self):
        account = self.organisation.get("account", self.account) if self.account else None
        classified = account is not None and account.get("accountclassificationcode") == 100000000
        return bool(self.roles & PARTNER) or classified or self._is_technician()

    # --- adding -----------------------------------------------------------------------------

    def _add(self, entity, row_id):
        if row_id and self.organisation.get(entity, row_id):
            self.ids[entity].add(row_id)

    def _add_where(self, entity, condition):
        for row_id, row in self.organisation.all(entity):
            if condition(row):
                self._add(entity, row_id)

    def _add_details(self, entities, column, parents):
        for entity in entities:
            self._add_where(entity, lambda row: lookup(row, column) in parents)

    # --- the rules --------------------------------------------------------------------------

    def _own_rows(self):
        self._add("contact", self.me)
        self._add("account", self.account)

    def _customer(self):
        account = self.account
        if account is None:
            return
        if self.roles & FS_CUSTOMER:
            for entity in ("msdyn_agreement", "msdyn_workorder"):
                self._add_where(entity, lambda row: lookup(row, "msdyn_serviceaccount") == account
                                and row.get("adx_exposetocustomer") is True)
            self._add_where("msdyn_customerasset",
                            lambda row: lookup(row, "msdyn_account") == account
                            and row.get("adx_exposetocustomer") is True and row["statecode"] == 0)
            self._add_details(WORK_ORDER_DETAILS, "msdyn_workorder", self.ids["msdyn_workorder"])
        if self.roles & PSA_CUSTOMER:
            self._add_where("msdyn_project", lambda row: lookup(row, "msdyn_customer") == account
                            and row.get("msdyn_istemplate") is not True)
            self._add_where("quote", lambda row: lookup(row, "customerid") == account
                            and target(row, "customerid") == "account"
                            and row.get("msdyn_ordertype") == WORK_BASED)
            self._add_details(["quotedetail", "fieldbook_quotedecision"], "quoteid",
                              self.ids["quote"])
            for row_id, row in self.organisation.all("msdyn_projectteam"):
                if lookup(row, "msdyn_project") in self.ids["msdyn_project"] and \
                        self._is_confirmed(row):
                    self._add("msdyn_projectteam", row_id)
                    self._add("bookableresource", lookup(row, "msdyn_bookableresourceid"))
            self._add_where("salesorder", self._is_opened_contract)
            self._add_details(["salesorderdetail"], "salesorderid", self.ids["salesorder"])
            self._add_details(["msdyn_contractlinescheduleofvalue"], "msdyn_contract",
                              self.ids["salesorder"])
        self._invoices()
        self._project_details()

    def _is_mine(self, row):
        return lookup(row, "customerid") == self.account and target(row, "customerid") == "account"

    def _is_opened_contract(self, row):
        """DOMAIN.md 2.3, 6.4."""
        state = row.get("msdyn_psastate")
        opened = state == CONTRACT_CLOSED or (state == CONTRACT_ACTIVE and
                                              row.get("msdyn_psastatusreason") == CONTRACT_CONFIRMED)
        return self._is_mine(row) and row.get("msdyn_ordertype") == WORK_BASED and opened and \
            row.get("adx_visibletocustomer") is True

    def _invoices(self):
        """DOMAIN.md 1.7, 2.3, 6.3: two kinds in one table, each with its own flag."""
        with_field_service = {lookup(line, "invoiceid") for _, line in
                              self.organisation.all("invoicedetail")
                              if line.get("msdyn_linetype") == FIELD_SERVICE_LINE}
        for row_id, row in self.organisation.all("invoice"):
            field_service = row_id in with_field_service and self.roles & FS_CUSTOMER and \
                row.get("adx_exposetocustomer") is True
            project = row.get("msdyn_ordertype") == WORK_BASED and self.roles & PSA_CUSTOMER and \
                row.get("adx_visibletocustomer") is True and \
                row.get("msdyn_projectinvoicestatus") in (INVOICE_CONFIRMED, INVOICE_PAID)
            if self._is_mine(row) and (field_service or project):
                self._add("invoice", row_id)
        self._add_details(["invoicedetail"], "invoiceid", self.ids["invoice"])

    def _project_details(self):
        self._add_details(["msdyn_projecttask"], "msdyn_project", self.ids["msdyn_project"])
        self._add_details(["msdyn_resourceassignment"], "msdyn_projectteamid",
                          self.ids["msdyn_projectteam"])

    def _is_on_team(self, row):
        return row["statecode"] == 0 and row.get("msdyn_membershipstatus") != DECLINED

    def _is_confirmed(self, row):
        """DOMAIN.md 6.5: a named resource, and hard booked, assigned or the project manager."""
        resource = self.organisation.get("bookableresource",
                                         lookup(row, "msdyn_bookableresourceid"))
        if resource is None or resource.get("resourcetype") in (None, GENERIC):
            return False
        if not self._is_on_team(row):
            return False
        project = self.organisation.get("msdyn_project", lookup(row, "msdyn_project"))
        manager = lookup(project, "msdyn_projectmanager")
        return ((row.get("msdyn_hardbookedhours") or 0) > 0
                or row.get("msdyn_membershipstatus") == ASSIGNED
                or (manager is not None and lookup(resource, "userid") == manager))

    def _opens(self, booking):
        """Not cancelled, by the status row's kind, never by its name (DOMAIN.md 1.11)."""
        status = self.organisation.get("bookingstatus", lookup(booking, "bookingstatus"))
        if booking["statecode"] != 0 or status is None:
            return False
        kinds = (status.get("status"), status.get("msdyn_fieldservicestatus"))
        return kinds != (None, None) and CANCELED != kinds[0] and \
            FIELD_SERVICE_CANCELED != kinds[1]

    def _field_work(self, resources):
        """Bookings of these resources, and what those that are not cancelled open."""
        for row_id, row in self.organisation.all("bookableresourcebooking"):
            if lookup(row, "resource") not in resources:
                continue
            self._add("bookableresourcebooking", row_id)
            if not self._opens(row):
                continue
            work_order = lookup(row, "msdyn_workorder")
            self._add("msdyn_workorder", work_order)
            opened = self.organisation.get("msdyn_workorder", work_order)
            self._add("msdyn_customerasset", lookup(opened, "msdyn_customerasset"))
            self._add_project(lookup(row, "msdyn_projectid"))

    def _add_project(self, project_id):
        project = self.organisation.get("msdyn_project", project_id)
        if project and project.get("msdyn_istemplate") is not True:
            self._add("msdyn_project", project_id)

    def _partner(self):
        self._opportunities()
        self._customers()
        all_resources = self.organisation.rows["bookableresource"]
        if self.roles & PSA_PARTNER and self.account:
            ours = {row_id for row_id, row in all_resources.items()
                    if lookup(row, "accountid") == self.account
                    or (lookup(row, "contactid")
                        and self._account_of(lookup(row, "contactid")) == self.account)}
            for resource in ours:
                self._add("bookableresource", resource)
            self._field_work(ours)
            for row_id, row in self.organisation.all("msdyn_projectteam"):
                if lookup(row, "msdyn_bookableresourceid") not in ours:
                    continue
                if self._is_on_team(row):
                    self._add_project(lookup(row, "msdyn_project"))
                project = self.organisation.get("msdyn_project", lookup(row, "msdyn_project"))
                if self._is_confirmed(row) and project and \
                        project.get("msdyn_istemplate") is not True:
                    self._add("msdyn_projectteam", row_id)
        own = {row_id for row_id, row in all_resources.items()
               if lookup(row, "contactid") == self.me and row["statecode"] == 0}
        for resource in own:
            self._add("bookableresource", resource)
        self._field_work(own)
        self._add_details(WORK_ORDER_DETAILS, "msdyn_workorder", self.ids["msdyn_workorder"])
        self._project_details()
        for entity in ("msdyn_workorder", "bookableresourcebooking", "msdyn_customerasset"):
            self._add_where("annotation", lambda row: target(row, "objectid") == entity
                            and lookup(row, "objectid") in self.ids[entity]
                            and "*WEB*" in (row.get("notetext") or ""))
        self._permissions()

    def _rows_for_me(self, entity):
        """Active permission rows that name this contact."""
        return [row for _, row in self.organisation.all(entity)
                if lookup(row, "adx_contactid") == self.me and row["statecode"] == 0]

    def _permissions(self):
        """DOMAIN.md 4.2, 4.3: own rows, colleagues, and the rows of colleagues."""
        if not self.roles & PARTNER:
            return
        for entity in ("adx_opportunitypermissions", "adx_channelpermissions", "adx_accountaccess",
                       "adx_contactaccess"):
            self._add_where(entity, lambda row: lookup(row, "adx_contactid") == self.me)
        self._add_where("adx_invitation", lambda row: lookup(row, "adx_invitercontact") == self.me)
        if not self.account:
            return
        access = [row for row in self._rows_for_me("adx_contactaccess")
                  if row.get("adx_scope") == ACCOUNT_ACCESS
                  and lookup(row, "adx_accountid") == self.account]
        colleagues = {row_id for row_id, row in self.organisation.all("contact")
                      if lookup(row, "parentcustomerid") == self.account
                      and target(row, "parentcustomerid") == "account"}
        if any(row.get("adx_read") is True for row in access):
            self.ids["contact"] |= colleagues
        manages = any(row.get("adx_managepermissions") is True
                      and lookup(row, "adx_accountid") == self.account
                      for row in self._rows_for_me("adx_accountaccess"))
        if manages and any(row.get("adx_write") is True for row in access):
            for entity in ("adx_opportunitypermissions", "adx_channelpermissions"):
                self._add_where(entity, lambda row: lookup(row, "adx_contactid") in colleagues
                                and lookup(row, "adx_accountid") == self.account)

    def _opportunities(self):
        if not self.roles & PARTNER:
            return
        mine = [row for _, row in self.organisation.all("adx_opportunitypermissions")
                if lookup(row, "adx_contactid") == self.me and row["statecode"] == 0
                and row.get("adx_read") is True]
        accounts = {lookup(row, "adx_accountid") for row in mine
                    if row.get("adx_scope") == ACCOUNT_SCOPE and lookup(row, "adx_accountid")}
        for row_id, row in self.organisation.all("opportunity"):
            contact = lookup(row, "msa_partneroppid")
            if (mine and contact == self.me) or lookup(row, "msa_partnerid") in accounts or \
                    (contact and self._parent_of(contact) in accounts):
                self._add("opportunity", row_id)
        self._add_details(["opportunityproduct", "adx_opportunity_product",
                           "adx_opportunity_contact"], "opportunityid", self.ids["opportunity"])
        self._add_details(["adx_opportunitynote"], "adx_opportunityid", self.ids["opportunity"])
        for row_id, row in self.organisation.all("adx_dealregistrationrequest"):
            opportunity = self.organisation.get("opportunity", lookup(row, "adx_opportunityid"))
            asker = lookup(row, "adx_partnerid")
            if opportunity is None or asker is None or \
                    lookup(row, "adx_opportunityid") not in self.ids["opportunity"]:
                continue
            contact = lookup(opportunity, "msa_partneroppid")
            contact_asks = contact and self._parent_of(contact) == asker
            if (contact == self.me and contact_asks) or \
                    (asker in accounts and (lookup(opportunity, "msa_partnerid") == asker
                                            or contact_asks)):
                self._add("adx_dealregistrationrequest", row_id)

    def _customers(self):
        if not self.account or not self.roles & PARTNER:
            return
        if not any(lookup(row, "adx_contactid") == self.me
                   and lookup(row, "adx_accountid") == self.account
                   and row["statecode"] == 0 and row.get("adx_read") is True
                   for _, row in self.organisation.all("adx_channelpermissions")):
            return
        self._add_where("account", lambda row: lookup(row, "msa_managingpartnerid") == self.account)
        for row_id, row in self.organisation.all("contact"):
            parent = self.organisation.get("account", self._account_of(row_id))
            if lookup(row, "msa_managingpartnerid") == self.account or \
                    lookup(parent, "msa_managingpartnerid") == self.account:
                self._add("contact", row_id)

    # --- what customers and partners share --------------------------------------------------

    def _parent_of(self, contact_id):
        contact = self.organisation.get("contact", contact_id)
        named = target(contact, "parentcustomerid") == "account"
        return lookup(contact, "parentcustomerid") if named else None

    def _cases(self):
        """DOMAIN.md 5.2."""
        self._add_where("adx_caseaccess", lambda row: lookup(row, "adx_contactid") == self.me)
        access = self._rows_for_me("adx_caseaccess")
        self_rules = [row for row in access if row.get("adx_scope") == SELF_ACCESS]
        own = not self_rules or any(row.get("adx_read") is True for row in self_rules)
        accounts = {lookup(row, "adx_accountid") for row in access
                    if row.get("adx_scope") == ACCOUNT_ACCESS and row.get("adx_read") is True
                    and lookup(row, "adx_accountid")}
        mine = set()
        for row_id, row in self.organisation.all("incident"):
            customer, kind = lookup(row, "customerid"), target(row, "customerid")
            if (kind == "contact" and customer == self.me and own) or \
                    (kind == "account" and customer in accounts):
                mine.add(row_id)
            elif row.get("adx_publishtoweb") is True and row["statecode"] == RESOLVED:
                self.published_cases.add(row_id)
        self.ids["incident"] |= mine | self.published_cases
        self._add_details(["incidentresolution"], "incidentid", mine)
        self._add_where("annotation", lambda row: target(row, "objectid") == "incident"
                        and lookup(row, "objectid") in mine
                        and "*WEB*" in (row.get("notetext") or ""))
        if self.audience == "partner":
            self._add_details(["incident_opportunity_link"], "incidentid", mine)

    def _knowledge(self):
        """DOMAIN.md 5.3, 5.4."""
        languages = {row_id for row_id, row in self.organisation.all("languagelocale")
                     if row.get("code") == SITE_LANGUAGE}
        self._add_where("knowledgearticle", lambda row: row["statecode"] == ARTICLE_PUBLISHED
                        and row.get("isrootarticle") is False and row.get("isinternal") is False
                        and lookup(row, "languagelocaleid") in languages)
        articles = self.ids["knowledgearticle"]
        self._add_details(["knowledgearticle_product_link"], "knowledgearticleid", articles)
        self._add_where("feedback", lambda row: lookup(row, "createdbycontact") == self.me
                        and (target(row, "regardingobjectid") == "adx_communityforumpost"
                             or target(row, "regardingobjectid") == "knowledgearticle"
                             and lookup(row, "regardingobjectid") in articles))

    def _is_published(self, row):
        state = self.organisation.get("adx_publishingstate", lookup(row, "adx_publishingstateid"))
        return row["statecode"] == 0 and state is not None and state["statecode"] == 0 and \
            state.get("adx_isvisible") is True

    def _forums(self):
        """DOMAIN.md 5.5: closed, unless a rule names a role of mine."""
        def spelled(name):
            return "FS Customer Reviewer" if name == "FS Customer Review" else name
        mine = {spelled(name) for name in self.roles}
        opened = set()
        for _, link in self.organisation.all("adx_communityforumaccesspermission_adx_webrole_link"):
            rule = self.organisation.get("adx_communityforumaccesspermission",
                                         lookup(link, "adx_communityforumaccesspermissionid"))
            role = self.organisation.get("adx_webrole", lookup(link, "adx_webroleid"))
            if not rule or not role or rule["statecode"] != 0 or role["statecode"] != 0 or \
                    rule.get("adx_right") not in (GRANT_CHANGE, RESTRICT_READ):
                continue
            if role.get("adx_authenticatedusersrole") is True or spelled(role["adx_name"]) in mine:
                opened.add(lookup(rule, "adx_forumid"))
        for row_id, row in self.organisation.all("adx_communityforum"):
            if row_id in opened and self._is_published(row):
                self._add("adx_communityforum", row_id)
        for entity, column, parent in (
                ("adx_communityforumthread", "adx_forumid", "adx_communityforum"),
                ("adx_communityforumpost", "adx_forumthreadid", "adx_communityforumthread")):
            self._add_where(entity, lambda row: lookup(row, column) in self.ids[parent]
                            and self._is_published(row))
        self._add_where("adx_communityforumalert",
                        lambda row: lookup(row, "adx_subscriberid") == self.me)

    # --- columns ----------------------------------------------------------------------------

    def columns_of_row(self, entity, row_id):
        """The same for one row: of a case that is only published one holds a few columns."""
        visible = self.columns(entity)
        if self.audience != "staff" and entity == "incident" and row_id in self.published_cases:
            visible &= PUBLISHED_CASE
        return visible

    def columns(self, entity):
        """JSON keys of the columns whose value this person may hold."""
        hidden = set(NOBODY.get(entity, ()))
        needed = {self.audience}
        if self.audience != "staff":
            hidden |= STAFF_ONLY.get(entity, set())
            if entity in REFERENCE:  # everybody sees these rows: columns open to all alone
                needed = {"customer", "partner", "staff"}
        return {json_key(column) for column in self.organisation.catalogue[entity]["columns"]
                if needed <= set(column.get("audiences", ())) and column["name"] not in hidden}


def same(left, right):
    """Equal as JSON values; a number may be written as an integer or with decimals, an instant
    with an offset of nothing or a fraction of nothing."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return abs(left - right) <= 1e-9 * max(1.0, abs(left))
    if isinstance(left, str) and isinstance(right, str):
        return instant(left) == instant(right)
    return left == right


def instant(text):
    return re.sub(r"(T\d\d:\d\d:\d\d)(?:\.000Z|\+00:00)$", r"\1Z", text)


def differences(view, entity, held):
    """Sentences about what `held` (rows of `fieldbookctl list --json`) has wrong."""
    key = view.organisation.catalogue[entity]["primary_key"]
    rows = {row[key]: row for row in held}
    found = [f"{entity}: holds {row_id}, which it must not" for row_id in
             sorted(set(rows) - view.ids[entity])]
    found += [f"{entity}: lacks {row_id}" for row_id in sorted(view.ids[entity] - set(rows))]
    for row_id in sorted(set(rows) & view.ids[entity]):
        visible = view.columns_of_row(entity, row_id)
        source = view.organisation.get(entity, row_id)
        for name, value in rows[row_id].items():
            if name == key or name.startswith("@") or "@" in name:
                continue
            if name not in visible:
                if value is not None:
                    found.append(f"{entity} {row_id}: holds {name}, which it must not")
            elif not same(value, source.get(name)):
                found.append(f"{entity} {row_id}: {name} is {value!r}, not {source.get(name)!r}")
        found += [f"{entity} {row_id}: lacks {name}" for name in sorted(visible - set(rows[row_id]))
                  if source.get(name) is not None]
    return found
