# By name.
terraform import drp_role.operator 'operator'
