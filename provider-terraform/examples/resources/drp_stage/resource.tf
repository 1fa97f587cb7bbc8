resource "drp_task" "prepare_disks" {
  name        = "prepare-disks"
  description = "Looks at the disks"
  templates = [{
    name     = "list"
    contents = "#!/bin/sh\nlsblk\n"
  }]
}

resource "drp_stage" "prepare" {
  name        = "prepare"
  description = "Gets a machine ready"
  tasks       = [drp_task.prepare_disks.name]
  params = {
    "prepare/wipe" = false
  }
}
