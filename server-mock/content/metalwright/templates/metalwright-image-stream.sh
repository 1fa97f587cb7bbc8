# fetch: the file at $url on standard output. A connection that breaks goes on where it was; a file that became
# another one in between does not. All of it also goes into the pipe `sum`, which somebody has to hold open. Wants $get.
# Leaves the number of bytes in `fetched`, or why not in `fetch.reason`.
fetch() {
  done=0 tries=0
  rm -f validators
  while :; do
    code=0
    set -- -r "$done-"
    [ "$done" = 0 ] || condition=$(sed -n 's/^if-range //p' validators 2> /dev/null)
    [ "$done" = 0 ] || [ -z "$condition" ] || set -- "$@" -H "If-Range: $condition"
    { $get -i --suppress-connect-headers "$@" -w '%{stderr}\n@ %{size_download}\n' "$url" 2> fetch.err || echo "$?" > fetch.code; } | gate "$done" || {
      # Nobody reads any more, or what came is not to be read.
      return 1
    }
    [ ! -e fetch.code ] || code=$(cat fetch.code)
    rm -f fetch.code
    bytes=$(sed -n 's/^@ //p' fetch.err | tail -n 1)
    bytes=${bytes:-0}
    # A whole file was read again from its start.
    [ ! -e whole ] || bytes=$((bytes > done ? bytes - done : 0))
    done=$((done + bytes))
    [ "$code" = 0 ] && break
    [ "$code" = 23 ] && return 1
    [ "$bytes" -gt 0 ] && tries=0
    tries=$((tries + 1))
    if [ "$tries" -gt 20 ]; then
      sed -n 's/^curl: //p' fetch.err | tail -n 1 > fetch.reason
      return 1
    fi
    echo "Download interrupted after $done bytes ($(sed -n 's/^curl: //p' fetch.err | tail -n 1)); going on" >&2
    sleep "$tries"
  done
  echo "$done" > fetched
}
# gate OFFSET: reads a reply of curl -i and passes on its body, from OFFSET of the file on, when it is of the same
# file as the first reply. One program does that and fills `sum`: each further one would copy every byte once more.
gate() {
  rm -f whole
  cr=$(printf '\r')
  while :; do
    status='' etag='' modified='' range='' length=''
    # Nothing came at all: the next try asks again.
    read -r _ status _ || return 0
    status=${status%"$cr"}
    while IFS= read -r line; do
      line=${line%"$cr"}
      value=${line#*:}
      value=${value# }
      case "$line" in
        '') break ;;
        [Ee][Tt][Aa][Gg]:*) etag=$value ;;
        [Ll]ast-[Mm]odified:*) modified=$value ;;
        [Cc]ontent-[Rr]ange:*) range=${value#bytes } ;;
        [Cc]ontent-[Ll]ength:*) length=$value ;;
      esac
    done
    # What comes before the reply proper: go ahead, or ask elsewhere.
    case "$status" in 1?? | 301 | 302 | 303 | 307 | 308) ;; *) break ;; esac
  done
  case "$status" in 200 | 206) ;; *) cat > /dev/null; return 0 ;; esac
  total=${range##*/}
  [ "$status" = 206 ] || total=$length
  known="etag $etag
modified $modified
total $total"
  if [ "$1" = 0 ]; then
    [ "$status" = 200 ] || [ "${range%%-*}" = 0 ] || { wrong "the server sent the range $range, wanted was 0-"; return 1; }
    { echo "$known"; case "$etag" in '"'*) echo "if-range $etag" ;; *) echo "if-range $modified" ;; esac; } > validators
    tee sum
  elif [ "$known" != "$(head -n 3 validators)" ]; then
    wrong "the file changed while it was read ($(head -n 3 validators | tr '\n' ' ')became $(echo "$known" | tr '\n' ' '))"
    return 1
  elif [ "$status" = 200 ]; then
    touch whole
    tail -c "+$(($1 + 1))" | tee sum
  elif [ "${range%%-*}" = "$1" ]; then
    tee sum
  else
    wrong "the server sent the range $range, wanted was $1-"
    return 1
  fi
}
wrong() { echo "$1" > fetch.reason; }
