#!/bin/sh
. ./helper
if [ "${RS_SYSTEM:-}" != deployed ]; then
  echo 'This is not the deployed system.'
  echo 'Next step: see on the console why the machine did not start from its disk.'
  exit 1
fi
echo "Host $(hostname) runs kernel $(uname -r), up for $(cut -d' ' -f1 /proc/uptime) s"
exit 0
