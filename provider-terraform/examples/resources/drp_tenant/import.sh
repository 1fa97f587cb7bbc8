# By name.
terraform import drp_tenant.red 'red-team'
