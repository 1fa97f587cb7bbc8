# Part of metalwright-agent: running one job.

# log_size: how many bytes of the job's log the server has.
log_size() {
  request HEAD "/jobs/$job/log" --head
  tr -d '\r' < "$run/headers" | sed -n 's/^[Cc]ontent-[Ll]ength: *//p' | tail -n 1
}

# send_piece FILE: one try to send a piece of the log that belongs behind the first $sent bytes.
send_piece() {
  limit=30 call PUT "/jobs/$job/log" -H 'Content-Type: application/octet-stream' -H "X-Log-Offset: $((base + sent))" \
    --data-binary "@$1"
}

# send_log: sends what the log file holds beyond $sent, each piece with its place in the server's log: a piece whose
# answer was lost is not written twice. Returns 1 when the server could not take it now.
send_log() {
  size=$(wc -c < "$log")
  while [ "$sent" -lt "$size" ]; do
    tail -c "+$((sent + 1))" "$log" 2> /dev/null | head -c 65536 > "$run/chunk"
    send_piece "$run/chunk"
    case "$status" in
      2??) sent=$((sent + $(wc -c < "$run/chunk"))) ;;
      000 | 429 | 5??) return 1 ;;
      409)
        # The server lost a piece that it had confirmed, or had one that it could not confirm.
        has=$(tr -d '\r' < "$run/headers" | sed -n 's/^[Xx]-[Ll]og-[Ss]ize: *//p' | tail -n 1)
        [ -n "$has" ] && [ "$has" -ge "$base" ] && [ "$((has - base))" -lt "$sent" ] || has=$((base + size))
        sent=$((has - base))
        ;;
      # The server will not take it later either.
      *) sent=$size ;;
    esac
  done
}

# finish_log: sends the rest, for as long as the server needs to come back.
finish_log() {
  pause=1
  until send_log; do
    sleep "$pause"
    [ "$pause" -lt 15 ] && pause=$((pause * 2))
  done
}

job_log() { echo "$*" >> "$log"; }

# set_job STATE FROM [EXIT-STATE]: moves the job on when it is still in state FROM.
set_job() {
  body="[{\"op\":\"test\",\"path\":\"/State\",\"value\":\"$2\"},{\"op\":\"replace\",\"path\":\"/State\",\"value\":\"$1\"}"
  [ -z "${3:-}" ] || body="$body,{\"op\":\"replace\",\"path\":\"/ExitState\",\"value\":\"$3\"}"
  send_json PATCH "/jobs/$job" "$body]"
}

# read_code CODE: what an exit code asks for, into failed, incomplete, reboot, poweroff, stop.
read_code() {
  failed=false incomplete=false reboot=false poweroff=false stop=false
  if [ "$codes" = original ] && [ ! -e "$dir/.sane-exit-codes" ]; then
    case "$1" in
      0) ;;
      1) reboot=true ;;
      2) incomplete=true ;;
      3) incomplete=true reboot=true ;;
      *) failed=true ;;
    esac
    return 0
  fi
  case "$1" in
    0 | 16 | 32 | 64) ;;
    128 | 144 | 160 | 192) incomplete=true ;;
    *) failed=true ;;
  esac
  case "$1" in
    16 | 144) stop=true ;;
    32 | 160) poweroff=true ;;
    64 | 192) reboot=true ;;
  esac
}

# run_script NAME INTERPRETER: runs $dir/NAME, sending its output while it runs; the exit code is in code.
run_script() {
  (
    # Noted by the process itself: from its first moment it can be found by an agent that comes after a crash.
    read -r stat < /proc/self/stat && echo "$stat" > "$run/task"
    cd "$dir" || exit 1
    export RS_TASK_DIR="$dir" RS_RUNNER_DIR="$run" RS_EXIT_CODES="$codes" HOME="${HOME:-/root}" TMPDIR="${TMPDIR:-/tmp}"
    if [ -n "$2" ]; then exec "$2" "./$1"; else exec "./$1"; fi
  ) < /dev/null >> "$log" 2>&1 &
  child=$!
  beat=0.1 quiet=0
  while kill -0 "$child" 2> /dev/null; do
    sleep "$beat"
    beat=0.5 before=$sent
    send_log
    if [ "$sent" = "$before" ]; then quiet=$((quiet + 1)); else quiet=0; fi
    # A task that says nothing: is this agent still the one that works for the machine?
    if [ "$quiet" -ge "$heartbeat" ]; then
      quiet=0
      send_piece /dev/null
    fi
  done
  wait "$child"
  code=$?
  child=''
  rm -f "$run/task"
}

# began FILE: from a process' `stat`, when it was started; that tells it from a later one of the same number.
began() { sed 's/.*) //' "$1" 2> /dev/null | cut -d' ' -f20; }

