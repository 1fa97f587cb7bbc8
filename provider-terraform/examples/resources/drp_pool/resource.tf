resource "drp_pool" "workers" {
  pool_id     = "workers"
  description = "Machines of the cluster"

  allocate_actions = {
    add_parameters = {
      "app/role"  = "worker"
      "app/ports" = [80, 443]
    }
  }
  autofill = {
    use_autofill = true
    min_free     = 2
    max_free     = 10
  }
  release_actions = {
    remove_parameters = ["app/role", "app/ports"]
  }
}
