#!/bin/bash
# Grows the last partition, adds cloud-init data or an Ignition configuration and the agent, loads the kernel.
# In the shell of busybox its own dd, tar and blkdiscard would hide the real ones.
set -eu
set -o pipefail
. ./helper
{{template "metalwright-disks.sh"}}
refused='Image written but not prepared'
{{template "metalwright-refusal.sh"}}
{{template "metalwright-image-inside.sh"}}
{{template "metalwright-image-agent.sh"}}
eval "$(jq -r '@sh "quick=\(."image-deploy/kexec") console=\(."kernel-console" // "")
  options=\(."image-deploy/kernel-options" // "") api=\(.api) files=\(.files) token=\(.token) uuid=\(.uuid) pin=\(.pin)
  datasource=\(."cloud-init/datasource" // "nocloud") ignition=\(."ignition/config" != null)"' settings.json)"
disk=$(cat disk)
form=$(cat form)
bundle=/usr/local/lib/metalwright
mkdir -p "$RS_RUNNER_DIR/target" "$RS_RUNNER_DIR/config"
target=$(readlink -f "$RS_RUNNER_DIR/target")

# --- partitions
last='' config=''
table() {
  eval "$(sfdisk -J "$disk" 2> /dev/null | jq -r '.partitiontable
    | @sh "label=\(.label) last=\(.partitions // [] | max_by(.start) | .node // "")
      start=\(.partitions // [] | max_by(.start) | .start // 0) size=\(.partitions // [] | max_by(.start) | .size // 0)"' || true)"
}
reread() {
  tries=0
  until blockdev --rereadpt "$disk" 2> /dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 20 ] || refuse "$disk is busy" 'run the task again'
    sleep 0.5
  done
}
table
if [ "$form" = tar ]; then
  [ "$datasource" != config-drive ] || config=$last
elif [ -n "$last" ]; then
  system=$last
  # The second partition table belongs at the end of the disk, not of the image.
  [ "$label" != gpt ] || sfdisk -q --relocate gpt-bak-std "$disk" || true
  if [ "$datasource" = config-drive ]; then
    # The last 16 MiB before the second partition table.
    from=$(($(blockdev --getsize64 "$disk") / 1048576 - 17))
    [ $(((start + size) / 2048)) -lt "$from" ] ||
      refuse "$disk has no room for the partition config-2 (16 MiB)" 'use a smaller image or a larger disk'
    kind=c
    [ "$label" != gpt ] || kind=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7
    echo "start=${from}MiB, size=16MiB, type=$kind" | sfdisk -q --append --no-reread --force "$disk" ||
      refuse "$disk takes no further partition" 'use cloud-init/datasource nocloud'
    table
    config=$last last=$system
  fi
  number=${last#"$disk"}
  number=${number#p}
  if echo ', +' | sfdisk -q --no-reread --force -N "$number" "$disk"; then
    step "Partition $number grown to the end of $disk"
  fi
  reread
elif [ "$datasource" = config-drive ]; then
  refuse "$disk has no partition table for the partition config-2" 'use cloud-init/datasource nocloud'
fi

# --- the root file system: the one with a system in it
root=''
for device in "$disk" $(partitions "$disk"); do
  type=$(blkid -p -s TYPE -o value "$device" 2> /dev/null) || continue
  case "$type" in ext4 | xfs | btrfs) ;; *) continue ;; esac
  mount -t "$type" -o ro "$device" "$target" 2> /dev/null || continue
  if [ -e "$target/etc/os-release" ] || [ -L "$target/etc/os-release" ]; then root=$device; fi
  umount "$target"
  [ -z "$root" ] || break
done
if [ -z "$root" ]; then
  [ "$ignition" = true ] || [ -n "$config" ] ||
    refuse "$disk has no file system (ext4, xfs, btrfs) with an etc/os-release" 'use an image of a Linux system'
  echo 'No root file system found: the system gets its configuration, but no agent'
else
  if [ "$form" = raw ] && { [ "$root" = "$last" ] || [ "$root" = "$disk" ]; }; then grow=$type; else grow=''; fi
  if [ "$grow" = ext4 ]; then
    # Codes 1 and 2: errors were corrected.
    e2fsck -fy "$root" || [ $? -le 2 ] || refuse "the file system on $root is damaged" 'check the image'
    resize2fs "$root" 2> /dev/null || refuse "the file system on $root cannot be grown" 'check the image'
  fi
  mount -t "$type" "$root" "$target"
  case "$grow" in
    xfs) xfs_growfs "$target" > /dev/null || echo "The file system on $root could not be grown, the system may do it" ;;
    btrfs) btrfs -q filesystem resize max "$target" || echo "The file system on $root could not be grown, the system may do it" ;;
  esac
  step "System found on $root ($type)"
fi

{{template "metalwright-image-seed.sh"}}
if [ -n "$config" ]; then seed_config_drive; elif [ -n "$root" ]; then seed_nocloud; fi
if [ "$ignition" = true ]; then seed_ignition; fi
[ -n "$root" ] || { accepted; sync; step 'Disk is complete'; exit 0; }

# --- the agent
inside "$bundle"
cp -a "$bundle/." "$place/"
umask 077
{
  printf 'RS_ENDPOINT=%s\nRS_FILESERVER=%s\nRS_TOKEN=%s\nRS_UUID=%s\nRS_PIN=%s\n' "$api" "$files" "$token" "$uuid" "$pin"
  printf 'RS_SYSTEM=deployed\nRS_BOOTENV=local\nRS_RESUME=true\n'
} | put agent.conf
umask 022
enable_agent
step "Configuration and agent added (init: $init)"

# --- its kernel
loaded=no
if [ "$form" = tar ] && jq -e 'any(.[]; .mount == "/boot")' made > /dev/null; then
  mount "$(jq -r '.[] | select(.mount == "/boot") | .node' made)" "$target/boot"
fi
kernel=$(cd "$target/boot" 2> /dev/null && ls -d vmlinuz-* 2> /dev/null | sort -V | tail -n 1) || true
if [ "$quick" = true ] && [ -n "$kernel" ]; then
  version=${kernel#vmlinuz-}
  line="root=UUID=$(blkid -p -s UUID -o value "$root") ro $console $options metalwright.kexec=1"
  set -- -l "$target/boot/$kernel" --command-line="$line"
  for initrd in "initrd.img-$version" "initramfs-$version.img" "initrd-$version"; do
    [ ! -e "$target/boot/$initrd" ] || set -- "$@" --initrd="$target/boot/$initrd"
  done
  if kexec --no-checks "$@"; then
    # The agent starts it only when the machine goes on to its own disk.
    echo local > "$RS_RUNNER_DIR/kexec-for"
    loaded=yes
    step "Kernel $version loaded: $line"
  fi
fi
umount "$target/boot" 2> /dev/null || true
umount "$target"
accepted
sync
step 'Disk is complete'
[ "$loaded" = yes ] || echo 'No kernel loaded: the deployed system starts through the firmware'
