# Part of metalwright-agent: a watchdog that resets the machine when the kernel started next does not come up.
#
# The old system arms it right before it starts the new kernel, and the agent of the new system disarms it once the
# server has heard from it. Only a timer in hardware outlives a change of kernels, and only when the old kernel leaves
# it running (stop_on_reboot=0 of the module watchdog); BMC watchdogs always do.

# guard_for: prints the driver of a watchdog that will go on through a kexec; nothing when there is none, or when the
# plan wants none.
guard_for() {
  [ "${k_watchdog:-0}" -gt 0 ] || return 0
  # Where the core of all drivers is a module, it is told to leave them running; a core that is there already has its
  # setting from the kernel's command line.
  [ -e "$watchdog" ] || modprobe -q watchdog stop_on_reboot=0 2> /dev/null
  for driver in i6300esb iTCO_wdt sp5100_tco hpwdt ipmi_watchdog; do
    [ -e "$watchdog" ] || modprobe -q "$driver" 2> /dev/null
    [ -e "$watchdog" ] && [ -d "$sys/module/$driver" ] || continue
    [ "$(cat "$sys/class/watchdog/watchdog0/identity" 2> /dev/null)" != 'Software Watchdog' ] || return 0
    case "$driver$(cat "$sys/module/watchdog/parameters/stop_on_reboot" 2> /dev/null)" in
      ipmi_watchdog* | *0) echo "$driver" ;;
    esac
    return 0
  done
}

# arm_watchdog: starts the watchdog that the next kernel knows of. Killed like this, its feeder leaves it running.
arm_watchdog() {
  guarded=$(cat "$run/kexec-guard" 2> /dev/null)
  [ -n "$guarded" ] || return 0
  busybox watchdog -F -T "$k_watchdog" -t "$k_watchdog" "$watchdog" &
  feeder=$!
  sleep 0.3
  if kill -9 "$feeder" 2> /dev/null; then
    say "the watchdog ($guarded) resets the machine in $k_watchdog s unless the new system disarms it"
  else
    say 'the watchdog could not be armed'
    guarded=''
  fi
  wait "$feeder" 2> /dev/null
}

# disarm_watchdog DRIVER
disarm_watchdog() {
  [ -n "$1" ] || return 0
  [ -e "$watchdog" ] || modprobe -q "$1"
  if (printf V > "$watchdog") 2> /dev/null; then
    say 'watchdog disarmed'
  else
    say "the watchdog cannot be disarmed: has this system the driver $1?"
  fi
}

# arrived: this system is up. Disarms the watchdog that the system before it has armed, once per boot.
arrived() {
  [ ! -e "$run/arrived" ] || return 0
  disarm_watchdog "$(tr ' ' '\n' < "$cmdline" | sed -n 's/^metalwright\.watchdog=\([A-Za-z0-9_-]*\)$/\1/p' | head -n 1)"
  : > "$run/arrived"
}

# started_by: "kexec" when another system of ours has started this one, otherwise "firmware".
started_by() {
  case " $(cat "$cmdline" 2> /dev/null) " in
    *' metalwright.kexec=1 '*) echo kexec ;;
    *) echo firmware ;;
  esac
}
