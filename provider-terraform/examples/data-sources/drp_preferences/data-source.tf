data "drp_preferences" "server" {}

output "default_workflow" {
  value = data.drp_preferences.server.values["defaultWorkflow"]
}
