# The finance act of the demo; demo.sh reads it. A double of Finance and Operations stands in for the
# real one (tests/e2e/finance/double.py).

double_pid=

# Starts the double and writes its address and the secret into the site's folder.
start_double() {
  rm -f "$site/double.url"
  python3 -B "$here/finance/double.py" --sample "$root/tests/data/sample" \
    --ready "$site/double.url" >/dev/null 2>"$site/double.log" &
  double_pid=$!
  python3 - "$site/double.url" "$double_pid" <<'PYTHON' ||
import os, sys, time
end = time.monotonic() + 20
while time.monotonic() < end:
    os.kill(int(sys.argv[2]), 0)
    if os.path.exists(sys.argv[1]) and os.path.getsize(sys.argv[1]):
        sys.exit(0)
    time.sleep(0.02)
sys.exit(1)
PYTHON
    stop_with "the double of Finance and Operations does not answer"
  double_url=$(cat "$site/double.url")
  (umask 077 && echo double-secret >"$site/finance-secret")
}

stop_double() {
  [ -z "$double_pid" ] || kill -TERM "$double_pid" 2>/dev/null || true
  double_pid=
}

finance_settings() {
  cat <<TOML

[finance]
mode = "on_request"
url = "$double_url"
token_url = "$double_url/oauth2/token"
client_id = "fieldbook"
client_secret_file = "$site/finance-secret"
legal_entity = "usmf"
application_version = "8.1"
platform_update = "20"
psa_version = "9.1.0.0"
prospect_to_cash_version = "1.14.0.0"
psa_solution_version = "1.0.0.0"
forecast_model = "Forecast"

[finance.payment_terms]
1 = "Net30"
2 = "2%10Net30"
3 = "Net45"
4 = "Net60"
TOML
}

# What one run sent, said by people's names for it.
tell_run() {
  python3 - "$site/finance-run.json" <<'PYTHON'
import json, sys
run = json.load(open(sys.argv[1]))
names = [("project_contracts", "contracts"), ("projects", "projects"),
         ("project_contract_lines", "contract lines"),
         ("contract_line_milestones", "milestones"), ("project_tasks", "tasks"),
         ("categories_from_finance", "expense categories from there"),
         ("categories_to_finance", "expense categories to there"),
         ("hour_estimates", "hour estimates"), ("expense_estimates", "expense estimates"),
         ("actuals", "actuals into the integration journal"),
         ("actuals_update", "vouchers and taxes back")]
tasks = {task["task"]: task for task in run["tasks"]}
for name, label in names:
    task = tasks.get(name, {})
    went = task.get("sent", 0) + task.get("changed", 0)
    refused = f", {task['failed']} stay here" if task.get("failed") else ""
    print(f"    {went:5} {label}{refused}")
PYTHON
}

# Why rows stayed here: those that lack something, and those that hang on them. Fails where a row is
# refused for anything else.
tell_refused() {
  python3 - "$site/finance-errors.json" "$root/tests/data/sample" <<'PYTHON'
import json, sys
errors = json.load(open(sys.argv[1]))
labels = {"project_contracts": "contracts", "projects": "projects",
          "project_contract_lines": "contract lines", "contract_line_milestones": "milestones",
          "project_tasks": "tasks", "hour_estimates": "hour estimates",
          "expense_estimates": "expense estimates", "actuals": "actuals"}
def rows(name):
    return json.load(open(f"{sys.argv[2]}/{name}.json"))["value"]
nameless = {row["accountid"]: row["name"] for row in rows("accounts") if not row["accountnumber"]}
owners = {row["salesorderid"]: row["_customerid_value"] for row in rows("salesorders")}
owners.update({row["msdyn_projectid"]: row["_msdyn_customer_value"]
               for row in rows("msdyn_projects")})
roots = [one for one in errors["causes"] if one["cause"].endswith("accountnumber is empty")]
hanging = [one for one in errors["causes"] if "is not found in the related table" in one["cause"]]
assert len(roots) + len(hanging) == len(errors["causes"]), errors["causes"]
assert roots and hanging, errors["causes"]
customers = sorted({nameless[owners[one["row"]]] for one in errors["errors"]
                    if one["cause"].endswith("accountnumber is empty")})
def said(causes):
    return ", ".join(f"{one['rows']} {labels[one['task']]}" for one in causes)
print(f"    {len(errors['errors'])} rows stay here, and with cause: {', '.join(customers)}, partner and"
      "\n    customer at once, has no customer number, which Finance and Operations asks for.")
print(f"    Without it: {said(roots)}.\n    These hang on them: {said(hanging)}.")
PYTHON
}

