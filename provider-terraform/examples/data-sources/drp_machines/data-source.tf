data "drp_machines" "idle" {
  pool    = "default"
  filters = ["PoolStatus=Free"]
  sort    = "Name"
}

output "idle" {
  value = { for machine in data.drp_machines.idle.items : machine.name => machine.hardware_addrs }
}

# Of many machines, only the params that are needed, with those of their profiles.
data "drp_machines" "racks" {
  params    = ["location/rack"]
  aggregate = true
}

output "racks" {
  value = {
    for machine in data.drp_machines.racks.items :
    machine.name => try(jsondecode(machine.params_json)["location/rack"], null)
  }
}
