# A tree of files: unpacked into the file systems that metalwright-image-layout.sh made. What makes it start, the table
# of mounts and the boot loaders, comes when its digest is known.
# GNU tar keeps names with `..` out, and takes links that lead out of the tree as the last.
write_tar() {
  tar -x -p -C "$target" --numeric-owner --same-owner --xattrs --xattrs-include='*' --acls --selinux -f -
}
unmake_tree() {
  take_down
  for node in $(jq -r '.[].node' made); do wipefs -a -q -f "$node" || true; done
  wipefs -a -q -f "$disk" || true
}
uuid_of() { blkid -p -s UUID -o value "$1"; }
finish_tar() {
  step 'Digest is right, making it start'
  inside boot
  boot=$place
  inside etc
  etc=$place
  # What the tree says about devices is about another disk.
  grep -vE '^[[:space:]]*(UUID=|LABEL=|PARTUUID=|PARTLABEL=|/dev/)' "$etc/fstab" > fstab 2> /dev/null || true
  jq -r '.[] | select(.filesystem != "none") | "\(.node) \(.mount // "none") \(.filesystem)"' made |
    while read -r node mount type; do
      case "$mount" in /) check=1 ;; none) check=0 ;; *) check=2 ;; esac
      [ "$type" != xfs ] || check=0
      options=defaults
      [ "$type" != swap ] || options=sw
      [ "$type" != vfat ] || options=umask=0077
      echo "UUID=$(uuid_of "$node") $mount $type $options 0 $check"
    done >> fstab
  rm -f "$etc/fstab"
  cp fstab "$etc/fstab"
  chmod 0644 "$etc/fstab"

  kernel=$(cd "$boot" && ls -d vmlinuz-* vmlinuz 2> /dev/null | sort -V | tail -n 1) || true
  [ -n "$kernel" ] || { unmake; refuse 'the tree has no boot/vmlinuz, so it cannot start' 'use a tree with a kernel'; }
  version=${kernel#vmlinuz}
  initrd=''
  for one in "initrd.img$version" "initramfs$version.img" "initrd$version"; do
    [ ! -e "$boot/$one" ] || initrd=$one
  done
  eval "$(jq -r '@sh "console=\(."kernel-console" // "") options=\(."image-deploy/kernel-options" // "")"' settings.json)"
  case "$console$options" in
    *[!A-Za-z0-9=._,:/@%+\ -]*) unmake; refuse 'the kernel arguments hold characters that the boot loader would read' \
      'correct kernel-console and image-deploy/kernel-options' ;;
  esac
  from=/boot boot_node=$root
  if jq -e 'any(.[]; .mount == "/boot")' made > /dev/null; then
    from='' boot_node=$(jq -r '.[] | select(.mount == "/boot") | .node' made)
  fi
  inside boot/grub
  grub=$place
  rm -f "$grub/grub.cfg"
  {
    echo '# Written when the system was deployed; the tools of the system may write it anew.'
    echo "search --no-floppy --fs-uuid --set=root $(uuid_of "$boot_node")"
    echo 'set timeout=1'
    echo "menuentry 'Linux $version' {"
    echo "  linux $from/$kernel root=UUID=$(uuid_of "$root") ro $console $options"
    [ -z "$initrd" ] || echo "  initrd $from/$initrd"
    echo '}'
  } > "$grub/grub.cfg"
  inside boot/efi/EFI/BOOT
  efi=$place
  parts=/usr/local/lib/metalwright-grub
  rm -f "$efi/BOOTX64.EFI" "$efi/grub.cfg"
  cp "$parts/bootx64.efi" "$efi/BOOTX64.EFI"
  {
    echo "search --no-floppy --fs-uuid --set=root $(uuid_of "$boot_node")"
    echo "configfile (\$root)$from/grub/grub.cfg"
  } > "$efi/grub.cfg"
  take_down
  dd if="$parts/core.img" of="$disk" bs=1M seek=1 conv=notrunc,fsync status=none
  dd if="$parts/boot.img" of="$disk" bs=440 count=1 conv=notrunc,fsync status=none
  step "Boot loaders for BIOS and UEFI written, kernel $kernel"
}
