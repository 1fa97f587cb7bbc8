data "drp_catalog" "packs" {
  content_type = "ContentPackage"
}

output "newest_packs" {
  value = data.drp_catalog.packs.latest
}
