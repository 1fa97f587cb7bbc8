resource "drp_machine_enrolled" "rack7_01" {
  name           = "rack7-01.example.net"
  description    = "First of rack 7"
  hardware_addrs = ["52:54:00:07:00:01"]
  params = {
    "location/rack" = 7
  }
  bmc = {
    address  = "10.78.7.1"
    username = "terraform"
    type     = "ipmitool"
  }
}
