#!/bin/sh
# Task `inventory`: collects what the kernel, the firmware and the BMC tell of this machine, and sends it as it is:
# the server reads it, compares it and says in words what it found. Values are read by the shell itself where that
# does: on slow processors the start of a program takes longer than its work.
set -eu
{{template "metalwright-disks.sh"}}
# fact KIND NAME KEY VALUE: one fact; whatever the value holds, it is one line and the last column.
fact() { printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4"; }
# fact_of KIND NAME KEY FILE: the first line of a file as a fact; none where the file cannot be read.
fact_of() {
  value=''
  if { IFS= read -r value < "$4" || [ -n "$value" ]; } 2> /dev/null; then fact "$1" "$2" "$3" "$value"; fi
}
# facts_of KIND NAME FILE: the lines KEY=VALUE of a file as facts.
facts_of() {
  [ -r "$3" ] || return 0
  while IFS='=' read -r key value; do fact "$1" "$2" "$key" "$value"; done < "$3"
}
place_of() { (cd -P "$1" 2> /dev/null && pwd -P) || true; }

disk_facts() {
  for path in /sys/block/*; do
    [ -e "$path/device" ] || continue
    name=${path##*/}
    for file in device/firmware_rev device/rev; do fact_of disk "$name" firmware "$path/$file"; done
    fact_of disk "$name" logicalBlockSize "$path/queue/logical_block_size"
    fact_of disk "$name" physicalBlockSize "$path/queue/physical_block_size"
    for holder in "$path"/holders/* "$path"/*/holders/*; do
      [ -e "$holder" ] && fact disk "$name" holder "${holder##*/}"
    done
  done
  return 0
}
nic_facts() {
  for path in /sys/class/net/*; do
    [ -e "$path/device" ] || continue
    name=${path##*/}
    for key in address carrier speed; do fact_of nic "$name" "$key" "$path/$key"; done
    facts_of nic "$name" "$path/device/uevent"
    fact nic "$name" place "$(place_of "$path/device")"
    fact nic "$name" firmware "$(ethtool -i "$name" 2> /dev/null | sed -n 's/^firmware-version: *//p')"
    # 0 says that the address is the one the card came with.
    fact_of nic "$name" assigned "$path/addr_assign_type"
    [ "${value:-0}" = 0 ] || fact nic "$name" permanent "$(ethtool -P "$name" 2> /dev/null | sed 's/^[^:]*: *//')"
    heard=/run/metalwright/lldp/$name
    if [ -s "$heard" ]; then
      fact nic "$name" frame "$(base64 "$heard" | tr -d '\n')"
      # The next inventory is to tell what is heard from now on.
      rm -f "$heard"
    fi
  done
  return 0
}
pci_facts() {
  for path in /sys/bus/pci/devices/*; do
    [ -e "$path" ] && facts_of pci "${path##*/}" "$path/uevent"
  done
  return 0
}
dmi_facts() {
  for key in sys_vendor product_name product_version product_serial product_uuid product_sku product_family \
    board_vendor board_name board_version board_serial chassis_vendor chassis_serial chassis_type \
    chassis_asset_tag bios_vendor bios_version bios_date bios_release; do
    fact_of dmi dmi "$key" "/sys/class/dmi/id/$key"
  done
}
# efi_bit NAME: value of a variable of the firmware that is 0 or 1.
efi_bit() {
  od -An -tu1 -j4 -N1 "/sys/firmware/efi/efivars/$1-8be4df61-93ca-11d2-aa0d-00e098032b8c" 2> /dev/null | tr -d ' \n'
}
firmware_facts() {
  if [ -d /sys/firmware/efi ]; then
    fact firmware firmware mode uefi
    fact firmware firmware secureBoot "$(efi_bit SecureBoot)"
    fact firmware firmware setupMode "$(efi_bit SetupMode)"
  else
    fact firmware firmware mode bios
  fi
  fact_of firmware firmware tpm /sys/class/tpm/tpm0/tpm_version_major
}
# bmc_lan: what the BMC answers about the channels that lead into a network; nothing where it is slow.
bmc_lan() {
  modprobe -q ipmi_devintf 2> /dev/null || true
  for channel in 1 2 3 4 5 6 7 8; do
    printf 'raw 0x06 0x42 %s\nraw 0x0c 0x02 %s 3 0 0\nraw 0x0c 0x02 %s 5 0 0\n' "$channel" "$channel" "$channel"
  done > lan-questions
  timeout 10 ipmitool -I open exec lan-questions 2> /dev/null > lan || true
}
bmc_facts() {
  for path in /sys/devices/platform/ipmi_bmc.*; do
    [ -e "$path" ] || continue
    fact bmc bmc present yes
    for key in firmware_revision ipmi_version manufacturer_id product_id guid; do fact_of bmc bmc "$key" "$path/$key"; done
    command -v ipmitool > /dev/null && bmc_lan
    return 0
  done
}

