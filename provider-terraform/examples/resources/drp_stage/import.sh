# By name.
terraform import drp_stage.prepare 'prepare'
