list "drp_profile" "all" {
  provider = drp
}
