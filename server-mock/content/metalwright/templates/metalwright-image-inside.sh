# inside DIRECTORY: makes a directory of the system at $target and leaves its path in $place. A link of the image that
# leads out of it is refused. Wants metalwright-refusal.sh.
inside() {
  place=$target
  for part in $(echo "$1" | tr / ' '); do
    place=$place/$part
    [ -e "$place" ] || [ -L "$place" ] || mkdir "$place"
    place=$(readlink -f "$place") || place=''
    case "$place/" in "$target"/*) ;; *) refuse "the image's $1 leads out of the image" 'correct the image' ;; esac
  done
}
# put FILE-IN-PLACE: standard input as a new file in $place, never through a link.
put() {
  rm -f "$place/$1"
  cat > "$place/$1"
}
