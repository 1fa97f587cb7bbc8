#!/bin/sh
# Sent to this machine in the discovery system: runs the agent.
export RS_UUID='{{.Machine.UUID}}' RS_ENDPOINT='{{.ApiURL}}' RS_FILESERVER='{{.ProvisionerURL}}'
export RS_TOKEN='{{.GenerateToken}}' RS_PIN='{{.ApiPin}}' RS_BOOTENV='{{.Machine.BootEnv}}'
export RS_SYSTEM=discovery RS_RESUME=true
hostname '{{.Machine.Name}}'
/usr/local/lib/metalwright/agent
# Anything but a requested stop: come back for a new script, with a new token.
case $? in 0) ;; *) exit 75 ;; esac
exit 0
