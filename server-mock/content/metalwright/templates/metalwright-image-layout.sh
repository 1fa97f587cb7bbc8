# A tree of files needs partitions and file systems first: as image-deploy/layout says, on a fresh GPT, behind a place
# for the BIOS boot loader (1 MiB) and the EFI system partition. Wants metalwright-refusal.sh, $disk and $room.
mkdir -p "$RS_RUNNER_DIR/target"
target=$(readlink -f "$RS_RUNNER_DIR/target")
layout_rules='
  def mebibytes: capture("^(?<n>[1-9][0-9]*)(?<unit>[MGT])iB$") | (.n | tonumber) * {M: 1, G: 1024, T: 1048576}[.unit];
  (.["image-deploy/layout"] // [{mount: "/", label: "root"}]) as $given
  | (if any($given[]; .mount == "/boot/efi") then [] else [{mount: "/boot/efi", size: "256MiB", label: "ESP"}] end
     + $given + if .["cloud-init/datasource"] == "config-drive" then [{filesystem: "none", size: "16MiB"}] else [] end)
  | map({size: "rest", label: ""} + . | .filesystem //= (if .mount == "/boot/efi" then "vfat" else "ext4" end)
      | .kind = (if .mount == "/boot/efi" then "C12A7328-F81F-11D2-BA4B-00A0C93EC93B"
          elif .filesystem == "swap" then "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F"
          elif .filesystem == "none" then "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7"
          else "0FC63DAF-8483-4772-8E79-3D69D8477DE4" end))
  | . as $all
  | ($room / 1048576 | floor - 3 - ([$all[] | select(.size != "rest") | .size | mebibytes] | add // 0)) as $rest
  | (if any($all[]; .filesystem | IN("ext4", "xfs", "vfat", "swap", "none") | not) then "a file system is none of ext4, xfs, vfat, swap"
     elif [$all[] | select(.mount == "/" and (.filesystem | IN("ext4", "xfs")))] | length != 1
       then "exactly one partition with ext4 or xfs has to be mounted at /"
     elif [$all[] | .mount // empty] | length != (unique | length) then "two partitions have one mount point"
     elif any($all[] | .mount // "/"; startswith("/") | not) or any($all[] | .mount // ""; split("/") | index("..") != null)
       then "a mount point is no absolute path"
     elif any($all[]; .mount == "/boot/efi" and .filesystem != "vfat") then "the EFI system partition has to be vfat"
     elif any($all[]; (.mount == null) == (.filesystem | IN("swap", "none") | not)) then "swap has no mount point, all else has one"
     elif [$all[] | select(.size == "rest")] | length > 1 then "more than one partition takes the rest"
     elif $rest < (if any($all[]; .size == "rest") then 64 else 0 end) then "the partitions do not fit on the disk, \(-$rest) MiB are missing"
     else "" end) as $problem
  | if $problem != "" then {problem: $problem} else {problem: "", partitions: map(.mebibytes = if .size == "rest" then $rest else .size | mebibytes end)} end'
# plan_layout: decides what lay_out will do, or refuses, before anything is touched.
plan_layout() {
  for tool in sfdisk tar mkfs.ext4 mkfs.vfat; do
    command -v "$tool" > /dev/null || refuse "the discovery system has no $tool" 'build it again, see `metalwright build`'
  done
  jq -c --argjson room "$room" "$layout_rules" settings.json > layout
  problem=$(jq -r '.problem // ""' layout)
  [ -z "$problem" ] || refuse "image-deploy/layout cannot be used: $problem" 'correct image-deploy/layout'
}
# lay_out: makes partitions and file systems and mounts them at $target. No boot loader is there yet.
lay_out() {
  {
    echo 'label: gpt'
    echo 'start=1MiB, size=1MiB, type=21686148-6449-6E6F-744E-656564454649'
    jq -r '.partitions[] | "size=\(.mebibytes)MiB, type=\(.kind)"' layout
  } | sfdisk -q "$disk" 2> sfdisk.err || refuse "$disk cannot be partitioned: $(tail -n 1 sfdisk.err)" 'check the disk'
  blockdev --rereadpt "$disk" 2> /dev/null || true
  sfdisk -J "$disk" | jq -c --slurpfile layout layout '[.partitiontable.partitions[1:], $layout[0].partitions]
    | transpose | map(.[1] + {node: .[0].node})' > made
  jq -r '.[] | select(.filesystem != "none") | [.node, .filesystem, .label] | join(" ")' made |
    while read -r node type label; do
      make_file_system "$node" "$type" "$label" > mkfs.err 2>&1 ||
        refuse "$node cannot be made $type: $(tail -n 1 mkfs.err)" 'check the disk and image-deploy/layout'
    done
  jq -r 'map(select(.mount != null)) | sort_by(.mount | split("/") | map(select(. != "")) | length)[]
    | "\(.node) \(.filesystem) \(.mount)"' made | while read -r node type mount; do
    mkdir -p "$target$mount"
    mount -t "$type" "$node" "$target$mount" || refuse "$node cannot be mounted" 'see the kernel log on the console'
  done
  # The loader looks for the system by this.
  root=$(jq -r '.[] | select(.mount == "/") | .node' made)
  step "File systems made: $(jq -r 'map("\(.mount // .filesystem) \(.filesystem) \(.mebibytes) MiB") | join(", ")' made)"
}
make_file_system() { # NODE TYPE LABEL
  tries=0
  until [ -e "$1" ] || [ "$tries" -ge 50 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
  case "$2" in
    ext4) mkfs.ext4 -q -F ${3:+-L "$3"} "$1" ;;
    xfs) mkfs.xfs -q -f ${3:+-L "$3"} "$1" ;;
    vfat) mkfs.vfat ${3:+-n "$3"} "$1" ;;
    swap) mkswap ${3:+-L "$3"} "$1" ;;
  esac
}
take_down() {
  sync
  jq -r 'map(select(.mount != null)) | sort_by(.mount | split("/") | map(select(. != "")) | -length)[] | .mount' made |
    while read -r mount; do umount "$target${mount%/}" || true; done
}
