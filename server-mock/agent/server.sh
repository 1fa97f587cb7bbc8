# Part of metalwright-agent: requests to the server.

# call METHOD PATH [curl arguments]: one try. Sets status (000: no answer); the body is in $answer.
call() {
  method=$1 path=$2
  shift 2
  status=$(curl -K "$run/curl.conf" --max-time "${limit:-60}" -X "$method" -o "$answer" -D "$run/headers" \
    -w '%{http_code}' "$@" "$RS_ENDPOINT/api/v3$path" 2> "$run/curl-error") || status=000
  check_fence
}

check_fence() {
  [ "$status" = 409 ] && grep -q '"Type":"Fenced"' "$answer" && fenced
  return 0
}

# fenced: another boot of this machine works for the server now. A task under way ends, whatever it did is not told.
fenced() {
  say "$(messages)"
  [ -n "$child" ] && kill "$child" 2> /dev/null
  exit 0
}

# request METHOD PATH [curl arguments]: tries until the server answers. A server that is away is waited for;
# one that answers with an internal error is asked five times.
request() {
  pause=1 tries=0
  while :; do
    call "$@"
    case "$status" in
      000 | 429 | 502 | 503 | 504) ;;
      5??)
        tries=$((tries + 1))
        [ "$tries" -ge 5 ] && return 0
        ;;
      *) return 0 ;;
    esac
    say "$1 $2: no usable answer ($status $(head -c 200 "$run/curl-error")); trying again in $pause s"
    sleep "$pause"
    pause=$((pause * 2))
    [ "$pause" -gt 30 ] && pause=30
  done
}

send_json() { # METHOD PATH JSON
  request "$1" "$2" -H 'Content-Type: application/json' --data-binary "$3"
}

messages() { jq -r '.Messages // [] | join("; ")' "$answer" 2> /dev/null || head -c 300 "$answer"; }

# phases NAME JSON [NAME JSON]…: tells the server how far the machine is. A server that does not know phases does no
# harm. One process for all of them: starting curl is slow on small machines.
phases() {
  left=$#
  while [ "$left" -gt 0 ]; do
    phase_name=$1 phase_detail=$2 left=$((left - 2))
    shift 2
    set -- "$@" --next -K "$run/curl.conf" --max-time 5 -o "$answer" -D "$run/headers" -w '%{http_code}\n' \
      -H 'Content-Type: application/json' --data-binary "{\"Name\":\"$phase_name\",\"Detail\":$phase_detail}" \
      "$RS_ENDPOINT/api/v3/machines/$RS_UUID/phases"
  done
  shift
  status=$(curl "$@" 2> "$run/curl-error" | tail -n 1)
  check_fence
}

uptime_now() {
  read -r up _ < /proc/uptime
  echo "$up"
}

# uri TEXT: percent-encoded for one part of a path. Starting jq is slow on small machines, so only when needed.
uri() {
  case "$1" in
    *[!A-Za-z0-9._-]*) jq -rn --arg text "$1" '$text | @uri' ;;
    *) printf '%s' "$1" ;;
  esac
}
