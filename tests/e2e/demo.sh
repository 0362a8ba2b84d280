#!/usr/bin/env bash
# Six people of five roles work on the sample organisation while the server is gone, and come back
# in step: customer, partner, technician, applicant, staff.
#
#   tests/e2e/demo.sh BIN_DIR [--keep] [--headless]
#
# At its end it opens the window on the demo's data; without a display, or with --headless, it works
# through the window in one that is only memory and leaves pictures (demo_tour.sh).
#
# Everything lies under build/demo of the clone and is made anew each time. Rows are picked by what
# they are, not by id. Ends with 1 and a sentence as soon as anything differs from what it says.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
[ $# -ge 1 ] || { echo "usage: demo.sh BIN_DIR [--keep]" >&2; exit 2; }
bin=$(cd "$1" && pwd)
shift
keep=no
headless=no
for option in "$@"; do
  case "$option" in
    --keep) keep=yes ;;
    --headless) headless=yes ;;
    *) echo "demo.sh does not know $option" >&2; exit 2 ;;
  esac
done

site="$root/build/demo"
export FIELDBOOK_HOME="$site/profiles" PYTHONUTF8=1
syncd_pid=

# --- Telling ------------------------------------------------------------------------------------

if [ -t 1 ]; then bold=$'\033[1m'; dim=$'\033[2m'; plain=$'\033[0m'; else bold=; dim=; plain=; fi
heading() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
say() { printf '%s\n' "$*"; }
indent() { sed 's/^/    /'; }
shown() { printf '  %s$ %s%s\n' "$dim" "$*" "$plain"; }
stop_with() {
  printf '\nThe demo stopped: %s\n' "$*" >&2
  if [ -s "$site/syncd.log" ]; then
    printf 'Last lines of %s:\n' "$site/syncd.log" >&2
    tail -n 5 "$site/syncd.log" >&2
  fi
  exit 1
}

# --- The programs -------------------------------------------------------------------------------

syncd() { "$bin/syncd" --config "$site/syncd.toml" "$@"; }
ctl() { local who=$1; shift; "$bin/fieldbookctl" --profile "$who" "$@"; }
rows() { python3 "$here/demo_rows.py" "$@"; }
# json EXPRESSION: prints a Python expression over the JSON of standard input, called `it`.
json() { python3 -c 'import json, sys; it = json.load(sys.stdin); print(eval(sys.argv[1]))' "$1"; }

start_server() {
  "$bin/syncd" --config "$site/syncd.toml" >>"$site/syncd.log" 2>&1 &
  syncd_pid=$!
  python3 - "$port" "$syncd_pid" <<'PYTHON' || stop_with "syncd does not answer on port $port"
import os, sys, time, urllib.error, urllib.request
end = time.monotonic() + 20
while time.monotonic() < end:
    os.kill(int(sys.argv[2]), 0)
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/readyz", timeout=1)
        sys.exit(0)
    except OSError:
        time.sleep(0.02)
sys.exit(1)
PYTHON
}

stop_server() {
  [ -n "$syncd_pid" ] || return 0
  kill -TERM "$syncd_pid" 2>/dev/null || true
  local code=0
  wait "$syncd_pid" || code=$?
  syncd_pid=
  [ "$code" -eq 0 ] || stop_with "syncd ended with $code instead of 0"
}
source "$here/demo_tour.sh"
source "$here/demo_finance.sh"
trap '[ -z "$syncd_pid" ] || kill -TERM "$syncd_pid" 2>/dev/null || true; stop_double; stop_display' EXIT

# Runs a decision that must be saved on the device, and shows it.
decide() {
  local who=$1 out; shift
  shown "fieldbookctl --profile $who $*"
  out=$(ctl "$who" "$@" 2>&1) || stop_with "$who could not do this: $out"
  printf '    %s\n' "${out%%$'\n'*}"
}

# --- 1 ------------------------------------------------------------------------------------------

