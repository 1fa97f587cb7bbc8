resource "drp_version_set" "spring" {
  version_set_id = "spring"
  description    = "What endpoints run in spring"
  components = [
    { type = "ContentPackage", name = "image-tools", version = "v1.2.0" },
  ]
  files = [
    { path = "images/web.raw.zst", source = "https://files.example.net/web.raw.zst" },
  ]
}
