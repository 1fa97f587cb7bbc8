# Builds the free machines of a pool anew every Saturday night, and those whose owner allows it in place.
resource "drp_rollout" "patch_and_scrub" {
  name             = "patch-and-scrub"
  description      = "Every machine is built anew once a week"
  workflow         = "release"
  pool             = "default"
  redeploy_claimed = true
  schedule         = "0 2 * * 6"
  window           = "4h"
  canary           = 1
  wave_size        = "20%"
  wave_pause       = "10m"
  max_failures     = "5%"
}
