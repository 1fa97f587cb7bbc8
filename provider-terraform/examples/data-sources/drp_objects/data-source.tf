# Fields have the names of the API.
data "drp_objects" "changed_stages" {
  prefix  = "stages"
  filters = ["ReadOnly=false"]
}

output "stage_boot_environments" {
  value = { for stage in data.drp_objects.changed_stages.items : stage.Name => stage.BootEnv }
}
