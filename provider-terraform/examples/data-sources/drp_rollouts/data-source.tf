data "drp_rollouts" "all" {
  limit = 10
}

output "rollouts" {
  value = data.drp_rollouts.all.items[*].state
}
