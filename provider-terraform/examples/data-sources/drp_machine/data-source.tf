# By its UUID, name, address or MAC address, or by filters that one machine matches.
data "drp_machine" "first" {
  name = "rack7-01.example.net"
}

data "drp_machine" "by_mac" {
  mac = "52:54:00:07:00:01"
}

output "rack" {
  value = data.drp_machine.first.params["location/rack"]
}
