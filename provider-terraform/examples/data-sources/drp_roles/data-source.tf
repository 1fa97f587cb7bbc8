data "drp_roles" "all" {
  limit = 10
}

output "roles" {
  value = data.drp_roles.all.ids
}
