# refuse CAUSE NEXT-STEP: ends the task. The reason stands in the job's log and on the machine, where it stays until
# a deployment succeeds.
refused=${refused:-Image not deployed}
refuse() {
  echo "$refused: $1"
  echo "Next step: $2"
  jq -n --arg reason "$refused: $1" --arg next "$2" '{reason: $reason, nextStep: $next, time: (now | todate)}' |
    set_param image-deploy/refused 2> /dev/null || true
  exit 1
}
# accepted: takes the reason of an earlier refusal off the machine.
accepted() {
  curl -K "$RS_RUNNER_DIR/curl.conf" --max-time 60 -X DELETE -o /dev/null \
    "$RS_ENDPOINT/api/v3/machines/$RS_UUID/params/image-deploy/refused" || true
}
