# By name.
terraform import drp_bootenv.rescue 'rescue'
