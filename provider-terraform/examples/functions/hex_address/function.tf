output "lease_key" {
  value = provider::drp::hex_address("192.168.100.100") # "C0A86464"
}
