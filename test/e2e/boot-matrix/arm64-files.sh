#!/bin/sh
# Makes what `main.ts --arm64 FOLDER` boots: iPXE for arm64 (Debian 13's package), Debian 12's arm64 kernel, and a
# discovery system of arm64 packages. Packages are downloaded by apt with directories of its own and unpacked, never
# installed. Needs apt, busybox, cpio, kmod and zstd.
#
#   test/e2e/boot-matrix/arm64-files.sh FOLDER
set -eu
target=$(mkdir -p "$1" && cd "$1" && pwd)
source=$(cd "$(dirname "$0")/../../../server-mock" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Runs apt for an architecture and a line of sources, as if nothing were installed.
own_apt() { # ARCHITECTURE PROGRAM ARGUMENTS
  arch=$1 program=$2
  shift 2
  "$program" -q -o "APT::Architecture=$arch" -o "APT::Architectures=$arch" -o APT::Sandbox::User=root \
    -o "Dir::Etc::sourcelist=$work/$arch/sources.list" -o Dir::Etc::sourceparts=- \
    -o "Dir::State::lists=$work/$arch/lists" -o "Dir::State::status=$work/$arch/status" \
    -o "Dir::Cache=$work/$arch/cache" "$@"
}
for arch in amd64 arm64; do
  mkdir -p "$arch/lists/partial" "$arch/cache/archives/partial"
  : > "$arch/status"
done
# The mirrors are those of the machine's own apt.
mirror() { # SUITE
  apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' | sed -n "s/^$1 //p" | head -n 1
}
debian='deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]'
echo "$debian $(mirror bookworm) trixie main" > amd64/sources.list
printf '%s\n' "$debian $(mirror bookworm) bookworm main" \
  "$debian $(mirror bookworm-security) bookworm-security main" > arm64/sources.list

own_apt amd64 apt-get update
own_apt amd64 apt-get download ipxe
dpkg-deb -x ipxe_*.deb ipxe
cp ipxe/usr/lib/ipxe/ipxe-arm64.efi "$target"

own_apt arm64 apt-get update
kernel=$(own_apt arm64 apt-cache show linux-image-arm64 | grep -oE 'linux-image-[0-9][^ ,]*-arm64' | head -n 1)
own_apt arm64 apt-get download "$kernel"
dpkg-deb -x linux-image-*.deb kernel
release=$(ls kernel/lib/modules)
cp "kernel/boot/vmlinuz-$release" "$target/vmlinuz"
depmod -b kernel "$release"
own_apt arm64 apt-get install -y --no-install-recommends --download-only bash busybox-static curl dmidecode \
  dosfstools e2fsprogs ethtool fdisk gdisk jq kexec-tools kmod pciutils util-linux xz-utils zstd

mkdir -p root/usr/bin root/usr/lib
for link in usr/bin:bin usr/lib:lib usr/bin:sbin bin:usr/sbin; do ln -s "${link%:*}" "root/${link#*:}"; done
for archive in arm64/cache/archives/*.deb; do
  dpkg-deb --fsys-tarfile "$archive" | tar -x -C root --keep-directory-symlink --exclude './usr/share/*'
done
for applet in $(busybox --list); do [ -e "root/usr/bin/$applet" ] || ln -s busybox "root/usr/bin/$applet"; done

for module in virtio_pci virtio_blk virtio_net virtio_rng ext4 nvme efivarfs e1000e vfat loop; do
  modprobe -q -d "$work/kernel" -S "$release" --show-depends "$module" || true
done | sed -n "s|^insmod $work/kernel/lib/||p" | sort -u | while read -r file; do
  install -D -m 0644 "kernel/lib/$file" "root/usr/lib/$file"
done
for index in modules.builtin modules.builtin.modinfo modules.order; do
  cp "kernel/lib/modules/$release/$index" "root/usr/lib/modules/$release/"
done
depmod -b root "$release"

bundle=root/usr/local/lib/metalwright
mkdir -p "$bundle/bin" "$bundle/applets" root/dev root/proc root/sys root/run root/tmp root/mnt root/var/log root/etc
for program in curl jq kexec; do ln -s "/usr/bin/$program" "$bundle/bin/$program"; done
ln -s /usr/bin/busybox "$bundle/applets/busybox"
cp "$source"/agent/* "$bundle/"
mv "$bundle/metalwright-agent" "$bundle/agent"
chmod 0755 "$bundle/agent" "$bundle/keep-running"
discovery="$source/discovery/root-discovery"
install -m 0755 "$discovery/init" root/init
install -m 0755 "$discovery/udhcpc" root/etc/udhcpc.script
install -m 0755 "$discovery/lldp-listen" root/usr/bin/lldp-listen
echo 'root:x:0:0:root:/root:/bin/sh' > root/etc/passwd
echo 'root:x:0:' > root/etc/group
(cd root && find . | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0) | zstd -q -3 > "$target/initrd.img"
