data "drp_template" "banner" {
  template_id = "banner.tmpl"
}

output "template_banner" {
  value = data.drp_template.banner.contents
}
