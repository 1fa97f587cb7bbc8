resource "drp_file" "motd" {
  path    = "site/motd.txt"
  content = "Looked after by Terraform.\n"
}
