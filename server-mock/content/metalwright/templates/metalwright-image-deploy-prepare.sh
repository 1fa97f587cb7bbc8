#!/bin/sh
# Grows the last partition, adds cloud-init data and the agent, loads the kernel.
set -eu
. ./helper
{{template "metalwright-disks.sh"}}
eval "$(jq -r '@sh "data=\(."cloud-init/user-data" // "") quick=\(."image-deploy/kexec")
  console=\(."kernel-console" // "") options=\(."image-deploy/kernel-options" // "") api=\(.api)
  files=\(.files) token=\(.token) uuid=\(.uuid) pin=\(.pin)"' settings.json)"
refuse() {
  echo "Image written but not prepared: $1"
  echo "Next step: $2"
  exit 1
}
disk=$(cat disk)
bundle=/usr/local/lib/metalwright

# --- partitions
eval "$(sfdisk -J "$disk" 2> /dev/null | jq -r '.partitiontable
  | @sh "label=\(.label) last=\(.partitions // [] | max_by(.start) | .node // "")"' || true)"
if [ -n "${last:=}" ]; then
  # The second partition table belongs at the end of the disk, not of the image.
  [ "$label" != gpt ] || sfdisk -q --relocate gpt-bak-std "$disk" || true
  number=${last#"$disk"}
  number=${number#p}
  if echo ', +' | sfdisk -q --no-reread --force -N "$number" "$disk"; then
    step "Partition $number grown to the end of $disk"
  fi
  tries=0
  until blockdev --rereadpt "$disk" 2> /dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 20 ] || refuse "$disk is busy" 'run the task again'
    sleep 0.5
  done
fi

# --- the root file system: the one with a system in it
target=$RS_RUNNER_DIR/target
mkdir -p "$target"
root=''
for device in "$disk" $(partitions "$disk"); do
  type=$(blkid -p -s TYPE -o value "$device" 2> /dev/null) || continue
  case "$type" in ext4 | xfs | btrfs) ;; *) continue ;; esac
  mount -t "$type" -o ro "$device" "$target" || continue
  if [ -e "$target/etc/os-release" ] || [ -L "$target/etc/os-release" ]; then root=$device; fi
  umount "$target"
  [ -z "$root" ] || break
done
[ -n "$root" ] || refuse "$disk has no file system (ext4, xfs, btrfs) with an etc/os-release" \
  'use an image of a Linux system'
if [ "$type" = ext4 ] && { [ "$root" = "$last" ] || [ "$root" = "$disk" ]; }; then
  # Codes 1 and 2: errors were corrected.
  e2fsck -fy "$root" || [ $? -le 2 ] || refuse "the file system on $root is damaged" 'check the image'
  resize2fs "$root" 2> /dev/null || refuse "the file system on $root cannot be grown" 'check the image'
fi
mount -t "$type" "$root" "$target"

step "System found on $root"

# --- cloud-init data. JSON is YAML too, so no value can break out of its place.
seed=$target/var/lib/cloud/seed/nocloud
mkdir -p "$seed"
jq '{"instance-id": "\(.uuid)-\(now | floor)", "local-hostname": .name,
  "public-keys": [."access-keys" // {} | .[]]} + (."cloud-init/meta-data" // {})' settings.json > "$seed/meta-data"
if jq -e '."cloud-init/network-config"' settings.json > network-config; then
  cp network-config "$seed/network-config"
fi
if [ -n "$data" ]; then
  printf '%s\n' "$data" > "$seed/user-data"
else
  {
    echo '#cloud-config'
    jq '{hostname: .name, fqdn: .name, disable_root: false, ssh_authorized_keys: [."access-keys" // {} | .[]]}' settings.json
  } > "$seed/user-data"
fi
chmod 0600 "$seed/user-data"

# --- the agent
mkdir -p "$target$bundle"
cp -a "$bundle/." "$target$bundle/"
umask 077
{
  printf 'RS_ENDPOINT=%s\nRS_FILESERVER=%s\nRS_TOKEN=%s\nRS_UUID=%s\nRS_PIN=%s\n' "$api" "$files" "$token" "$uuid" "$pin"
  printf 'RS_SYSTEM=deployed\nRS_BOOTENV=local\nRS_RESUME=true\n'
} > "$target$bundle/agent.conf"
umask 022
if [ -d "$target/etc/systemd/system" ]; then
  cp "$bundle/metalwright-agent.service" "$target/etc/systemd/system/"
  mkdir -p "$target/etc/systemd/system/multi-user.target.wants"
  ln -sf ../metalwright-agent.service "$target/etc/systemd/system/multi-user.target.wants/metalwright-agent.service"
fi

step 'cloud-init data and agent added'

# --- its kernel
loaded=no
kernel=$(cd "$target/boot" 2> /dev/null && ls -d vmlinuz-* 2> /dev/null | sort -V | tail -n 1) || true
if [ "$quick" = true ] && [ -n "$kernel" ]; then
  version=${kernel#vmlinuz-}
  line="root=UUID=$(blkid -p -s UUID -o value "$root") ro $console $options"
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
umount "$target"
sync
step 'Disk is complete'
[ "$loaded" = yes ] || echo 'No kernel loaded: the deployed system starts through the firmware'
