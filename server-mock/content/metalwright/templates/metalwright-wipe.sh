#!/bin/sh
set -eu
if [ "${RS_SYSTEM:-}" != discovery ]; then
  echo 'Nothing wiped: this is not the discovery system.'
  echo 'Next step: put the task into a stage with the boot environment discovery.'
  exit 1
fi
{{template "metalwright-disks.sh"}}
# A kernel loaded for the old system must not start any more.
kexec -u 2> /dev/null || true
rm -f "$RS_RUNNER_DIR/kexec-for"
disks > all
eval "$(jq -r --slurpfile settings settings.json '
  def id: [.path, .name, .serial, .wwn] | map(select(. != ""));
  $settings[0] as $set
  | map(select((.removable or .readOnly) | not) | select(
      if $set.disks == ["all"] then true
      elif $set.disks != null then any(id[]; . as $one | $set.disks | index($one) != null)
      elif $set.installed == null then false
      elif ($set.installed.serial // "") != "" then .serial == $set.installed.serial
      elif ($set.installed.wwn // "") != "" then .wwn == $set.installed.wwn
      else .path == $set.installed.path and .bytes == $set.installed.bytes end))
  | (if $set.disks == ["all"] then 0 elif $set.disks != null then $set.disks | length
      elif $set.installed != null then 1 else 0 end) as $wanted
  | @sh "count=\(length) wanted=\($wanted) list=\(map("\(.path) \(.bytes)") | join("\n"))"' all)"
if [ "$count" -lt "$wanted" ]; then
  echo "Not wiped: of $wanted disks to wipe only $count are there ($(cat settings.json))"
  echo 'Next step: see whether a disk failed or was moved; correct wipe/disks.'
  exit 1
fi
if [ "$count" = 0 ]; then
  echo 'No disk to wipe: nothing was deployed by this server.'
  exit 0
fi
clear() { dd if=/dev/zero of="$1" bs=512 seek="$2" count="$3" conv=notrunc,fsync status=none; }
echo "$list" | while read -r disk size; do
  for device in $(partitions "$disk") "$disk"; do
    sectors=$(blockdev --getsz "$device")
    part=$((sectors < 2048 ? sectors : 2048))
    wipefs -a -q -f "$device"
    clear "$device" 0 "$part"
    clear "$device" $((sectors - part)) "$part"
  done
  blkdiscard -f "$disk" 2> /dev/null || true
  blockdev --flushbufs "$disk"
  # Some disks do not give zeros for what was discarded, so the ends are written once more.
  clear "$disk" 0 2048
  clear "$disk" $((size / 512 - 2048)) 2048
  blockdev --flushbufs "$disk"
  zeros=$(dd if="$disk" bs=1M count=1 status=none | tr -d '\0' | wc -c)
  zeros=$((zeros + $(dd if="$disk" bs=512 skip=$((size / 512 - 2048)) status=none | tr -d '\0' | wc -c)))
  if [ "$zeros" -ne 0 ]; then
    echo "Not wiped: $disk still gives data after it was cleared."
    echo 'Next step: replace the disk.'
    exit 1
  fi
  blockdev --rereadpt "$disk" 2> /dev/null || true
  echo "Wiped $disk ($size bytes)"
done
exit 0
