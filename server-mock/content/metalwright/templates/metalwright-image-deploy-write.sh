#!/bin/sh
# Chooses the disk, streams the image to it and verifies it.
set -eu
set -o pipefail
. ./helper
{{template "metalwright-disks.sh"}}
eval "$(jq -r 'def set($name): .["image-deploy/\($name)"] // "";
  @sh "url=\(set("image-url")) file=\(set("image-file")) wanted=\(set("image-sha256") | ascii_downcase)
    kind=\(set("image-type")) size=\(set("image-size")) hint=\(set("install-disk")) files=\(.files)"' settings.json)"
refuse() { # CAUSE NEXT-STEP
  echo "Image not deployed: $1"
  echo "Next step: $2"
  exit 1
}
[ "${RS_SYSTEM:-}" = discovery ] || refuse 'this is not the discovery system' \
  'put the task into a stage with the boot environment discovery'

# --- the image
[ -n "$url" ] || [ -z "$file" ] || url=$files/files/images/$file
case "$url" in
  http://* | https://*) ;;
  '') refuse 'no image is named' 'set image-deploy/image-url or image-deploy/image-file' ;;
  *) refuse "$url is no http address" 'correct image-deploy/image-url' ;;
esac
echo "$wanted" | grep -qE '^[0-9a-f]{64}$' || refuse 'image-deploy/image-sha256 is no SHA-256' \
  'set it to the output of sha256sum for the image file'
# The digest protects the image, so the server's certificate need not be known.
get='curl -fsSLk --connect-timeout 10 --speed-limit 1 --speed-time 60'
case "$kind" in
  raw) unpack='cat' ;;
  raw.gz) unpack='gzip -dc' ;;
  raw.xz) unpack='xz -dc' ;;
  *) unpack='zstd -dcq' ;;
esac
{ $get --retry 8 --retry-connrefused -r 0-31 -D head "$url" 2> error || true; } | head -c 32 > start
[ -s start ] ||
  refuse "$url cannot be read: $(tail -n 1 error)" 'check the address and that the file is there'

# Size of the disk image: as a zstd frame's header tells it (RFC 8878, 3.1.1.1), or as set.
frame_size() {
  od -An -v -tu1 -N18 start | awk '{ for (i = 1; i <= NF; i++) b[n++] = $i } END {
    if (b[0] != 40 || b[1] != 181 || b[2] != 47 || b[3] != 253) exit 1
    single = int(b[4] / 32) % 2; flag = int(b[4] / 64); dict = b[4] % 4
    at = 5 + (single ? 0 : 1) + (dict == 3 ? 4 : dict)
    bytes = flag == 0 ? single : flag == 1 ? 2 : flag == 2 ? 4 : 8
    if (bytes == 0) exit 0
    for (i = bytes - 1; i >= 0; i--) size = size * 256 + b[at + i]
    printf "%.0f", size + (flag == 1 ? 256 : 0) }'
}
case "$unpack" in
  zstd*) told=$(frame_size) || refuse "$url is not compressed by zstd" 'correct image-deploy/image-type' ;;
  cat) told=$(tr -d '\r' < head | sed -n 's|^[Cc]ontent-[Rr]ange: *bytes .*/\([0-9]*\)$|\1|p' | tail -n 1) ;;
  *) told='' ;;
esac
[ "${told:-0}" -gt "${size:-0}" ] && size=$told
size=${size:-0}

# --- the disk
disks > disks
eval "$(jq -r --arg hint "$hint" --argjson size "$size" 'map(select((.removable or .readOnly) | not))
  | (map("\(.path) (\(.bytes) bytes, serial \(.serial))") | join("; ") | if . == "" then "none" else . end) as $list
  | map(select(if $hint == "" then .bytes >= $size
      else [.path, .name, .serial, .wwn] | index($hint) != null end))
  | @sh "list=\($list) count=\(length) disk=\(.[0].path // "") room=\(.[0].bytes // 0)
      serial=\(.[0].serial // "") chosen=\(.[0] // {} | {name, path, serial, wwn, bytes} | tojson)"' disks)"
case "$count" in
  1) ;;
  0)
    [ -z "$hint" ] || refuse "no disk matches image-deploy/install-disk $hint; disks: $list" \
      'set it to the serial number of one of these disks'
    refuse "no disk is large enough for the image ($size bytes); disks: $list" \
      'use a smaller image or a machine with a larger disk'
    ;;
  *) refuse "more than one disk could be meant; disks: $list" \
    'set image-deploy/install-disk to the serial number of one of these disks' ;;
esac
[ "$room" -ge "$size" ] || refuse "the image has $size bytes, $disk has $room" \
  'choose a larger disk in image-deploy/install-disk, or a smaller image'
step "Image $url to $disk ($room bytes, serial $serial)"

