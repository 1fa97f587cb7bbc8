data "drp_catalog_items" "all" {
  sort = "Name"
}

output "catalog_items" {
  value = data.drp_catalog_items.all.items[*].source
}
