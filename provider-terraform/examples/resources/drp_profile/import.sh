# By name.
terraform import drp_profile.cluster 'cluster'
