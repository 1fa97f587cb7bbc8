#!/bin/bash
# Erases disks and leaves the proof of it on the machine, as param erase/proof.
# In the shell of busybox its own dd, tar and blkdiscard would hide the real ones.
set -eu
set -o pipefail
. ./helper
{{template "metalwright-disks.sh"}}
{{template "metalwright-disk-choice.sh"}}
level=$(jq -r '."wipe/level" // "quick"' settings.json)
blocks=$(jq -r '."wipe/verify-blocks" // 64' settings.json)
: > proven
# prove OK [REASON]: what is known now. A wipe that was interrupted has no proof that says it is done.
prove() {
  jq -s --argjson ok "$1" --arg reason "${2:-}" --arg level "$level" '{ok: $ok, time: (now | todate), level: $level,
    disks: .} + if $reason == "" then {} else {reason: $reason} end' proven | set_param erase/proof
}
fail() {
  echo "Not wiped: $1"
  echo "Next step: $2"
  prove false "$1" 2> /dev/null || true
  exit 1
}
[ "${RS_SYSTEM:-}" = discovery ] || fail 'this is not the discovery system' \
  'put the task into a stage with the boot environment discovery'
prove false 'the wipe has begun'
# A kernel loaded for the old system must not start any more.
kexec -u 2> /dev/null || true
rm -f "$RS_RUNNER_DIR/kexec-for"
survey
eval "$(jq -r --slurpfile settings settings.json "$disk_functions"'
  $settings[0] as $set
  | map(select((.removable or .readOnly) | not)) as $fixed
  | $set["wipe/disks"] as $wanted
  | if $wanted == ["all"] then
      {disks: [$fixed[] | select(guarded($set) == [])], missing: [],
       kept: [$fixed[] | guarded($set) as $why | select($why != []) | "\(line): \($why | join(", "))"], guarded: []}
    elif $wanted != null then
      {disks: [$fixed[] | select(any($wanted[] as $hint | unlike($hint) == []; .))], kept: [],
       missing: [$wanted[] as $hint | select(all($fixed[]; unlike($hint) != [])) | $hint | tojson],
       guarded: [$fixed[] | . as $disk | [$wanted[] | . as $hint | select($disk | unlike($hint) == [])] as $named
         | select($named != [] and all($named[] as $hint | $disk | identified($hint); not))
         | guarded($set) as $why | select($why != []) | "\(line): \($why | join(", "))"]}
    elif $set["image-deploy/installed-disk"] == null then {disks: [], missing: [], kept: [], guarded: []}
    else $set["image-deploy/installed-disk"] as $last
      | [$fixed[] | select(if ($last.serial // "") != "" or ($last.wwn // "") != "" then installed($set)
          else .path == $last.path and .bytes == $last.bytes end)]
      | {disks: ., missing: (if . == [] then [$last | tojson] else [] end), kept: [],
         guarded: [.[] | guarded($set) as $why | select($why != []) | "\(line): \($why | join(", "))"]} end
  | @sh "count=\(.disks | length) missing=\(.missing | join(", ")) guarded=\(.guarded | join("; "))
      kept=\(.kept | join("\n")) list=\([.disks[] | tojson] | join("\n"))"' disks)"
[ -z "$missing" ] || fail "these disks are not there: $missing; disks: $(jq -r "$disk_functions"'map(line) | join("; ")' disks)" \
  'see whether a disk failed or was moved; correct wipe/disks'
[ -z "$guarded" ] || fail "protected disks are erased only when wipe/disks names them by serial number or WWN: $guarded" \
  'name them so in wipe/disks, or leave them out of it'
[ -z "$kept" ] || printf '%s\n' "$kept" | sed 's/^/Left as it is: /'
if [ "$count" = 0 ]; then
  echo 'No disk to wipe: nothing was deployed by this server.'
  prove true
  exit 0
fi
{{template "metalwright-wipe-methods.sh"}}
failed=''
printf '%s\n' "$list" > chosen
while read -r one; do
  eval "$(printf '%s' "$one" | jq -r '@sh "disk=\(.path) name=\(.name) size=\(.bytes) transport=\(.transport // "")"')"
  read -r began _ < /proc/uptime
  method='' problem='' verified=null
  erase < /dev/null || problem=${problem:-"$disk could not be erased"}
  read -r ended _ < /proc/uptime
  jq -n --argjson disk "$one" --arg method "$method" --arg problem "$problem" --argjson verified "$verified" \
    --arg began "$began" --arg ended "$ended" '
    $disk | {name, path, serial, wwn, model, bytes, method: $method, verified: $verified,
      seconds: ((($ended | tonumber) - ($began | tonumber)) * 100 | round / 100)}
    + if $problem == "" then {} else {problem: $problem} end' >> proven
  if [ -z "$problem" ]; then
    echo "Wiped $disk ($size bytes) by $method"
  else
    failed="${failed:+$failed; }$problem"
  fi
done < chosen
[ -z "$failed" ] || fail "$failed" 'replace the disk, or choose another wipe/level; the machine is not handed out until its wipe succeeds'
prove true
exit 0
