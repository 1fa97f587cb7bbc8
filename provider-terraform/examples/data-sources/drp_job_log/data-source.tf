# The newest job of a machine; or name one by its UUID.
data "drp_job_log" "newest" {
  machine   = "Name:rack7-01.example.net"
  max_bytes = 4096
}

output "newest_job" {
  value = "${data.drp_job_log.newest.task}: ${data.drp_job_log.newest.state}"
}
