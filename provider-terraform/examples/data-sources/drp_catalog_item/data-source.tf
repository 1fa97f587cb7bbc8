data "drp_catalog_item" "tools" {
  item_id = "image-tools-v1.2.0"
}

output "catalog_item_tools" {
  value = data.drp_catalog_item.tools.source
}
