# By name. The next apply sends the image once more.
terraform import drp_iso.rescue 'rescue-12.iso'
