#!/bin/sh
# Task `classify`: asks the server to do what its rules say of this machine. The rules are no business of the machine.
set -eu
status=$(curl -K "$RS_RUNNER_DIR/curl.conf" --retry 5 --retry-connrefused --max-time 60 -X POST -o answer -w '%{http_code}' \
  "$RS_ENDPOINT/api/v3/machines/$RS_UUID/classify?text=true")
cat answer
[ "$status" = 200 ]
