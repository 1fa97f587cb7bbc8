data "drp_workflow" "ready" {
  name = "lab-ready"
}

output "workflow_ready" {
  value = data.drp_workflow.ready.stages
}
