# What a deployed system is told: a NoCloud seed, a config drive, an Ignition configuration. JSON is YAML too, so no
# value can break out of its place. Wants metalwright-image-inside.sh and settings.json; $target, $config.
user_data() {
  if jq -e '."cloud-init/user-data" // "" | . != ""' settings.json > /dev/null; then
    jq -r '."cloud-init/user-data"' settings.json
  else
    echo '#cloud-config'
    jq '{hostname: .name, fqdn: .name, disable_root: false, ssh_authorized_keys: [."access-keys" // {} | .[]]}' settings.json
  fi
}
seed_nocloud() {
  inside var/lib/cloud/seed/nocloud
  jq '{"instance-id": "\(.uuid)-\(now | floor)", "local-hostname": .name,
    "public-keys": [."access-keys" // {} | .[]]} + (."cloud-init/meta-data" // {})' settings.json | put meta-data
  rm -f "$place/network-config"
  if jq -e '."cloud-init/network-config"' settings.json > network-config; then put network-config < network-config; fi
  user_data | put user-data
  chmod 0600 "$place/user-data"
}

# Version 2 of cloud-init's network configuration, as far as network cards go, in OpenStack's words.
network_data='
  def cut: split("/") | {ip_address: .[0], prefix: (.[1] // "" | tonumber? // null)};
  def bits: if . >= 8 then 255 elif . <= 0 then 0 else [0, 128, 192, 224, 240, 248, 252, 254][.] end;
  def netmask: . as $prefix | [0, 8, 16, 24] | map($prefix - . | bits | tostring) | join(".");
  def is_v6: contains(":");
  def route($gateway): if is_v6 then {network: "::", netmask: "::", gateway: $gateway}
    else {network: "0.0.0.0", netmask: "0.0.0.0", gateway: $gateway} end;
  (.network // .) as $given
  | ($given.ethernets // {} | to_entries) as $cards
  | if ($given.version != 2) or ([$given | .bonds, .bridges, .vlans, .wifis, .tunnels] | any(. != null and . != {}))
    then error("only ethernets of version 2 are known") else . end
  | {links: [$cards[] | {id: .key, type: "phy", ethernet_mac_address: .value.match.macaddress}
        + if .value.mtu then {mtu: .value.mtu} else {} end],
     networks: [$cards[] | .key as $link | .value as $card
       | [($card | select(.dhcp4 == true) | {type: "ipv4_dhcp"}), ($card | select(.dhcp6 == true) | {type: "ipv6_dhcp"}),
          (($card.addresses // [])[] | . as $text | cut | select(.prefix != null) | .prefix as $prefix
            | if $text | is_v6
              then {type: "ipv6", ip_address, netmask: "\($prefix)",
                routes: [([$card.gateway6, ($card.routes // [] | .[] | select(.to == "default" or .to == "::/0") | .via)]
                  | map(select(. != null and is_v6)) | .[]) as $gateway | $text | route($gateway)]}
              else {type: "ipv4", ip_address, netmask: ($prefix | netmask),
                routes: [([$card.gateway4, ($card.routes // [] | .[] | select(.to == "default" or .to == "0.0.0.0/0") | .via)]
                  | map(select(. != null and (is_v6 | not))) | .[]) as $gateway | $text | route($gateway)]} end)]
       | to_entries[] | {id: "\($link)-\(.key)", link: $link} + .value],
     services: [$cards[].value.nameservers.addresses // [] | .[] | {type: "dns", address: .}] | unique}
  | if any(.links[]; .ethernet_mac_address == null) then error("each of ethernets needs match.macaddress") else . end'
seed_config_drive() {
  mkfs.vfat -n config-2 "$config" > mkfs.log 2>&1 || refuse "$config cannot be formatted: $(tail -n 1 mkfs.log)" 'check the disk'
  if jq -e '."cloud-init/network-data"' settings.json > network-data; then :; elif
    jq -e '."cloud-init/network-config"' settings.json > network-config
  then
    jq "$network_data" network-config > network-data 2> network-error ||
      refuse "cloud-init/network-config cannot be put on a config drive: $(sed 's/^jq: error[^:]*: //' network-error | head -n 1)" \
        'set cloud-init/network-data, or use cloud-init/datasource nocloud'
  else
    rm -f network-data
  fi
  drive=$RS_RUNNER_DIR/config
  mount -t vfat "$config" "$drive"
  mkdir -p "$drive/openstack/latest"
  jq '{uuid, hostname: .name, name: (.name | split(".")[0]), launch_index: 0, availability_zone: "",
    public_keys: (."access-keys" // {}), meta: {}} + (."cloud-init/meta-data" // {})' settings.json \
    > "$drive/openstack/latest/meta_data.json"
  user_data > "$drive/openstack/latest/user_data"
  [ ! -e network-data ] || cp network-data "$drive/openstack/latest/network_data.json"
  umount "$drive"
  step "Config drive written to $config"
}

seed_ignition() {
  jq -c '."ignition/config" | if type == "string" then fromjson else . end | select(type == "object")' settings.json \
    > config.ign 2> /dev/null && [ -s config.ign ] ||
    refuse 'ignition/config is no JSON object' 'translate Butane with `butane`, and set what it prints'
  drive=$RS_RUNNER_DIR/config found=''
  for device in $(partitions "$disk"); do
    name=$(blkid -p -s LABEL -o value "$device" 2> /dev/null) || continue
    case "$name" in OEM | boot | ignition | IGNITION) ;; *) continue ;; esac
    mount -t "$(blkid -p -s TYPE -o value "$device")" "$device" "$drive" 2> /dev/null || continue
    case "$name" in
      OEM)
        # Flatcar's boot loader reads grub.cfg of this partition.
        cp config.ign "$drive/config.ign"
        echo 'set linux_append="$linux_append ignition.config.url=oem:///config.ign"' >> "$drive/grub.cfg"
        found=OEM
        ;;
      boot)
        # Fedora CoreOS and its relatives look here when they start for the first time.
        if [ -e "$drive/ignition.firstboot" ]; then
          mkdir -p "$drive/ignition"
          (umask 077 && cp config.ign "$drive/ignition/config.ign")
          found=boot
        fi
        ;;
      *)
        mkdir -p "$drive/ignition"
        cp config.ign "$drive/ignition/config.ign"
        found=$name
        ;;
    esac
    umount "$drive"
    [ -z "$found" ] || break
  done
  [ -n "$found" ] || refuse 'the image has no place for an Ignition configuration' \
    'use an image of Flatcar or Fedora CoreOS, or one with a partition labelled ignition'
  step "Ignition configuration written to the partition $found"
}
