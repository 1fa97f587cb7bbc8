data "drp_version_sets" "all" {
  limit = 10
}

output "version_sets" {
  value = data.drp_version_sets.all.items[*].components
}
