# By id of the pool.
terraform import drp_pool_membership.batch 'batch'
