resource "drp_subnet" "lab" {
  name                = "lab"
  description         = "Network of the lab"
  subnet              = "192.168.79.0/24"
  active_start        = "192.168.79.100"
  active_end          = "192.168.79.199"
  active_lease_time   = 600
  reserved_lease_time = 7200
  options = [
    { code = 3, value = "192.168.79.1" },
    { code = 15, value = "lab.example.net" },
  ]
}
