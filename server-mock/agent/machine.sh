# Part of metalwright-agent: the machine object, and waiting for it to change.

# get_machine [ETAG]: with an ETag the server holds its answer until the machine changes. Sets m_… variables.
get_machine() {
  if [ -n "${1:-}" ]; then
    limit=$((poll_wait + 30)) request GET "/machines/$RS_UUID" -H "If-None-Match: $1" -H "Prefer: wait=${poll_wait}s"
  else
    request GET "/machines/$RS_UUID"
  fi
  case "$status" in
    200) ;;
    304) return 0 ;;
    401 | 403)
      say "the server refuses this machine's token ($status)"
      exit 75
      ;;
    404)
      say "the server does not know machine $RS_UUID any more"
      exit 75
      ;;
    *)
      say "machine not readable: $status $(messages)"
      return 1
      ;;
  esac
  read_machine || return 1
  etag=$(tr -d '\r' < "$run/headers" | sed -n 's/^[Ee][Tt][Aa][Gg]: *//p' | tail -n 1)
}

# read_machine: the machine object in $answer, into m_… variables.
read_machine() {
  fields=$(jq -r '@sh "m_bootenv=\(.BootEnv // "") m_stage=\(.Stage // "") m_workflow=\(.Workflow // "")
    m_task=\(.CurrentTask // -1) m_tasks=\(.Tasks // [] | tojson) m_job=\(.CurrentJob // "")
    m_context=\(.Context // "") m_runnable=\(.Runnable == true) m_available=\(.Available == true)
    m_flags=\(.Meta["feature-flags"]? // "")"' "$answer") || return 1
  eval "$fields"
  if [ -n "$RS_CONTEXT" ]; then
    # Which system the machine runs is no matter of an agent elsewhere; it works while the machine is in its context.
    bootenv=$m_bootenv
    [ "$m_context" = "$RS_CONTEXT" ] || m_runnable=false
  fi
}

snapshot() { echo "$m_task $m_tasks $m_runnable $m_bootenv $m_stage $m_workflow $m_context"; }

# wait_machine runnable|change: returns when the machine is available and either may run, or looks different
# from the snapshot in $seen, or is in another boot environment.
wait_machine() {
  etag='' quick=0
  while :; do
    asked=$(date +%s)
    if get_machine "$etag" && [ "$m_available" = true ]; then
      [ "$m_bootenv" = "$bootenv" ] || return 0
      case "$1" in
        runnable) [ "$m_runnable" = true ] && return 0 ;;
        change) [ "$(snapshot)" = "$seen" ] || return 0 ;;
      esac
    fi
    # A server that does not hold its answers is asked about once a second.
    if [ "$(($(date +%s) - asked))" -lt 1 ]; then quick=$((quick + 1)); else quick=0; fi
    [ "$quick" -gt 1 ] && sleep 1
  done
}

set_runnable() { # true|false
  send_json PATCH "/machines/$RS_UUID" "[{\"op\":\"replace\",\"path\":\"/Runnable\",\"value\":$1}]"
}
