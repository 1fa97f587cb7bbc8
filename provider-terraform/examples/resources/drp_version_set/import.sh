# By id.
terraform import drp_version_set.spring 'spring'
