data "drp_pools" "all" {
  limit = 10
}

output "pools" {
  value = data.drp_pools.all.ids
}
