data "drp_tasks" "all" {
  filters = ["ReadOnly=false"]
}

output "tasks" {
  value = data.drp_tasks.all.ids
}
