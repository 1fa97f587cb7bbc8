data "drp_plugin_provider" "ipmi" {
  name          = "ipmi"
  allow_missing = true
}

output "ipmi_version" {
  value = data.drp_plugin_provider.ipmi.version
}
