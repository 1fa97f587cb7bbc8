# Which disk is meant by a hint, and which ones nobody may write to. Wants metalwright-disks.sh and settings.json.
# survey: writes the file `disks`, with what each disk holds where signatures protect it.
survey() {
  disks > disks-plain
  : > disks-held
  if jq -e '."image-deploy/protect-signatures" // [] | length > 0' settings.json > /dev/null; then
    for path in $(jq -r '.[].path' disks-plain); do
      for device in "$path" $(partitions "$path"); do
        wipefs -J "$device" 2> /dev/null |
          jq -r --arg path "$path" '.signatures[]? | [$path, .type // "", .label // ""] | @tsv' || true
        printf '%s\t\t%s\n' "$path" "$(blkid -p -s PART_ENTRY_NAME -o value "$device" 2> /dev/null)"
      done
    done > disks-held
  fi
  jq -c --rawfile held disks-held '
    def kind: {LVM2_member: "lvm", zfs_member: "zfs", linux_raid_member: "md", isw_raid_member: "md",
      ddf_raid_member: "md", ceph_bluestore: "ceph", crypto_LUKS: "luks", bcache: "bcache"}[.] // .;
    ($held | split("\n") | map(select(. != "") | split("\t"))) as $rows
    | map(.path as $path | .holds = ([$rows[] | select(.[0] == $path)
        | (.[1] | kind), "label:\(.[2])", (select(.[2] | startswith("ceph ")) | "ceph")] | unique
        | map(select(. != "" and . != "label:"))))' disks-plain > disks
}
# jq functions, with a disk as input.
# names: what it can be called by. unlike($hint): why it is not meant by a hint, empty when it is.
# identified($hint): the hint names this one disk, for good: by serial number or WWN.
# guarded($set): why nobody may write to it, unless it is named.
disk_functions='
  def norm: tostring | ascii_downcase | gsub("^\\s+|\\s+$"; "");
  def plain_wwn: norm | sub("^(0x|naa\\.|eui\\.)"; "");
  def places: [.path, .name, (.busPath // "" | select(. != "") | ., sub("^pci-"; ""), "/dev/disk/by-path/\(.)")];
  def is_wwn($text): (.wwn // "") != "" and ($text | plain_wwn) == (.wwn | plain_wwn);
  def is_serial($text): (.serial // "") != "" and ($text | norm) == (.serial | norm);
  def shown: if . == null or . == "" then "unknown" else tostring end;
  def members: ["serial", "wwn", "model", "name", "path", "minBytes", "maxBytes", "rotational", "transport",
    "smallest", "largest"];
  def unlike($hint): . as $disk
    | if ($hint | type) == "string" then
        if is_serial($hint) or is_wwn($hint) or (places | index($hint) != null) then []
        else ["it is not \($hint)"] end
      else $hint | to_entries | map(.key as $key | .value as $value
        | if $key == "serial" then select($disk | is_serial($value) | not) | "serial number \($disk.serial | shown)"
          elif $key == "wwn" then select($disk | is_wwn($value) | not) | "WWN \($disk.wwn | shown)"
          elif $key == "model" then select($disk.model // "" | norm | contains($value | norm) | not)
            | "model \($disk.model | shown)"
          elif $key == "name" then select($disk.name != $value) | "name \($disk.name)"
          elif $key == "path" then select($disk | places | index($value) == null)
            | "place \($disk.busPath | shown)"
          elif $key == "minBytes" then select($disk.bytes < $value) | "less than \($value) bytes"
          elif $key == "maxBytes" then select($disk.bytes > $value) | "more than \($value) bytes"
          elif $key == "rotational" then select($disk.rotational != $value)
            | if $disk.rotational then "it rotates" else "it does not rotate" end
          elif $key == "transport" then select(($disk.transport // "" | norm) != ($value | norm))
            | "transport \($disk.transport | shown)"
          else empty end) end;
  def identified($hint): if ($hint | type) == "string" then is_serial($hint) or is_wwn($hint)
    else ($hint | has("serial") or has("wwn")) and unlike($hint) == [] end;
  def installed($set): ($set["image-deploy/installed-disk"] // {}) as $last
    | if ($last.serial // "") != "" then is_serial($last.serial)
      elif ($last.wwn // "") != "" then is_wwn($last.wwn)
      else false end;
  def guarded($set): . as $disk
    | [($set["image-deploy/protected-disks"] // [])[] as $hint | select($disk | unlike($hint) == [])
        | "image-deploy/protected-disks names it by \($hint | tojson)"]
      + (if installed($set) then [] else [($set["image-deploy/protect-signatures"] // [])[]
        | . as $one | select($disk.holds | index($one) != null)
        | "it holds \(.) (image-deploy/protect-signatures)"] end);
  def line: "\(.path) (\(.bytes) bytes, serial \(.serial))";
'
