resource "drp_template" "banner" {
  template_id = "banner.tmpl"
  description = "Text that a console shows"
  contents    = <<-EOT
    {{.Machine.Name}} is looked after by Terraform.
  EOT
}
