#!/bin/sh
# Sent to a machine that is not known to be known: finds or makes its machine object, then gets and
# runs the script for it. The discovery system gives METALWRIGHT_MAC and METALWRIGHT_ADDRESS.
set -u
api='{{.ApiURL}}/api/v3' files='{{.ProvisionerURL}}' pin='{{.ApiPin}}' token='{{.GenerateToken}}'
dir=/run/metalwright
umask 077
mkdir -p "$dir"
{
  printf 'silent\nshow-error\nconnect-timeout = 10\nmax-time = 60\n'
  printf 'header = "Authorization: Bearer %s"\n' "$token"
  [ -z "$pin" ] || printf 'insecure\npinnedpubkey = "sha256//%s"\n' "$pin"
} > "$dir/register.conf"
call() { curl -K "$dir/register.conf" -o "$dir/answer" -w '%{http_code}' "$@"; }
give_up() {
  echo "start-up: $*"
  exit 75
}

# All wired interfaces, the one that was booted from first: any of them may boot next time.
addresses=$(
  echo "$METALWRIGHT_MAC"
  for path in /sys/class/net/*; do
    [ -e "$path/device" ] && [ "$(cat "$path/address")" != "$METALWRIGHT_MAC" ] && cat "$path/address"
  done
)
# A machine that has a boot script of its own is known, whatever brought it here.
uuid=$(tr ' ' '\n' < /proc/cmdline | sed -n 's/^rs\.uuid=//p')
if [ -z "$uuid" ]; then
  known=$(for mac in $addresses; do
    curl -fsS --max-time 30 "$files/$mac.ipxe" 2> /dev/null |
      sed -n 's/.* rs\.uuid=\([0-9a-f-]*\).*/\1/p' | head -n 1
  done | sort -u)
  # A card was moved from one machine to another: whose this one is now, only people can say.
  [ "$(echo "$known" | wc -l)" = 1 ] || give_up "this hardware belongs to several machines:" $known \
    "- take the hardware addresses it has no more off all but one of them"
  uuid=$known
fi
[ -n "$uuid" ] && [ "$(call "$api/machines/$uuid")" != 404 ] || uuid=''

case $(uname -m) in aarch64) arch=arm64 ;; *) arch=amd64 ;; esac
register() { # NAME
  body=$(echo "$addresses" | jq -Rnc --arg name "$1" --arg address "$METALWRIGHT_ADDRESS" \
    --arg mac "$METALWRIGHT_MAC" --arg arch "$arch" '{Name: $name, Address: $address, Arch: $arch, HardwareAddrs: [inputs],
      Params: {"last-boot-macaddr": $mac}}')
  call -X POST -H 'Content-Type: application/json' --data-binary "$body" "$api/machines"
}
if [ -z "$uuid" ]; then
  default=d$(echo "$METALWRIGHT_MAC" | tr : -)
  name=$(cat "$dir/dhcp-hostname" 2> /dev/null)
  status=$(register "${name:-$default}") || give_up "the server does not answer at $api"
  if [ "$status" = 409 ] || [ "$status" = 422 ]; then
    # The name is taken: by this machine in an earlier life, or by another one.
    call "$api/machines/Name:${name:-$default}" > /dev/null
    uuid=$(jq -r --arg mac "$METALWRIGHT_MAC" \
      'select(.HardwareAddrs | index($mac)) | .Uuid' "$dir/answer" 2> /dev/null)
    [ -n "$uuid" ] || status=$(register "$default")
  fi
  [ -n "$uuid" ] || uuid=$(jq -r '.Uuid // empty' "$dir/answer")
  [ -n "$uuid" ] || give_up "registration refused ($status): $(head -c 500 "$dir/answer")"
  echo "start-up: registered as machine $uuid"
fi

tries=0
until curl -fsS --max-time 60 -o "$dir/control.sh" "$files/machines/$uuid/control.sh" &&
  head -n 1 "$dir/control.sh" | grep -q '^#!' && grep -q '^exit 0$' "$dir/control.sh"; do
  tries=$((tries + 1))
  [ "$tries" -lt 10 ] || give_up "no control script: is machine $uuid in the boot environment discovery?"
  sleep 2
done
chmod 0700 "$dir/control.sh"
"$dir/control.sh" || exit 75
exit 0
