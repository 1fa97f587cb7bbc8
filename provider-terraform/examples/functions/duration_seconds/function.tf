output "lease_time" {
  value = provider::drp::duration_seconds("1h30m") # 5400
}
