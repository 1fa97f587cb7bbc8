data "drp_machine" "worker" {
  name = "rack9-05.example.net"
}

# Needs a server with work orders, and a machine in work order mode.
resource "drp_work_order" "rotate" {
  machine   = data.drp_machine.worker.id
  blueprint = "rotate-certificates"
  params = {
    "certificates/days" = 90
  }
  triggers = { quarter = "2026-1" }
}