# Runs every template, shows what flowed, and follows one actual to a device of staff.
finance_act() {
  heading "9. Projects go to Finance and Operations; vouchers and taxes come back"
  say "  A double of it listens on $double_url."
  shown "syncd integration check"
  syncd integration check --json >"$site/finance-check.json" || true
  [ "$(json 'it["may_run"]' <"$site/finance-check.json")" = True ] ||
    stop_with "the integration may not run; see $site/finance-check.json"
  say "    Versions, parameters, companies and columns of both sides are as they must be."
  shown "syncd integration run"
  syncd integration run --json >"$site/finance-run.json" || true
  [ "$(json 'it["status"] in ("completed", "warning")' <"$site/finance-run.json")" = True ] ||
    stop_with "the run did not end well; see $site/finance-run.json"
  tell_run
  shown "syncd integration errors"
  syncd integration errors --json >"$site/finance-errors.json" || true
  tell_refused || stop_with "a row was refused unexpectedly; see $site/finance-errors.json"
  check_books || stop_with "not every actual was posted exactly once"

  local who=beatrice
  sync_and_prove "$who"
  local actual tax voucher
  IFS=' ' read -r actual tax voucher <"$site/finance-pick.txt"
  shown "fieldbookctl --profile $who show actual $(short "$actual")"
  ctl "$who" --json show actual "$actual" >"$site/finance-actual.json" ||
    stop_with "the actual did not reach the device of staff"
  ctl "$who" --json show actual "$tax" >"$site/finance-tax.json" ||
    stop_with "the tax did not reach the device of staff"
  grep -q "$voucher" "$site/finance-actual.json" || stop_with "the voucher is not on the device"
  grep -q "$voucher" "$site/finance-tax.json" || stop_with "the tax bears another voucher"
  say "    Voucher $voucher and its sales tax are on Beatrice's device (back office)."
  shown "syncd integration trace $(short "$actual")…"
  syncd integration trace "$actual" | head -n 20 | cut -c 1-110 | indent
}

# What the double says of its books; picks an actual with tax for the rest of the act.
check_books() {
  python3 - "$double_url" "$site/finance-pick.txt" <<'PYTHON'
import json, sys, urllib.request
def ask(path):
    with urllib.request.urlopen(f"{sys.argv[1]}/admin/{path}", timeout=20) as answer:
        return json.load(answer)
report, state = ask("report"), ask("state")
actuals = {row["ACTUALID"]: row for row in state["ProjCDSActualsImportEntity"]}
ties = {row["TRANSACTION2ID"]: row["TRANSACTION1ID"]
        for row in state["ProjCDSTransactionRelationshipImportEntity"]
        if row["TRANSACTION1ROLE"] == "Tax"}
assert report["posted"] and not report["double_posted"] and not report["not_posted"], report
print(f"    Over there: {report['posted']} lines posted in "
      f"{len(state['ProjCDSIntegrationJournalEntity'])} journals, none twice, none lost; "
      f"{len(ties)} taxes added.")
one = min(ties)
with open(sys.argv[2], "w") as out:
    print(one, ties[one], actuals[one]["VOUCHER"], file=out)
PYTHON
}
