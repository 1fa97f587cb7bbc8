data "drp_version_set" "spring" {
  version_set_id = "spring"
}

output "version_set_spring" {
  value = data.drp_version_set.spring.components
}
