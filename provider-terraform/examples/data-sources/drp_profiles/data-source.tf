data "drp_profiles" "all" {
  limit = 10
}

output "profiles" {
  value = { for profile in data.drp_profiles.all.items : profile.name => jsondecode(profile.params_json) }
}
