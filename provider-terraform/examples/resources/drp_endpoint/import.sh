# By id.
terraform import drp_endpoint.site_b 'site-b'
