# A raw disk image: written from its second MiB on; the first MiB, with the partition table, is held back until
# the digest is known.
clear_room() {
  convert=notrunc
  limit=$(cat "/sys/block/$(basename "$disk")/queue/write_zeroes_max_bytes" 2> /dev/null || echo 0)
  zeros=$(((size + 1048575) / 1048576 * 1048576))
  [ "$zeros" -le "$room" ] || zeros=$room
  if [ "$limit" -gt 0 ] && [ "$size" -gt 0 ] && timeout 120 blkdiscard -z -f -l "$zeros" "$disk" 2> /dev/null; then
    convert=notrunc,sparse
  fi
}
write_raw() {
  dd of=first bs=1M count=1 iflag=fullblock status=none
  sh -c 'echo $$ > writer; exec "$@"' - dd of="$disk" bs=1M seek=1 iflag=fullblock conv="$convert" status=none
}
finish_raw() { dd if=first of="$disk" bs=1M conv=notrunc,fsync status=none; }
