data "drp_plugin_provider" "ipmi" {
  name     = "ipmi"
  optional = true
}

output "ipmi_version" {
  value = data.drp_plugin_provider.ipmi.version
}
