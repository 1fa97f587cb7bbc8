data "drp_endpoints" "all" {
  limit = 10
}

output "endpoints" {
  value = data.drp_endpoints.all.ids
}
