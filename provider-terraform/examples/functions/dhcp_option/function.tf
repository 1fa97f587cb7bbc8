output "dhcp_options" {
  value = [
    provider::drp::dhcp_option("routers", "192.168.100.1"),
    provider::drp::dhcp_option("domain-name-servers", ["192.168.100.2", "192.168.100.3"]),
    provider::drp::dhcp_option("interface-mtu", 9000),
  ]
}
