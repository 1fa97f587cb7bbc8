data "drp_rollout" "patch_and_scrub" {
  name = "patch-and-scrub"
}

output "rollout_patch_and_scrub" {
  value = data.drp_rollout.patch_and_scrub.state
}