rm -rf "$site"
mkdir -p "$site"
port=$(python3 -c 'import socket
probe = socket.socket()
probe.bind(("127.0.0.1", 0))
print(probe.getsockname()[1])')
cat >"$site/syncd.toml" <<TOML
[listen]
port = $port

[data]
directory = "$site/data"

[organisation]
name = "Sample Field Services"

[log]
format = "human"

[limits]
disk_free_mib = 0

[distribution.weights]
distance = -0.005
winrate = 3
returnrate = -3
feedbackrate = 1
stallrate = -2
touchrate = 2
avgtimetoclose = -0.02
TOML
start_double
finance_settings >>"$site/syncd.toml"

heading "1. A server for the sample organisation"
shown "syncd import tests/data/sample --rebase-dates"
syncd import "$root/tests/data/sample" --rebase-dates --json >"$site/import.json" ||
  stop_with "the sample could not be imported; see $site/import.json"
json '"    {} rows of {} tables, {} people who may sign in.".format(
  it["rows"], len(it["files"]), it["users_added"])' <"$site/import.json"
passwords="$site/data/first-passwords.json"
[ -f "$passwords" ] || stop_with "the import left no file of first passwords"
say "    First passwords are in ${passwords#"$root"/}, readable by its owner alone."
start_server
say "  syncd listens on http://127.0.0.1:$port (process $syncd_pid)."

# --- 2 ------------------------------------------------------------------------------------------

people="arjun:arjun.mehta.4@acct0.example renee:renee.stclair.18@acct70.example
        amina:amina.diallo.21@acct70.example jose:jose.delacruz.19@acct70.example
        giorgos:giorgos.papadopoulos.37@acct92.example beatrice:beatrice.rossi@organisation.example"
everybody="arjun renee amina jose giorgos beatrice"
about() {
  case "$1" in
    arjun) echo "customer: may approve quotes" ;;
    renee) echo "partner administrator: is offered opportunities" ;;
    amina) echo "technician of the same partner: has bookings" ;;
    jose) echo "partner manager, Renée's colleague" ;;
    giorgos) echo "applicant: wants to become a partner" ;;
    beatrice) echo "staff: decides on applications" ;;
  esac
}
sync_and_prove() {
  local who=$1
  ctl "$who" --json sync >"$site/$who.sync.json" || stop_with "$who: the sync failed"
  [ "$(json 'it["in_step"] and it["proven"]' <"$site/$who.sync.json")" = True ] ||
    stop_with "$who: the digest of the device and of the server differ"
}

sign_in() {
  local who=$1 signin=$2 password
  password=$(json "it.get('$signin', '')" <"$passwords")
  [ -n "$password" ] || stop_with "no first password for $signin in $passwords"
  FIELDBOOK_PASSWORD=$password ctl "$who" --json sign-in --server "http://127.0.0.1:$port" \
    --user "$signin" >"$site/$who.sync.json" || stop_with "$who could not sign in"
  [ "$(json 'it["in_step"] and it["proven"]' <"$site/$who.sync.json")" = True ] ||
    stop_with "$who: the first sync was not proven by the digest"
}

heading "2. Six people sign in, each on a device of their own"
for entry in $people; do
  who=${entry%%:*}
  sign_in "$who" "${entry#*:}"
  ctl "$who" --json doctor >"$site/$who.doctor.json" || stop_with "$who: doctor found something"
  printf '  %-8s %5s rows, digest agrees   (%s)\n' "$who" \
    "$(json 'it["rows"]' <"$site/$who.doctor.json")" "$(about "$who")"
done

# --- 3 ------------------------------------------------------------------------------------------

heading "3. The server is gone"
stop_server
shown "fieldbookctl --profile arjun sync"
code=0
ctl arjun sync >"$site/offline.txt" 2>&1 || code=$?
indent <"$site/offline.txt"
[ "$code" -eq 6 ] || stop_with "a sync without a server ended with $code instead of 6"

# --- 4 ------------------------------------------------------------------------------------------

