resource "drp_catalog_item" "tools" {
  item_id        = "image-tools-v1.2.0"
  description    = "Tools for images"
  name           = "image-tools"
  type           = "contents"
  content_type   = "ContentPackage"
  version        = "v1.2.0"
  actual_version = "v1.2.0"
  source         = "https://packs.example.net/image-tools-v1.2.0.json"
}
