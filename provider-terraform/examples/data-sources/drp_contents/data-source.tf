data "drp_contents" "all" {}

output "packs" {
  value = { for pack in data.drp_contents.all.items : pack.name => pack.version }
}
