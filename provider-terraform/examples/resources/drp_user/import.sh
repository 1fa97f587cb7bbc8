# By name.
terraform import drp_user.alice 'alice'
