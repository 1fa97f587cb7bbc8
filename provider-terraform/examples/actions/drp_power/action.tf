# terraform apply -invoke=action.drp_power.restart
action "drp_power" "restart" {
  config {
    machine = "Name:rack7-01.example.net"
    state   = "cycle"
  }
}
