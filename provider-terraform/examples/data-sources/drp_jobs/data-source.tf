data "drp_jobs" "all" {
  filters = ["State=failed"]
}

output "jobs" {
  value = data.drp_jobs.all.items[*].task
}
