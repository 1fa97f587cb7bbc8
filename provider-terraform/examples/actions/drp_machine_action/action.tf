action "drp_machine_action" "identify" {
  config {
    machine = "Name:rack7-01.example.net"
    command = "identify"
    params  = { "identify/seconds" = 60 }
  }
}