# end_leftover: a task that a crashed agent has left running would do its work beside the one that is run again.
end_leftover() {
  if read -r left _ < "$run/task" && [ "$(began "/proc/$left/stat")" = "$(began "$run/task")" ]; then
    say "ending process $left, left by an agent that crashed"
    kill -9 "$left" 2> /dev/null
  fi
  rm -f "$run/task"
}

decode() { printf '%s' "${1#=}" | base64 -d; }

# run_action NAME PATH INTERPRETER CONTENT (all in base64 behind "="): writes a file or runs a script.
run_action() {
  name=$(decode "$1") path=$(decode "$2")
  failed=false incomplete=false reboot=false poweroff=false stop=false
  if [ -z "$path" ]; then
    file=$(printf '%s' "$task-$name" | tr -c 'A-Za-z0-9._-' '_')
    [ -e "$dir/helper" ] || cp "$here/helper" "$dir/helper"
    decode "$4" > "$dir/$file" && chmod 0700 "$dir/$file"
    run_script "$file" "$(decode "$3")"
    read_code "$code"
    [ "$code" = 0 ] || job_log "Script $name of task $task ended with code $code"
    return 0
  fi
  case "$path" in /*) target=$path ;; *) target=$dir/$path ;; esac
  if mkdir -p "$(dirname "$target")" && decode "$4" > "$target" && chmod 0644 "$target"; then
    job_log "Wrote $target"
  else
    job_log "Cannot write $target"
    failed=true
  fi
}

# run_actions: all actions of the job until one ends the task. "Incomplete" from any but the last only means
# that the task is done early; another request from any but the last means that the task runs again.
run_actions() {
  request GET "/jobs/$job/actions?os=linux"
  if [ "$status" != 200 ]; then
    job_log "The server could not prepare task $task ($status): $(messages)"
    failed=true
    return 0
  fi
  if ! jq -r '.[] | select((.Meta.OS? // "") as $os | $os == "" or ($os | split(",") | map(gsub(" "; "")) |
    any(. == "any" or . == "linux"))) | [.Name, .Path, .Meta.Interpreter?, .Content] |
    map("=" + (. // "" | @base64)) | join(" ")' "$answer" > "$run/actions"; then
    failed=true
    return 0
  fi
  left=$(wc -l < "$run/actions")
  while read -r a_name a_path a_interpreter a_content; do
    left=$((left - 1))
    run_action "$a_name" "$a_path" "$a_interpreter" "$a_content"
    [ "$failed" = true ] && return 0
    if [ "$left" -gt 0 ] && [ "$incomplete" = true ]; then
      incomplete=false
      return 0
    fi
    case "$reboot$poweroff$stop" in
      *true*)
        [ "$left" -gt 0 ] && incomplete=true
        return 0
        ;;
    esac
  done < "$run/actions"
}

# run_job: the job in $answer. Returns 1 when the job is not this agent's to run.
run_job() {
  fields=$(jq -r '@sh "job=\(.Uuid) task=\(.Task // "") state=\(.State)"' "$answer") || return 1
  eval "$fields"
  # Some servers answer with the finished record of a stage change: nothing to run.
  [ "$state" = finished ] && return 0
  set_job running "$state"
  if [ "$status" != 200 ]; then
    say "job $job is not to be run here: $status $(messages)"
    return 1
  fi
  say "task $task (job $job)"
  dir=$(mktemp -d "$tasks/XXXXXX") log=$run/log sent=0
  : > "$log"
  base=0
  # A task that runs again goes on behind what its log holds already.
  if [ "$state" = incomplete ]; then base=$(log_size) base=${base:-0}; fi
  failed=false incomplete=false reboot=false poweroff=false stop=false
  request GET "/tasks/$(uri "$task")"
  codes=sane
  if [ "$status" = 200 ] && grep -q original-exit-codes "$answer"; then
    jq -e '.Meta["feature-flags"]? // "" | split(",") | map(gsub(" "; "")) | index("original-exit-codes")' \
      "$answer" > /dev/null && codes=original
  fi
  run_actions
  finish_log

  if [ -n "$RS_CONTEXT" ]; then
    case "$reboot$poweroff" in *true*) say "task $task asks for a reboot or power-off, which this context has not" ;; esac
    reboot=false poweroff=false
  fi
  final=finished exit_state=complete
  [ "$incomplete" = true ] && final=incomplete
  [ "$failed" = true ] && final=failed exit_state=failed
  [ "$stop" = true ] && exit_state=stop
  [ "$poweroff" = true ] && exit_state=poweroff
  [ "$reboot" = true ] && exit_state=reboot
  # The machine is stopped before the job ends: no other job may start in between.
  case "$failed$incomplete$reboot$poweroff$stop" in *true*) set_runnable false ;; esac
  set_job "$final" running "$exit_state"
  say "task $task: $final ($exit_state)"
  rm -rf "$dir"
  case "$exit_state" in
    reboot) get_machine && restart no ;;
    poweroff) get_machine && power poweroff ;;
    stop) exit 0 ;;
  esac
  return 0
}