# --- an empty disk; where it can be told to hold zeros, zeros are not written
clear_start() { dd if=/dev/zero of="$disk" bs=1M count=1 conv=notrunc,fsync status=none; }
blkdiscard -f "$disk" 2> /dev/null || true
wipefs -a -q -f "$disk"
clear_start
dd if=/dev/zero of="$disk" bs=512 seek=$((room / 512 - 2048)) count=2048 conv=notrunc,fsync status=none
convert=notrunc
limit=$(cat "/sys/block/$(basename "$disk")/queue/write_zeroes_max_bytes" 2> /dev/null || echo 0)
zeros=$(((size + 1048575) / 1048576 * 1048576))
[ "$zeros" -le "$room" ] || zeros=$room
if [ "$limit" -gt 0 ] && [ "$size" -gt 0 ] && timeout 120 blkdiscard -z -f -l "$zeros" "$disk" 2> /dev/null; then
  convert=notrunc,sparse
fi

# --- the stream. A connection that breaks goes on where it was.
fetch() {
  done=0 tries=0
  while :; do
    code=0
    $get -r "$done-" -w '%{stderr}\n@ %{http_code} %{size_download}\n' "$url" 2> fetch.err || code=$?
    set -- $(sed -n 's/^@ //p' fetch.err | tail -n 1)
    status=${1:-000} bytes=${2:-0}
    if [ "$done" -gt 0 ] && [ "$bytes" -gt 0 ] && [ "$status" != 206 ]; then
      echo "the server cannot continue a download (status $status)" > fetch.reason
      return 1
    fi
    done=$((done + bytes))
    [ "$code" = 0 ] && break
    # 23: nobody reads any more.
    [ "$code" = 23 ] && return 1
    [ "$bytes" -gt 0 ] && tries=0
    tries=$((tries + 1))
    if [ "$tries" -gt 20 ]; then
      sed -n 's/^curl: //p' fetch.err | tail -n 1 > fetch.reason
      return 1
    fi
    echo "Download interrupted after $done bytes ($(sed -n 's/^curl: //p' fetch.err | tail -n 1)); going on" >&2
    sleep "$tries"
  done
  echo "$done" > fetched
}
# The first MiB, with the partition table, is held back until the digest is known.
write_disk() {
  dd of=first bs=1M count=1 iflag=fullblock status=none
  sh -c 'echo $$ > writer; exec "$@"' - dd of="$disk" bs=1M seek=1 iflag=fullblock conv="$convert" status=none
}
written() { sed -n 's/^pos:[[:space:]]*//p' "/proc/$(cat writer 2> /dev/null)/fdinfo/1" 2> /dev/null; }
progress() {
  while sleep 2; do
    at=$(written) || continue
    [ -n "$at" ] || continue
    if [ "$size" -gt 0 ]; then echo "$((at / 1048576)) of $((size / 1048576)) MiB"; else echo "$((at / 1048576)) MiB"; fi
  done
}
now() { cut -d' ' -f1 /proc/uptime; }
step 'Disk cleared, writing'
began=$(now)
mkfifo sum
sha256sum < sum > digest &
summing=$!
progress &
reporting=$!
failed=''
# What cannot be unpacked is still read to its end, to tell a wrong file from a broken disk.
unpack_all() { $unpack 2> unpack.err || { cat > /dev/null && false; }; }
fetch | tee sum | unpack_all | write_disk 2> write.err || failed=yes
kill "$reporting" 2> /dev/null || true
wait "$summing" || failed=yes
found=$(cut -d' ' -f1 digest)
# First why it stopped, then what arrived: a short or changed file also fails to unpack.
if [ -s fetch.reason ]; then
  clear_start
  refuse "the download failed: $(cat fetch.reason)" 'check the file server, then run the task again'
fi
if grep -q 'No space left' write.err; then
  clear_start
  refuse "the image does not fit on $disk ($room bytes)" 'choose a larger disk or a smaller image'
fi
if [ -s fetched ] && [ "$found" != "$wanted" ]; then
  clear_start
  refuse "the image's SHA-256 is $found, wanted is $wanted; the disk was left empty" \
    'check that the file is the one meant and that image-deploy/image-sha256 is its digest'
fi
if [ -n "$failed" ]; then
  clear_start
  refuse "writing failed: $(cat unpack.err write.err | tail -n 3)" \
    'check image-deploy/image-type and the health of the disk'
fi
dd if=first of="$disk" bs=1M conv=notrunc,fsync status=none
sync
blockdev --flushbufs "$disk"
image=$(awk -v begin="$began" -v end="$(now)" -v size="$size" -v fetched="$(cat fetched)" -v disk="$disk" 'BEGIN {
  seconds = end - begin > 0.01 ? end - begin : 0.01; bytes = size > 0 ? size : fetched
  printf "{\"bytes\":%.0f,\"downloaded\":%.0f,\"seconds\":%.2f,\"mbPerSecond\":%.2f,\"disk\":\"%s\"}",
    bytes, fetched, seconds, bytes / 1e6 / seconds, disk }')
step "Written and verified: $image"
phase image "$image"
set_param image-deploy/installed-disk "$chosen"
echo "$disk" > disk
