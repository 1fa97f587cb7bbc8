# Claimed machines that no state has: terraform query -generate-config-out=found.tf
list "drp_machine" "claimed" {
  provider = drp

  config {
    pool = "gpu"
  }
}
