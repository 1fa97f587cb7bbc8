data "drp_machine" "burned_in" {
  name = "rack9-06.example.net"
}

resource "drp_workflow_run" "burn_in" {
  machine  = data.drp_machine.burned_in.id
  workflow = "discover"
  params = {
    "burn-in/rounds" = 3
  }
  triggers = { firmware = "2.17.1" }

  timeouts = {
    create = "4h"
  }
}
