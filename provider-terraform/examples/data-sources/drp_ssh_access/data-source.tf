data "drp_ssh_access" "rack7_01" {
  machine = "Name:rack7-01.example.net"
  user    = "admin"
}

output "login" {
  value = "ssh ${join(" ", data.drp_ssh_access.rack7_01.arguments)}"
}
