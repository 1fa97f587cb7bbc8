data "drp_tenants" "all" {
  limit = 10
}

output "tenants" {
  value = data.drp_tenants.all.items[*].members
}
