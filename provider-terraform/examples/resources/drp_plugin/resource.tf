resource "drp_plugin" "hours" {
  name            = "office-hours"
  description     = "Tells when machines may be restarted"
  plugin_provider = "office-hours"
  params = {
    "office-hours/days" = ["Mon", "Tue"]
  }
}
