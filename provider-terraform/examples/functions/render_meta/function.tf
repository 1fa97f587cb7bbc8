output "annotations" {
  value = provider::drp::render_meta({ icon = "server", cost = 7 }, { "feature-flags" = ["raid", "ipmi"] })
  # { cost = "7", "feature-flags" = "raid,ipmi", icon = "server" }
}
