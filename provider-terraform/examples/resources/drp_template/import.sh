# By id.
terraform import drp_template.banner 'banner.tmpl'
