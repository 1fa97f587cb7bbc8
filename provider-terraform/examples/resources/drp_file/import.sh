# By path. The next apply sends the file once more.
terraform import drp_file.motd 'site/motd.txt'
