resource "drp_machine_enrolled" "rack9_01" {
  name = "rack9-01.example.net"
}

resource "drp_machine_params" "rack9_01_place" {
  machine = drp_machine_enrolled.rack9_01.id
  params = {
    "location/rack" = 9
    "location/unit" = { from = 1, to = 2 }
  }
}
