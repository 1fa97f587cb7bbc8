data "drp_tenant" "red" {
  name = "red-team"
}

output "tenant_red" {
  value = data.drp_tenant.red.members
}
