data "drp_pool" "workers" {
  pool_id = "workers"
}

output "pool_workers" {
  value = data.drp_pool.workers.allocate_actions.add_parameters
}
