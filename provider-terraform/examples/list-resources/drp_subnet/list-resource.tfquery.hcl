list "drp_subnet" "enabled" {
  provider = drp

  config {
    filters = ["Enabled=true"]
  }
}
