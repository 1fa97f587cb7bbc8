# By name.
terraform import drp_content.site 'site'
