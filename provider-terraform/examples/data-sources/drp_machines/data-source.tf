data "drp_machines" "idle" {
  filters = ["Pool=default", "PoolStatus=Free"]
  sort    = "Name"
}

output "idle" {
  value = { for machine in data.drp_machines.idle.items : machine.name => machine.hardware_addrs }
}
