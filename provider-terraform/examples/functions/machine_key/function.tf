output "machine_keys" {
  value = [
    provider::drp::machine_key("rack7-01.example.net"),                 # "Name:rack7-01.example.net"
    provider::drp::machine_key("3E7031FE-3062-45F1-835C-92541BC9CB00"), # the UUID in lower case
  ]
}
