# disks: JSON list of the machine's disks. Without a device manager in the discovery system, serial
# numbers and names come from the kernel.
disks() {
  for path in /sys/block/*; do
    serial=$(cat "$path/serial" "$path/device/serial" 2> /dev/null | head -n 1 | tr -d '\0') || true
    [ -n "$serial" ] || serial=$(tail -c +5 "$path/device/vpd_pg80" 2> /dev/null | tr -d '\0') || true
    wwn=$(cat "$path/wwid" "$path/device/wwid" 2> /dev/null | head -n 1 | sed 's/^naa\./0x/') || true
    printf '%s\t%s\t%s\n' "${path##*/}" "$serial" "$wwn"
  done > disks-kernel
  lsblk -J -b -d -o NAME,PATH,SIZE,TYPE,MODEL,SERIAL,WWN,ROTA,RM,RO,TRAN |
    jq -c --rawfile kernel disks-kernel '
      ($kernel | split("\n") | map(select(. != "") | split("\t") | map(gsub("^\\s+|\\s+$"; ""))
        | {key: .[0], value: {serial: .[1], wwn: .[2]}}) | from_entries) as $known
      | [.blockdevices[]
        | select(.type == "disk" and .size > 0 and (.name | test("^(zram|ram|fd)") | not))
        | {name, path, bytes: .size, model, serial: (.serial // $known[.name].serial // ""),
           wwn: (.wwn // $known[.name].wwn // ""), rotational: .rota, removable: .rm, readOnly: .ro,
           transport: .tran}]'
}
# step TEXT: a line of the log with the seconds since the kernel started.
step() {
  read -r uptime _ < /proc/uptime
  echo "[$uptime] $*"
}
# partitions DISK: paths of its partitions, by type and not by name: /dev/sda? also means /dev/sdaa.
partitions() { lsblk -nrpo NAME,TYPE "$1" | sed -n 's/ part$//p'; }
