data "drp_isos" "all" {}

output "debian_isos" {
  value = [for path in data.drp_isos.all.paths : path if startswith(path, "debian-")]
}
