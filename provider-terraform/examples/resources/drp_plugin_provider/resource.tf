# A program that speaks DRP's plugin protocol.
resource "drp_plugin_provider" "lab_power" {
  name   = "lab-power"
  source = "${path.module}/lab-power"
}

resource "drp_plugin" "lab_power" {
  name            = "lab-power"
  plugin_provider = drp_plugin_provider.lab_power.name
}
