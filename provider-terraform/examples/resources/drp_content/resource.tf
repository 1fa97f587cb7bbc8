# Mostly content = yamldecode(file("${path.module}/site.yaml"))
resource "drp_content" "site" {
  name = "site"
  content = {
    meta = {
      Name        = "site"
      Version     = "v1.0.0"
      Description = "What this site adds"
    }
    sections = {
      profiles = {
        site-defaults = {
          Name   = "site-defaults"
          Params = { "site/name" = "north" }
        }
      }
    }
  }
}
