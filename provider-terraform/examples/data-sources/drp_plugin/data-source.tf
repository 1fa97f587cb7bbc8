data "drp_plugin" "hours" {
  name = "office-hours"
}

output "plugin_hours" {
  value = data.drp_plugin.hours.errors
}
