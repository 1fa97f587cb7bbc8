# Part of metalwright-agent: starting another kernel without firmware. Whatever fails here leads to a reboot.

# read_plan: what the server says about it, into k_… variables; without a plan (other servers) they are empty.
read_plan() {
  k_bootenv='' k_allowed=false k_blocked=false k_reason='' k_params='' k_watchdog=0 k_unbind='' k_bytes=0
  k_kernel='' k_kernel_sum='' k_initrd='' k_initrd_sum=''
  # A kernel with nothing left to unpack starts sooner, and has no signature.
  query='?kernel=unpacked'
  if needs_signature; then query=''; fi
  call GET "/machines/$RS_UUID/kexec$query"
  [ "$status" = 200 ] || return 1
  fields=$(jq -r '@sh "k_bootenv=\(.BootEnv) k_allowed=\(.Allowed) k_blocked=\(.Blocked) k_reason=\(.Reason)
    k_params=\(.Params) k_watchdog=\(.Watchdog) k_unbind=\(.Unbind | join(" "))
    k_kernel=\(.Kernel.Url? // "") k_kernel_sum=\(.Kernel.Sha256? // "")
    k_initrd=\(.Initrd.Url? // "") k_initrd_sum=\(.Initrd.Sha256? // "")
    k_bytes=\((.Kernel.Size? // 0) + (.Initrd.Size? // 0))"' "$answer") && eval "$fields"
}

# read_foreign_plan: the same from a server that has no plans (DRP): param kexec-ok and the boot environment's file.
read_foreign_plan() {
  call GET "/machines/$RS_UUID/params/kexec-ok?aggregate=true"
  [ "$status" = 200 ] && [ "$(tr -d ' \n' < "$answer")" = true ] || return 1
  [ -n "$RS_FILESERVER" ] && fetch_file "$RS_FILESERVER/machines/$RS_UUID/kexec" "$run/kexec" '' || return 1
  k_kernel=$(sed -n 's/^kernel //p' "$run/kexec") k_initrd=$(sed -n 's/^initrd //p' "$run/kexec")
  k_params=$(sed -n 's/^params //p' "$run/kexec")
  k_bootenv=$m_bootenv k_allowed=true
  case "$(cat "$cmdline")" in *BOOTIF=*) return 0 ;; esac
  call GET "/machines/$RS_UUID/params/last-boot-macaddr?aggregate=true"
  mac=$(jq -r 'strings' "$answer" 2> /dev/null | tr : -)
  [ "$status" = 200 ] && [ -n "$mac" ] && k_params="$k_params BOOTIF=01-$mac"
}

# fetch_file URL TARGET SHA256: an empty digest is not compared.
fetch_file() {
  curl -fsS --noproxy '*' --connect-timeout 10 --max-time 600 -o "$2" "$1" || return 1
  [ -n "$3" ] || return 0
  sum=$(sha256sum "$2") && [ "${sum%% *}" = "$3" ] && return 0
  say "$1 is not the file the server meant: its SHA-256 is ${sum%% *}, not $3"
  return 1
}

# enough_memory BYTES: room for the files, for the kernel's copy of them, and for the work around it.
enough_memory() {
  free=$(sed -n 's/^MemAvailable: *\([0-9]*\) kB$/\1/p' "$meminfo")
  [ -z "$free" ] || [ "$((free / 1024))" -ge "$((($1 / 1048576) * 2 + 64))" ]
}

# needs_signature: whether the running kernel starts signed kernels only.
needs_signature() {
  grep -q '\[integrity\]\|\[confidentiality\]' "$sys/kernel/security/lockdown" 2> /dev/null && return 0
  for variable in "$sys"/firmware/efi/efivars/SecureBoot-*; do
    [ "$(od -An -tu1 -j4 -N1 "$variable" 2> /dev/null | tr -d ' ')" = 1 ] && return 0
  done
  return 1
}

# load_kernel KERNEL INITRD COMMAND-LINE: the kernel checks signatures itself where it has to; elsewhere the older
# way goes first, since it can leave out a second check of what has just been checked.
load_kernel() {
  set -- "$1" "--command-line=$3" ${2:+"--initrd=$2"}
  if needs_signature; then
    kexec -s -l "$@"
  else
    kexec -l --no-checks "$@" || kexec -s -l "$@"
  fi
}

# kexec_ready: a kernel is loaded, and if it was loaded for one boot environment, the machine is in that one.
kexec_ready() {
  [ "$(cat "$kexec_loaded" 2> /dev/null)" = 1 ] || return 1
  [ ! -e "$run/kexec-for" ] || [ "$(cat "$run/kexec-for")" = "$m_bootenv" ]
}

# load_kexec: loads the kernel of the new boot environment, when the machine is allowed to.
load_kexec() {
  if [ "$plan" = foreign ]; then read_foreign_plan || return 1; fi
  if [ "$k_allowed" != true ] || [ "$k_bootenv" != "$m_bootenv" ]; then
    [ -z "$k_reason" ] || say "no kexec: $k_reason"
    return 1
  fi
  [ -n "$k_kernel" ] && [ "$(cat "$kexec_loaded" 2> /dev/null)" = 0 ] || return 1
  bootif=$(tr ' ' '\n' < "$cmdline" | grep '^BOOTIF=' | head -n 1)
  if [ -n "$bootif" ]; then
    k_params="$(echo "$k_params" | tr ' ' '\n' | grep -v '^BOOTIF=' | tr '\n' ' ')$bootif"
  fi
  case "$k_params" in
    *BOOTIF=*) ;;
    *) say 'no kexec: it is not known which network interface to boot from (param last-boot-macaddr)' && return 1 ;;
  esac
  command -v kexec > /dev/null || { say 'no kexec: this system has no program kexec' && return 1; }
  enough_memory "$k_bytes" || { say "no kexec: not enough memory for $k_bytes bytes" && return 1; }
  fetch_file "$k_kernel" "$run/vmlinuz" "$k_kernel_sum" || return 1
  if [ -n "$k_initrd" ]; then fetch_file "$k_initrd" "$run/initrd.img" "$k_initrd_sum" || return 1; fi
  guard=$(guard_for)
  printf '%s\n' "$guard" > "$run/kexec-guard"
  load_kernel "$run/vmlinuz" "${k_initrd:+$run/initrd.img}" \
    "$k_params metalwright.kexec=1${guard:+ metalwright.watchdog=$guard}"
  loaded=$?
  rm -f "$run/vmlinuz" "$run/initrd.img"
  [ "$loaded" = 0 ] || return 1
  printf '%s\n' "$m_bootenv" > "$run/kexec-for"
}

# let_go: takes devices away from drivers that would leave them in a state the new kernel cannot use.
let_go() {
  for driver in $k_unbind; do
    for device in "$sys/bus/pci/drivers/$driver"/*:*; do
      [ -e "$device" ] && echo "${device##*/}" > "${device%/*}/unbind"
    done
  done
}

start_kexec() {
  arm_watchdog
  phases kexec "{\"uptime\":$(uptime_now),\"bootenv\":\"$m_bootenv\",\"watchdog\":\"${guarded:-none}\"}"
  say "starting the loaded kernel for $m_bootenv"
  sync
  let_go
  start='kexec -e'
  if [ "$RS_SYSTEM" = deployed ]; then
    # Without systemd nobody unmounts anything: what is still to be written is, and then nothing more.
    if [ -d "$systemd" ]; then start='systemctl kexec'; else echo u > "$sysrq" 2> /dev/null; fi
  fi
  if $start; then sleep "$power_wait"; fi
  disarm_watchdog "$guarded"
  phases kexec-failed '{"reason":"the loaded kernel could not be started"}'
  say 'the loaded kernel did not start; rebooting through the firmware'
}

# without_firmware yes|no: starts the loaded kernel, or with "yes" loads that of the boot environment first. Comes
# back when the firmware has to do it.
without_firmware() {
  plan=own
  read_plan || plan=foreign
  if [ "$k_blocked" = true ]; then
    say "no kexec: $k_reason"
    # What a task has loaded would otherwise be started by the system's own reboot.
    [ "$(cat "$kexec_loaded" 2> /dev/null)" != 1 ] || kexec -u
    return 0
  fi
  if kexec_ready || { [ "$1" = yes ] && load_kexec; }; then start_kexec; fi
}
