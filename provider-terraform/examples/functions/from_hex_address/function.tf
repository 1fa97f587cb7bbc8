output "lease_address" {
  value = provider::drp::from_hex_address("C0A86464") # "192.168.100.100"
}
