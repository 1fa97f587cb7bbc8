# By name.
terraform import drp_context.tooling 'tooling'
