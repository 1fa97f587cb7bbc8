data "drp_job" "failed" {
  filters  = ["State=failed", "Current=true"]
  optional = true
}

output "failed_task" {
  value = data.drp_job.failed.found ? data.drp_job.failed.task : "none"
}
