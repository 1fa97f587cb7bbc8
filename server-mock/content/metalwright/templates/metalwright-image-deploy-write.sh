#!/bin/bash
# Chooses the disk, streams the image to it and verifies it.
# In the shell of busybox its own dd, tar and blkdiscard would hide the real ones.
set -eu
set -o pipefail
. ./helper
{{template "metalwright-disks.sh"}}
{{template "metalwright-disk-choice.sh"}}
{{template "metalwright-refusal.sh"}}
[ "${RS_SYSTEM:-}" = discovery ] || refuse 'this is not the discovery system' \
  'put the task into a stage with the boot environment discovery'
{{template "metalwright-image-source.sh"}}

# --- the disk. A tree of files has no size that is known before: it fits or it does not.
survey
eval "$(jq -r --argjson size "$size" --slurpfile settings settings.json "$disk_functions"'
  $settings[0] as $set
  | ($set["image-deploy/install-disk"] | if . == {} or . == "" then null else . end) as $hint
  | ($hint | if type == "object" then keys - members else [] end) as $unknown
  | map(. + {left: ([select(.removable) | "it is removable"] + [select(.readOnly) | "it is read-only"]
      + (if $hint == null then [] else unlike($hint) end)
      + (if $hint != null and identified($hint) then [] else guarded($set) end)
      + [select(.bytes < $size) | "the image has \($size) bytes"])})
  | (map(line + if .left == [] then "" else ": " + (.left | join(", ")) end) | join("; ")
      | if . == "" then "none" else . end) as $list
  | map(select(.left == []))
  | if ($hint | type) != "object" then .
    elif $hint.smallest == true then (map(.bytes) | min) as $wanted | map(select(.bytes == $wanted))
    elif $hint.largest == true then (map(.bytes) | max) as $wanted | map(select(.bytes == $wanted))
    else . end
  | @sh "list=\($list) unknown=\($unknown | join(", ")) count=\(length) hint=\(if $hint == null then ""
      elif ($hint | type) == "string" then $hint else $hint | tojson end)
      disk=\(.[0].path // "") room=\(.[0].bytes // 0) serial=\(.[0].serial // "")
      chosen=\(.[0] // {} | {name, path, serial, wwn, bytes} | tojson)"' disks)"
[ -z "$unknown" ] || refuse "image-deploy/install-disk has members nobody knows: $unknown" \
  'correct image-deploy/install-disk'
case "$count" in
  1) ;;
  0)
    [ -z "$hint" ] || refuse "no disk matches image-deploy/install-disk $hint; disks: $list" \
      'set it to the serial number of one of these disks, or to a hint that fits one of them'
    refuse "no disk is large enough for the image ($size bytes) and free to be written; disks: $list" \
      'use a smaller image or a machine with a larger disk, or name the disk in image-deploy/install-disk'
    ;;
  *) refuse "more than one disk could be meant; disks: $list" \
    'set image-deploy/install-disk to the serial number of one of these disks' ;;
esac
step "Image $url to $disk ($room bytes, serial $serial)"
{{template "metalwright-image-layout.sh"}}
if [ "$form" = tar ]; then plan_layout; fi

# --- an empty disk; where it can be told to hold zeros, zeros are not written
now() { cut -d' ' -f1 /proc/uptime; }
clear_start() { dd if=/dev/zero of="$disk" bs=1M count=1 conv=notrunc,fsync status=none; }
clear_end() { dd if=/dev/zero of="$disk" bs=512 seek=$((room / 512 - 2048)) count=2048 conv=notrunc,fsync status=none; }
blkdiscard -f "$disk" 2> /dev/null || true
wipefs -a -q -f "$disk"
clear_start
clear_end
{{template "metalwright-image-measure.sh"}}
measure_disk

{{template "metalwright-image-stream.sh"}}
# What cannot be unpacked is still read to its end, to tell a wrong file from a broken disk.
unpack_all() { $unpack 2> unpack.err || { cat > /dev/null && false; }; }
# The processor's own instructions, where the discovery system has the program that uses them.
digest() { if command -v openssl > /dev/null; then openssl dgst -sha256 -r; else sha256sum; fi; }
# unmake: nothing of what was written starts or is found any more.
unmake() {
  if [ "$form" = tar ]; then unmake_tree; fi
  clear_start
  clear_end
}
{{template "metalwright-image-raw.sh"}}
{{template "metalwright-image-inside.sh"}}
{{template "metalwright-image-tree.sh"}}
: > write.err
: > unpack.err
if [ "$form" = tar ]; then lay_out; else clear_room; fi
step 'Disk cleared, writing'
sample
began=$(now)
mkfifo sum
digest < sum > digest &
summing=$!
# Held open for as long as the download may be taken up again.
exec 9> sum
report 9>&- &
reporting=$!
failed=''
if [ "$unpack" = cat ]; then
  fetch | "write_$form" 2> write.err || failed=yes
else
  fetch | unpack_all | "write_$form" 2> write.err || failed=yes
fi
exec 9>&-
kill "$reporting" 2> /dev/null || true
wait "$summing" || failed=yes
found=$(cut -d' ' -f1 digest)
# First why it stopped, then what arrived: a short or changed file also fails to unpack.
if [ -s fetch.reason ]; then
  unmake
  refuse "the download failed: $(cat fetch.reason)" 'check the file server, then run the task again'
fi
if grep -q 'No space left' write.err; then
  unmake
  refuse "the image does not fit on $disk ($room bytes)" 'choose a larger disk or a smaller image'
fi
if [ -s fetched ] && [ "$found" != "$wanted" ]; then
  unmake
  refuse "the image's SHA-256 is $found, wanted is $wanted; the disk was left empty" \
    'check that the file is the one meant and that image-deploy/image-sha256 is its digest'
fi
if [ -n "$failed" ]; then
  unmake
  refuse "writing failed: $(cat unpack.err write.err | tail -n 3)" \
    'check image-deploy/image-type and the health of the disk'
fi
"finish_$form"
sync
blockdev --flushbufs "$disk"
image=$(measured "$began" "$(now)")
step "Written and verified: $image"
phase image "$image"
set_param image-deploy/installed-disk "$chosen"
echo "$disk" > disk
echo "$form" > form
