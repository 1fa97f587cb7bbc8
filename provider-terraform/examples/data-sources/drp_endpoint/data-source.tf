data "drp_endpoint" "site_b" {
  endpoint_id = "site-b"
}

output "endpoint_site_b" {
  value = data.drp_endpoint.site_b.params
}
