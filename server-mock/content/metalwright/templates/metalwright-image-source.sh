# The image to deploy: url, wanted (digest), unpack (program), form (raw or tar), size (bytes of the disk image,
# 0 when nobody tells). Wants metalwright-refusal.sh and settings.json.
eval "$(jq -r 'def set($name): .["image-deploy/\($name)"] // "";
  @sh "url=\(set("image-url")) file=\(set("image-file")) wanted=\(set("image-sha256") | ascii_downcase)
    kind=\(set("image-type")) size=\(set("image-size")) files=\(.files)"' settings.json)"
# converted: what the server makes of an image of a form that only it can read, once for all machines.
converted() {
  failures=0 shown=''
  while :; do
    status=$(curl -K "$RS_RUNNER_DIR/curl.conf" --max-time 60 -o converted -w '%{http_code}' \
      "$RS_ENDPOINT/api/v3/machines/$RS_UUID/image") || true
    case "$status" in
      200) break ;;
      202)
        failures=0
        line=$(jq -r '"The server prepares the image: \(.State // "waiting")"
          + if (.Total // 0) > 0 then ", \((.Done // 0) / 1048576 | floor) of \(.Total / 1048576 | floor) MiB" else "" end' \
          converted 2> /dev/null) || line='The server prepares the image'
        [ "$line" = "$shown" ] || echo "$line"
        shown=$line
        ;;
      000 | 429 | 5??)
        failures=$((failures + 1))
        [ "$failures" -lt 60 ] ||
          refuse "the server cannot prepare the image (status $status): $(jq -r '.Messages // [] | join("; ")' converted 2> /dev/null)" \
            'see the log of the server'
        ;;
      *) refuse "$(jq -r --arg status "$status" '.Messages // [] | if . == [] then "the server has no image for this machine (status \($status))" else join("; ") end' converted 2> /dev/null ||
        echo "the server has no image for this machine (status $status)")" \
        'check image-deploy/image-file, image-deploy/image-url and image-deploy/image-sha256' ;;
    esac
    sleep 2
  done
  eval "$(jq -r '@sh "url=\(.Url) wanted=\(.Sha256 | ascii_downcase) kind=\(.Format) size=\(.DiskBytes // 0)"' converted)"
  case "$url" in /*) url=$files$url ;; esac
}
if [ "$kind" = qcow2 ]; then converted; fi

[ -n "$url" ] || [ -z "$file" ] || url=$files/files/images/$file
case "$url" in
  http://* | https://*) ;;
  '') refuse 'no image is named' 'set image-deploy/image-url or image-deploy/image-file' ;;
  *) refuse "$url is no http address" 'correct image-deploy/image-url' ;;
esac
echo "$wanted" | grep -qE '^[0-9a-f]{64}$' || refuse 'image-deploy/image-sha256 is no SHA-256' \
  'set it to the output of sha256sum for the image file'
form=${kind%%.*}
case "$kind" in
  raw | tar) unpack='cat' ;;
  *.gz) unpack='gzip -dc' ;;
  *.xz) unpack='xz -dc' ;;
  raw.zst | tar.zst) unpack='zstd -dcq' ;;
  *) refuse "images of the form $kind cannot be written" 'correct image-deploy/image-type' ;;
esac
# The digest protects the image, so the server's certificate need not be known.
get='curl -fsSLk --connect-timeout 10 --speed-limit 1 --speed-time 60'
{ $get --retry 8 --retry-connrefused -r 0-31 -D head "$url" 2> error || true; } | head -c 32 > start
[ -s start ] ||
  refuse "$url cannot be read: $(tail -n 1 error)" 'check the address and that the file is there'

# Size of the disk image: as a zstd frame's header tells it (RFC 8878, 3.1.1.1), or as set.
frame_size() {
  od -An -v -tu1 -N18 start | awk '{ for (i = 1; i <= NF; i++) b[n++] = $i } END {
    if (b[0] != 40 || b[1] != 181 || b[2] != 47 || b[3] != 253) exit 1
    single = int(b[4] / 32) % 2; flag = int(b[4] / 64); dict = b[4] % 4
    at = 5 + (single ? 0 : 1) + (dict == 3 ? 4 : dict)
    bytes = flag == 0 ? single : flag == 1 ? 2 : flag == 2 ? 4 : 8
    if (bytes == 0) exit 0
    for (i = bytes - 1; i >= 0; i--) size = size * 256 + b[at + i]
    printf "%.0f", size + (flag == 1 ? 256 : 0) }'
}
case "$unpack" in
  zstd*) told=$(frame_size) || refuse "$url is not compressed by zstd" 'correct image-deploy/image-type' ;;
  cat) told=$(tr -d '\r' < head | sed -n 's|^[Cc]ontent-[Rr]ange: *bytes .*/\([0-9]*\)$|\1|p' | tail -n 1) ;;
  *) told='' ;;
esac
[ "${told:-0}" -gt "${size:-0}" ] && size=$told
size=${size:-0}
