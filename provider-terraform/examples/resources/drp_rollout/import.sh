# By name.
terraform import drp_rollout.patch_and_scrub 'patch-and-scrub'
