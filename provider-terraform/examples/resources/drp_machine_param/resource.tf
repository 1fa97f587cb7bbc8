resource "drp_machine_enrolled" "rack8_01" {
  name = "rack8-01.example.net"
}

resource "drp_machine_param" "rack8_01_unit" {
  machine = drp_machine_enrolled.rack8_01.id
  name    = "location/unit"
  value   = { from = 12, to = 14 }
}
