resource "drp_endpoint" "site_b" {
  endpoint_id = "site-b"
  description = "Server of the second site"
  params = {
    "manager/url" = "https://site-b.example.net:8092"
  }
}
