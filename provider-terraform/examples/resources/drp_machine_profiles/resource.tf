resource "drp_machine_enrolled" "rack9_02" {
  name = "rack9-02.example.net"
}

resource "drp_profile" "rack9" {
  name = "rack9"
}

resource "drp_machine_profiles" "rack9_02" {
  machine  = drp_machine_enrolled.rack9_02.id
  profiles = [drp_profile.rack9.name]
  position = "first"
}
