locals {
  big_machines = provider::drp::filter({
    Arch            = "amd64"
    Pool            = ["default", "gpu"]
    "inventory/RAM" = { gte = 64 }
    Name            = { re = "^rack7-" }
  })
}

output "filters" {
  value = local.big_machines # ["Arch=Eq(amd64)", "Name=Re(^rack7-)", …]
}
