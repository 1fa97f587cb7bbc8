#!/bin/sh
set -eu
. ./helper
{{template "metalwright-disks.sh"}}
first() { head -n 1 "$1" 2> /dev/null | tr -d '\0\t' || true; }

disks > disks
for path in /sys/class/net/*; do
  [ -e "$path/device" ] || continue
  driver=$(readlink "$path/device/driver")
  printf '%s\t' "${path##*/}" "$(first "$path/address")" "${driver##*/}" "$(first "$path/carrier")"
  printf '%s\n' "$(first "$path/speed")"
done > nics
for path in sys_vendor product_name product_version product_serial product_uuid product_sku \
  board_vendor board_name board_serial chassis_vendor chassis_serial chassis_type \
  bios_vendor bios_version bios_date; do
  printf '%s\t%s\n' "$path" "$(first "/sys/class/dmi/id/$path")"
done > dmi
# One run of jq: on slow processors its start takes longer than its work.
jq -nr --rawfile cpuinfo /proc/cpuinfo --rawfile meminfo /proc/meminfo --slurpfile disks disks \
  --rawfile nics nics --rawfile dmi dmi '
  def rows: split("\n") | map(select(. != "") | split("\t"));
  ($cpuinfo | split("\n") | map(split("\\s*:\\s*"; null) | select(length == 2))) as $lines
  | def values($name): [$lines[] | select(.[0] == $name) | .[1]];
  {cpu: {model: (values("model name")[0] // values("vendor_id")[0] // ""),
      threads: (values("processor") | length),
      sockets: ([values("physical id") | unique | length, 1] | max),
      coresPerSocket: (values("cpu cores")[0] // "1" | tonumber),
      virtualization: ((values("flags")[0] // "") | test("\\b(vmx|svm)\\b"))},
    memory: {bytes: ($meminfo | capture("MemTotal: +(?<kb>[0-9]+)").kb | tonumber * 1024)},
    disks: $disks[0],
    nics: ($nics | rows | map({name: .[0], mac: .[1], driver: .[2], link: (.[3] == "1"),
      speed: (.[4] | tonumber? // -1 | if . > 0 then . else null end)})),
    dmi: ($dmi | rows | map({key: .[0], value: (.[1] // "")}) | from_entries)}
  | (to_entries | map({op: "add", path: "/inventory~1\(.key)", value}) | tojson),
    "\(.cpu.threads) threads of \(.cpu.model), \(.memory.bytes / 1048576 | floor) MiB of memory",
    (.disks[] | "disk \(.name): \(.bytes) bytes, serial \(.serial)"),
    (.nics[] | "interface \(.name): \(.mac), \(.driver), link \(.link)")' > found
head -n 1 found > patch
curl -K "$RS_RUNNER_DIR/curl.conf" -f --max-time 60 -X PATCH -H 'Content-Type: application/json' \
  -o /dev/null --data-binary @patch "$RS_ENDPOINT/api/v3/machines/$RS_UUID/params"
tail -n +2 found
