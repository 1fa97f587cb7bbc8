data "drp_templates" "all" {
  filters = ["ReadOnly=false"]
}

output "templates" {
  value = data.drp_templates.all.ids
}
