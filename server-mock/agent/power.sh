# Part of metalwright-agent: rebooting, powering off, and starting another kernel without firmware.

# kexec_ready: a kernel is loaded, and if it was loaded for one boot environment, the machine is in that one.
kexec_ready() {
  [ "$(cat "$kexec_loaded" 2> /dev/null)" = 1 ] || return 1
  [ ! -e "$run/kexec-for" ] || [ "$(cat "$run/kexec-for")" = "$m_bootenv" ]
}

fetch_file() { # URL TARGET
  curl -fsS --noproxy '*' --connect-timeout 10 --max-time 600 -o "$2" "$1"
}

# load_kexec: loads the kernel of the new boot environment, when the machine is allowed to (param kexec-ok).
load_kexec() {
  command -v kexec > /dev/null && [ -n "$RS_FILESERVER" ] && [ "$(cat "$kexec_loaded" 2> /dev/null)" = 0 ] || return 1
  call GET "/machines/$RS_UUID/params/kexec-ok?aggregate=true"
  [ "$status" = 200 ] && [ "$(tr -d ' \n' < "$answer")" = true ] || return 1
  fetch_file "$RS_FILESERVER/machines/$RS_UUID/kexec" "$run/kexec" || return 1
  kernel=$(sed -n 's/^kernel //p' "$run/kexec") initrd=$(sed -n 's/^initrd //p' "$run/kexec")
  params=$(sed -n 's/^params //p' "$run/kexec")
  bootif=$(tr ' ' '\n' < "$cmdline" | grep '^BOOTIF=' | head -n 1)
  if [ -z "$bootif" ]; then
    call GET "/machines/$RS_UUID/params/last-boot-macaddr?aggregate=true"
    mac=$(jq -r 'strings' "$answer" 2> /dev/null | tr : -)
    [ "$status" = 200 ] && [ -n "$mac" ] && bootif="BOOTIF=01-$mac"
  fi
  [ -n "$kernel" ] && [ -n "$initrd" ] && [ -n "$bootif" ] || return 1
  fetch_file "$kernel" "$run/vmlinuz" && fetch_file "$initrd" "$run/initrd.img" || return 1
  kexec -l "$run/vmlinuz" --initrd="$run/initrd.img" --command-line="$params $bootif" || return 1
  rm -f "$run/vmlinuz" "$run/initrd.img"
  printf '%s\n' "$m_bootenv" > "$run/kexec-for"
}

start_kexec() {
  phase kexec "{\"uptime\":$(uptime_now),\"bootenv\":\"$m_bootenv\"}"
  say "starting the loaded kernel for $m_bootenv"
  sync
  if [ "$RS_SYSTEM" = deployed ] && command -v systemctl > /dev/null; then start='systemctl kexec'; else start='kexec -e'; fi
  if $start; then sleep "$power_wait"; fi
  say 'the loaded kernel did not start; rebooting through the firmware'
}

# power reboot|poweroff: through the system's init first where there is one, then at once.
power() {
  phase "$1" "{\"uptime\":$(uptime_now),\"bootenv\":\"$m_bootenv\"}"
  say "$1"
  sync
  if [ "$RS_SYSTEM" = deployed ]; then
    "$1"
    sleep "$power_wait"
  fi
  "$1" -f
  exit 75
}

# restart yes|no: reboots; "yes" allows to load a kernel for the new boot environment first.
restart() {
  case "$bootenv" in
    *-install)
      say "leaving the reboot out of $bootenv to its installer"
      exit 0
      ;;
  esac
  if kexec_ready || { [ "$1" = yes ] && load_kexec; }; then start_kexec; fi
  next_boot_pxe
  power reboot
}

next_boot_pxe() {
  call GET "/machines/$RS_UUID/actions/nextbootpxe"
  [ "$status" = 200 ] && send_json POST "/machines/$RS_UUID/actions/nextbootpxe" '{}'
  return 0
}
