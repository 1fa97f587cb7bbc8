resource "drp_task" "disks" {
  name        = "inventory-disks"
  description = "Writes down the disks"
  templates = [{
    name     = "disks"
    contents = "#!/bin/sh\nlsblk --json\n"
    meta     = { OS = "linux" }
  }]
  extra_claims = [
    { scope = "machines", action = "update", specific = "*" },
  ]
}
