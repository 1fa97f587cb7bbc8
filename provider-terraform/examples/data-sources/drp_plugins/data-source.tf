data "drp_plugins" "all" {
  filters = ["Available=false"]
}

output "plugins" {
  value = data.drp_plugins.all.items[*].errors
}
