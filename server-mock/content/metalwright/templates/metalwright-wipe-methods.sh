# erase: erases $disk ($name, $size bytes) as $level asks. Sets method, verified (JSON) and problem; fails with a problem.
# All of it also works where `set -e` is off.
erase() {
  case "$level" in
    quick) erase_quick && verify_ends ;;
    zero) erase_signatures && erase_zero && verify_zero ;;
    best) { erase_by_drive || erase_zero; } && erase_signatures && verify_zero ;;
    secure) erase_by_drive && erase_signatures && verify_zero ;;
    *) problem="wipe/level $level is not known" && false ;;
  esac || return 1
  blockdev --rereadpt "$disk" 2> /dev/null || true
}
clear() { dd if=/dev/zero of="$1" bs=512 seek="$2" count="$3" conv=notrunc,fsync status=none 2> dd.err; }
dead() {
  problem="$disk: $1"
  return 1
}
erase_signatures() {
  for device in $(partitions "$disk") "$disk"; do wipefs -a -q -f "$device" 2> /dev/null || true; done
}
erase_quick() {
  for device in $(partitions "$disk") "$disk"; do
    sectors=$(blockdev --getsz "$device") || { dead 'it does not answer'; return 1; }
    part=$((sectors < 2048 ? sectors : 2048))
    wipefs -a -q -f "$device" || true
    clear "$device" 0 "$part" && clear "$device" $((sectors - part)) "$part" || { dead "$(tail -n 1 dd.err)"; return 1; }
  done
  method='cleared signatures'
  if blkdiscard -f "$disk" 2> /dev/null; then method='cleared signatures, blkdiscard'; fi
  blockdev --flushbufs "$disk"
  # Some disks do not give zeros for what was discarded, so the ends are written once more.
  clear "$disk" 0 2048 && clear "$disk" $((size / 512 - 2048)) 2048 || { dead "$(tail -n 1 dd.err)"; return 1; }
}
# erase_zero: every block is written with zeros, by the disk itself where it can.
erase_zero() {
  offered=$(cat "/sys/block/$name/queue/write_zeroes_max_bytes" 2> /dev/null || echo 0)
  how=overwrite
  [ "$offered" = 0 ] || how='blkdiscard -z'
  at=0 shown=0
  while [ "$at" -lt "$size" ]; do
    length=$((size - at < 1073741824 ? size - at : 1073741824))
    blkdiscard -z -f -o "$at" -l "$length" "$disk" 2> blkdiscard.err || { dead "zeros cannot be written: $(tail -n 1 blkdiscard.err)"; return 1; }
    at=$((at + length))
    read -r uptime _ < /proc/uptime
    if [ "$((${uptime%.*} - shown))" -ge 10 ]; then
      echo "$disk: $((at / 1048576)) of $((size / 1048576)) MiB"
      shown=${uptime%.*}
    fi
  done
  method="${method:+$method, }$how"
}
# erase_by_drive: the drive's own erase, which also reaches blocks that no longer have an address.
erase_by_drive() {
  case "$name" in
    nvme*) erase_nvme && return 0 ;;
    sd*)
      case "$transport" in sata | ata) erase_ata && return 0 ;; esac
      ;;
  esac
  if blkdiscard --secure -f "$disk" 2> /dev/null; then
    method='blkdiscard --secure'
    problem=''
    return 0
  fi
  problem=${problem:-"$disk offers no erase of its own"}
  echo "$problem"
  [ "$level" = secure ] || problem=''
  return 1
}
erase_nvme() {
  command -v nvme > /dev/null || { dead 'the discovery system has no nvme'; return 1; }
  controller=${disk%n*}
  # Both commands may reach all namespaces of the drive, also those that nobody asked for.
  set -- "/sys/block/${controller#/dev/}n"*
  [ "$#" = 1 ] || { dead "it is one of $# namespaces of its drive, which would lose all of them"; return 1; }
  able=$(nvme id-ctrl "$controller" -o json | jq -r '@sh "sanitize=\(.sanicap % 4 / 2 | floor) format=\(.oacs % 4 / 2 | floor)"') &&
    [ -n "$able" ] || { dead 'it does not say what it can'; return 1; }
  eval "$able"
  if [ "$sanitize" = 1 ] && nvme sanitize "$controller" -a 2 > nvme.log 2>&1; then
    while :; do
      sleep 2
      # Byte 2 of the log page, its lowest three bits: 1 and 4 done, 2 under way, 3 failed (NVM Express, log page 81h).
      state=$(nvme sanitize-log "$controller" -o binary | od -An -tu1 -j2 -N1 | tr -d ' ')
      [ -n "$state" ] || { dead 'it does not say how far its sanitizing is'; return 1; }
      state=$((state % 8))
      case "$state" in 2) ;; 1 | 4) break ;; *) dead "sanitizing failed (status $state)"; return 1 ;; esac
    done
    method='nvme sanitize (block erase)'
  elif [ "$format" = 1 ] && nvme format "$disk" -s 1 -f > nvme.log 2>&1; then
    method='nvme format (user data erase)'
  else
    dead "it can neither be sanitized nor formatted: $(tail -n 1 nvme.log 2> /dev/null)"
  fi
}
erase_ata() {
  command -v hdparm > /dev/null || { dead 'the discovery system has no hdparm'; return 1; }
  hdparm -I "$disk" 2> /dev/null | sed -n '/^Security:/,/^[^[:space:]]/p' | sed 's/^[[:space:]]*//; s/[[:space:]]\{1,\}/ /g' > ata
  grep -q '^supported$' ata || { dead 'it has no security feature'; return 1; }
  grep -q '^not frozen$' ata || { dead 'its firmware froze it; power cycle the machine, or unfreeze it in its setup'; return 1; }
  grep -q '^not locked$' ata || { dead 'it is locked by a password'; return 1; }
  how=--security-erase
  ! grep -q 'supported: enhanced erase' ata || how=--security-erase-enhanced
  hdparm --user-master u --security-set-pass metalwright "$disk" > ata.log 2>&1 &&
    hdparm --user-master u "$how" metalwright "$disk" >> ata.log 2>&1 || {
    hdparm --user-master u --security-disable metalwright "$disk" > /dev/null 2>&1 || true
    dead "its secure erase failed: $(tail -n 1 ata.log)"
    return 1
  }
  method="ATA ${how#--}"
}
# not_zero OFFSET-IN-4-KIB COUNT: how many bytes there are not zero, as the disk has them.
not_zero() {
  dd if="$disk" bs=4096 skip="$1" count="$2" iflag=direct status=none 2> /dev/null > sample ||
    dd if="$disk" bs=4096 skip="$1" count="$2" status=none > sample 2> dd.err || return 1
  [ -s sample ] || return 1
  tr -d '\0' < sample | wc -c
}
verify_ends() {
  blockdev --flushbufs "$disk"
  left=$(($(not_zero 0 256) + $(not_zero $((size / 4096 - 256)) 256))) || { dead 'it cannot be read back'; return 1; }
  verified='{"ends":true,"blocks":0}'
  [ "$left" -eq 0 ] || dead 'it still gives data after it was cleared'
}
# verify_zero: both ends and random blocks give zeros. What a drive left by its own erase is overwritten.
verify_zero() {
  if ! sampled; then
    echo "$disk: $problem after $method, writing zeros"
    problem=''
    dd if=/dev/zero of="$disk" bs=4M count="$size" iflag=count_bytes conv=notrunc,fsync status=none 2> dd.err ||
      { dead "$(tail -n 1 dd.err)"; return 1; }
    method="$method, overwrite"
    sampled || return 1
  fi
}
sampled() {
  blockdev --flushbufs "$disk"
  verify_ends || return 1
  tries=0
  while [ "$tries" -lt "$blocks" ]; do
    tries=$((tries + 1))
    place=$(od -An -N6 -tu2 /dev/urandom | awk -v all="$((size / 4096))" '{ printf "%.0f", ($1 * 4294967296 + $2 * 65536 + $3) % all }')
    left=$(not_zero "$place" 1) || { dead "block $place cannot be read back"; return 1; }
    [ "$left" -eq 0 ] || { dead "it still gives data, at block $place of 4 KiB"; return 1; }
  done
  verified="{\"ends\":true,\"blocks\":$blocks,\"blockBytes\":4096,\"zero\":true}"
}
