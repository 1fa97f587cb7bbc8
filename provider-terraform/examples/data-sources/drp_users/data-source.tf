data "drp_users" "all" {
  limit = 10
}

output "users" {
  value = data.drp_users.all.ids
}
