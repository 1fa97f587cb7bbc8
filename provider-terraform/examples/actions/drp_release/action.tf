# A machine whose claim was left behind: terraform apply -invoke=action.drp_release.orphan
action "drp_release" "orphan" {
  config {
    machine  = "Name:rack7-01.example.net"
    claim_id = "test/nightly"
  }
}
