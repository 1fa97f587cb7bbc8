data "drp_stage" "prepare" {
  name = "prepare"
}

output "stage_prepare" {
  value = data.drp_stage.prepare.tasks
}
