# enable_agent: makes the system at $target start the agent in $bundle, whichever init it has, without running it.
# Leaves the name of the init in $init; "none" when it is none of those known. Wants metalwright-image-inside.sh.
enable_agent() {
  init=none
  if has usr/lib/systemd/systemd || has lib/systemd/systemd || [ -d "$target/etc/systemd/system" ]; then
    init=systemd
    inside etc/systemd/system
    put metalwright-agent.service < "$bundle/metalwright-agent.service"
    inside etc/systemd/system/multi-user.target.wants
    ln -sf ../metalwright-agent.service "$place/metalwright-agent.service"
  elif has sbin/openrc-run || has usr/sbin/openrc-run; then
    init=OpenRC
    start_script metalwright-agent.openrc etc/init.d
    inside etc/runlevels/default
    ln -sf /etc/init.d/metalwright-agent "$place/metalwright-agent"
  elif has etc/rc2.d || has etc/rc.d/rc2.d; then
    init='System V init'
    levels=etc
    has etc/rc2.d || levels=etc/rc.d
    start_script metalwright-agent.init "$levels/init.d"
    for level in 2 3 4 5; do
      inside "$levels/rc$level.d"
      ln -sf ../init.d/metalwright-agent "$place/S99metalwright-agent"
    done
  elif [ -f "$target/etc/inittab" ] && grep -q '^[^:#]*:[^:]*:sysinit:' "$target/etc/inittab"; then
    init='busybox init'
    inside etc
    if ! grep -q 'metalwright\|run-agent' "$place/inittab"; then
      lines=$(cat "$place/inittab")
      printf '%s\n::respawn:%s/keep-running\n' "$lines" "$bundle" | put inittab
    fi
  fi
}
# start_script FILE-OF-THE-AGENT DIRECTORY
start_script() {
  inside "$2"
  put metalwright-agent < "$bundle/$1"
  chmod 0755 "$place/metalwright-agent"
}
# has PATH: also a link, which may be right in that system only.
has() { [ -e "$target/$1" ] || [ -L "$target/$1" ]; }
