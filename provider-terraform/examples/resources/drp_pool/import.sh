# By id.
terraform import drp_pool.workers 'workers'
