# What a deployment costs: time, memory of all programs of the discovery system, and memory that was left.
# measure_disk: with image-deploy/measure, what the disk takes from nothing but dd, for comparison.
plain=''
measure_disk() {
  jq -e '."image-deploy/measure" == true' settings.json > /dev/null || return 0
  mebibytes=256
  [ "$mebibytes" -lt "$((room / 1048576))" ] || mebibytes=$((room / 8388608 * 8))
  head -c 8388608 /dev/zero | tr '\0' '\252' > pattern
  started=$(now)
  written=0
  while [ "$written" -lt "$mebibytes" ]; do
    cat pattern
    written=$((written + 8))
  done | dd of="$disk" bs=1M count="$mebibytes" iflag=fullblock conv=notrunc,fsync status=none
  plain=$(awk -v begin="$started" -v end="$(now)" -v mebibytes="$mebibytes" 'BEGIN {
    seconds = end - begin > 0.01 ? end - begin : 0.01
    printf "%.2f", mebibytes * 1.048576 / seconds }')
  rm -f pattern
  blkdiscard -f "$disk" 2> /dev/null || true
  clear_start
}
# sample: keeps the largest sum of the memory of all programs and the least that was left, in KiB.
sample() {
  { cat /proc/meminfo /proc/[0-9]*/status 2> /dev/null || true; } |
    awk '$1 == "MemAvailable:" { left = $2 } $1 == "VmRSS:" { used += $2 } END { print used + 0, left + 0 }' >> memory
}
written() { sed -n 's/^pos:[[:space:]]*//p' "/proc/$(cat writer 2> /dev/null)/fdinfo/1" 2> /dev/null; }
# report: how far it is, every two seconds, until it is ended.
report() {
  sleep 0.3 > /dev/null 2>&1
  sample
  while sleep 2 > /dev/null 2>&1; do
    sample
    if [ "$form" = tar ]; then
      echo "$(df -Pm "$target" | awk 'NR == 2 { print $3 }') MiB on the root file system"
      continue
    fi
    at=$(written) || continue
    [ -n "$at" ] || continue
    if [ "$size" -gt 0 ]; then echo "$((at / 1048576)) of $((size / 1048576)) MiB"; else echo "$((at / 1048576)) MiB"; fi
  done
}
# measured BEGIN END: the detail of the phase `image`.
measured() {
  awk -v begin="$1" -v end="$2" -v size="$size" -v fetched="$(cat fetched)" -v disk="$disk" -v plain="$plain" '
    { if ($1 > peak) peak = $1; if (least == "" || $2 < least) least = $2 }
    END {
      seconds = end - begin > 0.01 ? end - begin : 0.01; bytes = size > 0 ? size : fetched
      printf "{\"bytes\":%.0f,\"downloaded\":%.0f,\"seconds\":%.2f,\"mbPerSecond\":%.2f,\"disk\":\"%s\"", bytes, fetched,
        seconds, bytes / 1e6 / seconds, disk
      printf ",\"peakMemoryKiB\":%.0f,\"leastMemoryLeftKiB\":%.0f", peak, least
      # What is not known is left out: details are texts and figures.
      if (plain != "") printf ",\"plainMbPerSecond\":%s", plain
      print "}"
    }' memory
}
