data "drp_jobs" "looked_at" {
  filters = ["Task=inventory"]
  limit   = 1
}

# A template of a task, as the agent got it.
data "drp_rendered_template" "inventory" {
  machine  = data.drp_jobs.looked_at.items[0].machine
  job      = data.drp_jobs.looked_at.items[0].id
  template = "inventory"
}

# A file of the boot environment, as the machine loads it.
data "drp_rendered_template" "boot" {
  machine = "Name:rack7-01.example.net"
  path    = "machines/{uuid}/kexec"
}

output "boot_script" {
  value     = data.drp_rendered_template.boot.contents
  sensitive = true
}
