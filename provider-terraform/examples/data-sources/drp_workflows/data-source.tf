data "drp_workflows" "all" {
  filters = ["Available=true"]
}

output "workflows" {
  value = data.drp_workflows.all.items[*].stages
}
