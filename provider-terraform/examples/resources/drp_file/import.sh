# By path. The next apply notes where it comes from; it is not sent again.
terraform import drp_file.motd 'site/motd.txt'
