data "drp_interfaces" "server" {}

output "networks_of_the_server" {
  value = distinct(flatten(data.drp_interfaces.server.items[*].addresses))
}
