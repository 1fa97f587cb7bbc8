data "drp_machine" "spare" {
  name = "rack9-04.example.net"
}

# A plugin such as that for IPMI offers the actions.
resource "drp_machine_power" "spare" {
  machine = data.drp_machine.spare.id
  state   = "off"
}
