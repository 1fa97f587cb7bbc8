data "drp_plugin_providers" "all" {
  limit = 10
}

output "plugin_providers" {
  value = data.drp_plugin_providers.all.ids
}
