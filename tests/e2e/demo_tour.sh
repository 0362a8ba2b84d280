# The demo's people once more, through the window: sourced by demo.sh, whose functions it uses. Each
# script in tour/ is what one person does; `fieldbook` works it through by the names on the screen
# (ui/app/README.md) and takes the pictures.

xvfb_pid=

# Opens a display that is only memory, unless there is one.
start_display() {
  command -v Xvfb >/dev/null || stop_with "there is no Xvfb for the pictures (apt-get install xvfb)"
  local number
  exec {display_pipe}< <(exec Xvfb -displayfd 1 -screen 0 1280x1280x24 -nolisten tcp 2>"$site/xvfb.log")
  xvfb_pid=$!
  read -r -t 20 -u "$display_pipe" number || stop_with "Xvfb did not start; see $site/xvfb.log"
  export DISPLAY=":$number" LIBGL_ALWAYS_SOFTWARE=1
}

stop_display() {
  [ -n "$xvfb_pid" ] || return 0
  kill -TERM "$xvfb_pid" 2>/dev/null || true
  xvfb_pid=
}

# in_the_window PROFILE SCRIPT [OPTION…]
in_the_window() {
  local who=$1 script=$2 out
  shift 2
  shown "fieldbook --profile $who --tour tests/e2e/tour/$script.tour $*"
  out=$("$bin/fieldbook" --profile "$who" --zone +00:00 --pictures "$site" \
    --tour "$here/tour/$script.tour" "$@" 2>&1) ||
    stop_with "the window's tour $script did not go as its script says: $out"
}

# signing_in PROFILE SIGN-IN [SCRIPT]: in the window where there is a script, else on the terminal.
signing_in() {
  SIGNIN=$2 FIELDBOOK_PASSWORD=$(json "it['$2']" <"$passwords")
  export SIGNIN FIELDBOOK_PASSWORD
  if [ $# -gt 2 ]; then
    in_the_window "$1" "$3" --server "http://127.0.0.1:$port"
  else
    ctl "$1" sign-in --server "http://127.0.0.1:$port" --user "$2" >/dev/null ||
      stop_with "$1 could not sign in"
  fi
}

name_of() { ctl "$1" --json show "$2" "$3" | json "it['$4']"; }

tour_of_the_window() {
  heading "10. The same in the window: a tour with pictures"
  local pick started=$SECONDS
  start_display
  # More rows to decide on, picked as before.
  pick=$(ctl arjun --json list quote --view pending --limit 1000 | rows quotes | sed -n 1p)
  QUOTE=$(name_of arjun quote "$pick" name)
  pick=$(ctl renee --json list opportunity --view new --limit 1000 | rows offers_to_show | sed -n 1p)
  OFFER=$(name_of renee opportunity "$pick" adx_referencecode)
  CUSTOMER=$(name_of jose account "$customer" name)
  SEARCH=${CUSTOMER%% *}
  SIGNIN=arjun.mehta.4@acct0.example
  FIELDBOOK_PASSWORD=$(json "it['$SIGNIN']" <"$passwords")
  export QUOTE OFFER CUSTOMER SEARCH SIGNIN FIELDBOOK_PASSWORD

  in_the_window tablet 1-sign-in --server "http://127.0.0.1:$port"
  signing_in siobhan siobhan.oconnor.1@acct0.example
  signing_in applicant etienne.dubois.38@acct93.example 11-applicant
  signing_in office beatrice.rossi@organisation.example 12-staff
  ASSET=$(ctl siobhan --json list msdyn_customerasset --view active --limit 1000 | rows parts_of_assets | sed -n 1p)
  export ASSET
  unset FIELDBOOK_PASSWORD
  stop_server
  say "  The server is gone again."
  in_the_window tablet 2-approve-offline
  in_the_window renee 3-partner
  in_the_window amina 4-technician --touch --width 800 --height 1280
  in_the_window siobhan 8-assets
  in_the_window siobhan 14-assets-tablet --touch --width 800 --height 1280
  in_the_window renee 9-partner-adds
  in_the_window amina 10-technician --touch --width 800 --height 1280
  in_the_window office 13-staff-tablet --width 800 --height 1280
  decide renee set account "$(short "$customer")" "telephone1=+49 30 5550 300"
  in_the_window jose 5-two-change
  start_server
  say "  The server is back."
  ctl renee sync >"$site/renee.sync.txt" || stop_with "renee: the sync failed"
  in_the_window jose 6-conflict
  in_the_window tablet 7-german --language de --theme light --touch --width 800 --height 1280
  stop_display
  say "  $(find "$site" -maxdepth 1 -name '*.png' | wc -l) pictures in ${site#"$root"/}, made in $((SECONDS - started)) s."
}

# Opens the window for a person, on the demo's data, and waits until it is closed.
open_the_window() {
  heading "10. The window, on Arjun's device"
  shown "fieldbook --profile arjun"
  say "  It is open now, with the server running. Close it to end the demo."
  "$bin/fieldbook" --profile arjun || stop_with "the window could not be opened (see above)"
}
