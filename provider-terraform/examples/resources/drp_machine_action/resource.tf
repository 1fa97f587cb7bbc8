data "drp_machine" "lit" {
  name = "rack9-04.example.net"
}

resource "drp_machine_action" "identify" {
  machine = data.drp_machine.lit.id
  command = "identify"
  params = {
    "lab-power/seconds" = 30
  }
  # Run it again by another value.
  triggers = { round = 1 }
}

output "identified" {
  value = drp_machine_action.identify.result
}
