data "drp_task" "disks" {
  name = "inventory-disks"
}

output "task_disks" {
  value = data.drp_task.disks.templates[*].name
}
