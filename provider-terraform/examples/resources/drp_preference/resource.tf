resource "drp_preference" "known_token_timeout" {
  name  = "knownTokenTimeout"
  value = "7200"
}
