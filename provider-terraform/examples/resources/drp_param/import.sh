# By name.
terraform import drp_param.workers 'app/workers'
