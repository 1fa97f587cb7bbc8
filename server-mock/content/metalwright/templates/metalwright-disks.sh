# disks: JSON list of the machine's disks. Without a device manager in the discovery system, serial
# numbers, names and places come from the kernel.
disks() {
  for path in /sys/block/*; do
    serial=$(cat "$path/serial" "$path/device/serial" 2> /dev/null | head -n 1 | tr -d '\0') || true
    [ -n "$serial" ] || serial=$(tail -c +5 "$path/device/vpd_pg80" 2> /dev/null | tr -d '\0') || true
    wwn=$(cat "$path/wwid" "$path/device/wwid" 2> /dev/null | head -n 1 | sed 's/^naa\./0x/') || true
    printf '%s\t%s\t%s\t%s\n' "${path##*/}" "$serial" "$wwn" "$(bus_path "$path")"
  done > disks-kernel
  lsblk -J -b -d -o NAME,PATH,SIZE,TYPE,MODEL,SERIAL,WWN,ROTA,RM,RO,TRAN |
    jq -c --rawfile kernel disks-kernel '
      def trim: gsub("^\\s+|\\s+$"; "");
      ($kernel | split("\n") | map(select(. != "") | split("\t") | map(trim)
        | {key: .[0], value: {serial: .[1], wwn: .[2], bus: .[3]}}) | from_entries) as $known
      | [.blockdevices[]
        | select(.type == "disk" and .size > 0 and (.name | test("^(zram|ram|fd)") | not))
        | {name, path, bytes: .size, model, serial: (.serial // $known[.name].serial // "" | trim),
           wwn: (.wwn // $known[.name].wwn // "" | trim), busPath: ($known[.name].bus // ""), rotational: .rota,
           removable: .rm, readOnly: .ro, transport: (.tran // if .name | startswith("vd") then "virtio" else null end)}]'
}
# bus_path SYSFS-DIRECTORY: place of a disk in the machine, as /dev/disk/by-path names it; nothing when it
# is on no PCI device.
bus_path() {
  at=$(readlink -f "$1/device" 2> /dev/null) || return 0
  pci=$(echo "$at" | grep -oE '[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f]' | tail -n 1) || return 0
  [ -n "$pci" ] || return 0
  unit=${at##*/}
  case "$at" in
    */nvme/*) echo "pci-$pci-nvme-$(cat "$1/nsid" 2> /dev/null || echo 1)" ;;
    */ata[0-9]*)
      port=$(echo "$at" | grep -oE '/ata[0-9]+' | head -n 1)
      echo "pci-$pci-ata-$(cat "/sys/class/ata_port$port/port_no" 2> /dev/null || echo "${port#/ata}")"
      ;;
    */target*) echo "pci-$pci-scsi-0:${unit#*:}" ;;
    *) echo "pci-$pci" ;;
  esac
}
# step TEXT: a line of the log with the seconds since the kernel started.
step() {
  read -r uptime _ < /proc/uptime
  echo "[$uptime] $*"
}
# partitions DISK: paths of its partitions, by type and not by name: /dev/sda? also means /dev/sdaa.
partitions() { lsblk -nrpo NAME,TYPE "$1" | sed -n 's/ part$//p'; }
