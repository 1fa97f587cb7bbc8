# By id.
terraform import drp_catalog_item.tools 'image-tools-v1.2.0'
