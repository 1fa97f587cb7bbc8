data "drp_pool_status" "default" {
  pool = "default"
}

output "free_machines" {
  value = lookup(data.drp_pool_status.default.counts, "Free", 0)
}
