# Part of metalwright-agent: rebooting and powering off.

# power reboot|poweroff: through the system's init first where there is one, then at once.
power() {
  phases "$1" "{\"uptime\":$(uptime_now),\"bootenv\":\"$m_bootenv\"}"
  say "$1"
  sync
  if [ "$RS_SYSTEM" = deployed ]; then
    "$1"
    sleep "$power_wait"
  fi
  "$1" -f
  exit 75
}

# restart yes|no: reboots, without firmware where that can be; "yes" allows to load a kernel for the new boot
# environment first.
restart() {
  case "$bootenv" in
    *-install)
      say "leaving the reboot out of $bootenv to its installer"
      exit 0
      ;;
  esac
  without_firmware "$1"
  next_boot_pxe
  power reboot
}

next_boot_pxe() {
  call GET "/machines/$RS_UUID/actions/nextbootpxe"
  [ "$status" = 200 ] && send_json POST "/machines/$RS_UUID/actions/nextbootpxe" '{}'
  return 0
}