heading "4. Everybody works on"
mapfile -t quotes < <(ctl arjun --json list quote --view pending --limit 1000 | rows quotes)
[ ${#quotes[@]} -ge 2 ] || stop_with "Arjun has fewer than two quotes to decide on"
mapfile -t offers < <(ctl renee --json list opportunity --view all --limit 1000 | rows opportunities)
[ ${#offers[@]} -ge 2 ] || stop_with "Renée is offered fewer than two opportunities"
ctl amina --json list bookingstatus --view all --limit 1000 >"$site/statuses.json"
ctl amina --json list booking --view all --limit 1000 >"$site/bookings.json"
proposed=$(rows proposed_bookings "$site/statuses.json" <"$site/bookings.json" | sed -n 1p)
coming=$(rows coming_bookings "$site/statuses.json" <"$site/bookings.json" | sed -n 1p)
[ -n "$proposed" ] && [ -n "$coming" ] || stop_with "Amina has no booking to answer"
work_order=$(rows work_order_of "$coming" <"$site/bookings.json")
customer=$(ctl renee --json list account --view all --limit 1000 | rows customers | sed -n 1p)
[ -n "$customer" ] || stop_with "Renée manages no customer with a telephone number"
ctl giorgos --json list account --view all --limit 10 >"$site/application.json"
application=$(json 'it["value"][0]["accountid"]' <"$site/application.json")
company=$(json 'it["value"][0]["name"]' <"$site/application.json")
applicant=$(ctl giorgos --json list contact --view all --limit 10 | json 'it["value"][0]["contactid"]')
short() { printf '%s' "${1:0:8}"; }

decide arjun approve quote "$(short "${quotes[0]}")" --comment "As discussed on site"
decide arjun reject quote "$(short "${quotes[1]}")" --comment "Over budget this year"
decide renee accept opportunity "$(short "${offers[0]}")"
decide renee decline opportunity "$(short "${offers[1]}")" --comment "No capacity until spring"
decide amina accept booking "$(short "$proposed")"
decide amina set "work order" "$(short "$work_order")" "msdyn_followupnote=Bring a 22 mm gasket"
decide giorgos set contact "$(short "$applicant")" "telephone1=+421 555 99 000"
decide beatrice do partner.approve "$(short "$application")" --comment "References are good"
say "  Renée and José change the same customer, neither knowing of the other:"
decide renee set account "$(short "$customer")" "telephone1=+49 30 5550 100"
decide jose set account "$(short "$customer")" "telephone1=+49 30 5550 200" \
  "address1_line1=Werkstraße 7"

heading "5. What waits on each device"
for who in $everybody; do
  shown "fieldbookctl --profile $who outbox"
  ctl "$who" outbox | cut -c 1-110 | indent
done
waiting=0
for who in $everybody; do
  waiting=$((waiting + $(ctl "$who" --json outbox | json 'len(it)')))
done
[ "$waiting" -eq 10 ] || stop_with "$waiting actions wait instead of 10"

# --- 6 ------------------------------------------------------------------------------------------

heading "6. The server is back: everything is sent, and each action gets its verdict"
start_server
for who in $everybody; do
  shown "fieldbookctl --profile $who sync"
  ctl "$who" sync >"$site/$who.sync.txt" || stop_with "$who: the sync failed"
  indent <"$site/$who.sync.txt"
done
applied() { ctl "$1" --json history | json 'len([a for a in it if a["verdict"] == "applied"])'; }
[ "$(applied arjun)" -eq 2 ] || stop_with "not both of Arjun's decisions were applied"
[ "$(applied renee)" -eq 3 ] || stop_with "not all of Renée's decisions were applied"
[ "$(applied amina)" -eq 2 ] || stop_with "not both of Amina's actions were applied"
[ "$(applied giorgos)" -eq 1 ] || stop_with "Giorgos' new number was not applied"
[ "$(applied beatrice)" -eq 1 ] || stop_with "Beatrice's approval was not applied"
[ "$(ctl jose --json history | json '[(a["verdict"], a["reason"]) for a in it]')" = \
  "[('merged', 'conflict')]" ] ||
  stop_with "José's change was not merged with one field left to decide"

# --- 7 ------------------------------------------------------------------------------------------

heading "7. The one field that two people changed waits for José; nothing was overwritten"
shown "fieldbookctl --profile jose conflicts"
ctl jose conflicts | indent
conflict=$(ctl jose --json conflicts | json 'it[0]["id"] if len(it) == 1 else ""')
[ -n "$conflict" ] || stop_with "José should have exactly one conflict"
say "  He called the customer, so his number it is:"
shown "fieldbookctl --profile jose conflicts decide $(short "$conflict") --mine --sync"
ctl jose conflicts decide "$conflict" --mine --sync | indent
[ "$(ctl jose --json conflicts | json 'len(it)')" -eq 0 ] || stop_with "the conflict is still open"
sync_and_prove renee
number=$(ctl renee --json show account "$customer" | json 'it["telephone1"]')
street=$(ctl renee --json show account "$customer" | json 'it["address1_line1"]')
[ "$number" = "+49 30 5550 200" ] && [ "$street" = "Werkstraße 7" ] ||
  stop_with "Renée reads $number, $street instead of what José decided"
say "  Renée's device now reads $number, $street."

say ""
say "  $company is a partner now, so Giorgos signs in once more, on the same device:"
sign_in giorgos giorgos.papadopoulos.37@acct92.example
shown "fieldbookctl --profile giorgos status"
ctl giorgos status | sed -n 1p | indent
ctl giorgos status | sed -n 1p | grep -q "(partner)" || stop_with "Giorgos did not become a partner"

# --- 8 ------------------------------------------------------------------------------------------

heading "8. Proof: every row read again, every digest against the server's"
syncd doctor --digests --json >"$site/doctor.json" || stop_with "the server's own doctor found something"
for who in $everybody; do
  sync_and_prove "$who"
  ctl "$who" --json doctor >"$site/$who.doctor.json" || stop_with "$who: doctor found something"
done
python3 - "$site" <<'PYTHON' || stop_with "a device and the server do not hold the same"
import json, pathlib, sys
site = pathlib.Path(sys.argv[1])
server = {b["name"]: (b["count"], b["digest"])
          for b in json.loads((site / "doctor.json").read_text())["digests"]}
for who in ("arjun", "renee", "amina", "jose", "giorgos", "beatrice"):
    device = json.loads((site / f"{who}.doctor.json").read_text())
    assert device["healthy"] and device["proven"], who
    for bucket in device["buckets"]:
        assert server[bucket["name"]] == (bucket["count"], bucket["digest"]), (who, bucket)
    print(f"  {who:8} {device['rows']:5} rows in {len(device['buckets'])} buckets, "
          f"view {device['view_digest'][:16]}…  = the server's")
PYTHON

# --- 9 ------------------------------------------------------------------------------------------

finance_act

# --- 10 -----------------------------------------------------------------------------------------

if [ "$headless" = yes ] || [ -z "${DISPLAY:-}" ]; then
  tour_of_the_window
elif [ "$keep" = no ]; then
  open_the_window
fi

if [ "$keep" = yes ]; then
  pid=$syncd_pid
  syncd_pid=
  disown "$pid"
  disown "$double_pid"
  pids="$pid $double_pid"
  double_pid=
  heading "The server keeps running (process $pid, http://127.0.0.1:$port)"
  say "  export FIELDBOOK_HOME=$FIELDBOOK_HOME"
  say "  $bin/fieldbookctl --profile arjun list quote          (also renee, amina, jose, giorgos, beatrice)"
  say "  $bin/fieldbookctl --profile renee sync --watch"
  say "  $bin/fieldbook --profile arjun                        (the window)"
  say "  $bin/syncd --config $site/syncd.toml doctor"
  say "  Other people's first passwords: $passwords"
  say "  $bin/syncd --config $site/syncd.toml integration --help"
  say "  Stop it and the double of Finance and Operations with: kill $pids"
else
  stop_server
  heading "Done: 10 decisions made offline, each with one verdict; one conflict settled; all proven."
  say "  Look around with: ./run demo --keep"
fi