# Interfaces with a link of which nothing was heard yet.
unheard() {
  for path in /sys/class/net/*; do
    [ -e "$path/device" ] && [ ! -s "/run/metalwright/lldp/${path##*/}" ] || continue
    value=''
    { read -r value < "$path/carrier"; } 2> /dev/null || true
    [ "$value" = 1 ] && echo "${path##*/}"
  done
}
seconds={{.Param "inventory/lldp-seconds"}}
while [ -d /run/metalwright/lldp ] && [ "$seconds" -gt 0 ] && [ -n "$(unheard)" ]; do
  sleep 1
  seconds=$((seconds - 1))
done

disks > disks
# Looks at the disks themselves, of which one may be dying.
timeout 20 lsblk -J -o NAME,FSTYPE,PTTYPE,LABEL,UUID > signatures 2> /dev/null || echo '{}' > signatures
: > lan
{
  disk_facts
  nic_facts
  pci_facts
  dmi_facts
  firmware_facts
  bmc_facts
} > facts
base64 /sys/firmware/dmi/tables/DMI 2> /dev/null | tr -d '\n' > smbios || true
jq -cn --rawfile cpuinfo /proc/cpuinfo --rawfile meminfo /proc/meminfo --rawfile facts facts --rawfile lan lan \
  --rawfile smbios smbios --slurpfile disks disks --slurpfile signatures signatures '
  ($cpuinfo | split("\n") | map(split(": ") | select(length >= 2)
    | {key: (.[0] | rtrimstr("\t") | rtrimstr("\t")), value: (.[1:] | join(": "))})) as $lines
  | def values($name): [$lines[] | select(.key == $name) | .value];
  ($facts | split("\n") | map(select(. != "") | split("\t")
    | {kind: .[0], name: .[1], key: .[2], value: (.[3:] | join(" "))})) as $all
  | def kind($kind): [$all[] | select(.kind == $kind)];
  def named($kind): kind($kind) | group_by(.name)
    | map({name: .[0].name, facts: (map({key, value}) | from_entries)});
  def tree: .name as $device | ([.fstype, .pttype] | map(select(. != null))[]) as $type
    | {device: $device, type: $type, label: .label, uuid: .uuid};
  def nodes: ., (.children[]? | nodes);
  (named("disk") | map({key: .name, value: .facts}) | from_entries) as $disk
  | ([$signatures[0].blockdevices[]? | {key: .name, value: [nodes | tree]}] | from_entries) as $signed
  | (named("bmc") | .[0].facts) as $bmc
  | {cpu: {model: values("model name")[0], vendor: values("vendor_id")[0], microcode: values("microcode")[0],
      threads: (values("processor") | length), sockets: (values("physical id") | unique | length),
      cores: ([values("physical id"), values("core id")] | transpose | unique | length),
      coresPerSocket: values("cpu cores")[0], flags: (values("flags")[0] // values("Features")[0])},
    memory: {bytes: ($meminfo | capture("MemTotal: +(?<kb>[0-9]+)").kb | tonumber * 1024)},
    smbios: $smbios,
    disks: ($disks[0] | map(. + {firmware: $disk[.name].firmware,
      logicalBlockSize: $disk[.name].logicalBlockSize, physicalBlockSize: $disk[.name].physicalBlockSize,
      holders: (.name as $name | [kind("disk")[] | select(.name == $name and .key == "holder") | .value]),
      signatures: ($signed[.name] // [])})),
    nics: (named("nic") | map({name, mac: .facts.address, permanentMac: .facts.permanent, driver: .facts.DRIVER,
      firmware: .facts.firmware, link: (.facts.carrier == "1"), speed: .facts.speed, place: .facts.place,
      frame: (.facts.frame // "")})),
    dmi: (kind("dmi") | from_entries), firmware: (kind("firmware") | from_entries),
    bmc: (if $bmc == null then null else {firmware: $bmc.firmware_revision, ipmiVersion: $bmc.ipmi_version,
      manufacturerId: $bmc.manufacturer_id, productId: $bmc.product_id, guid: $bmc.guid, lan: $lan} end),
    pci: (named("pci") | map({address: .name, class: .facts.PCI_CLASS, id: .facts.PCI_ID,
      subsystem: .facts.PCI_SUBSYS_ID, driver: .facts.DRIVER}))}' > report
status=$(curl -K "$RS_RUNNER_DIR/curl.conf" --retry 5 --retry-connrefused --max-time 60 -X POST -o answer \
  -w '%{http_code}' -H 'Content-Type: application/json' --data-binary @report \
  "$RS_ENDPOINT/api/v3/machines/$RS_UUID/inventory?text=true")
if [ "$status" = 200 ]; then
  cat answer
else
  jq -r '.Messages[]' answer 2> /dev/null || echo "The server did not take the inventory ($status)."
  exit 1
fi
