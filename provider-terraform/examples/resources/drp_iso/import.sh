# By name. The next apply notes where it comes from; it is not sent again.
terraform import drp_iso.rescue 'rescue-12.iso'
