locals {
  common = { ntp = { servers = ["10.0.0.1"], drift = true }, level = 1 }
  site   = { ntp = { servers = ["10.9.0.1"] } }
}

output "merged_params" {
  value = provider::drp::merge_params(local.common, local.site, { level = 2 })
  # { ntp = { servers = ["10.9.0.1"], drift = true }, level = 2 }
}
