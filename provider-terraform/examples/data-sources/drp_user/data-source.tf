data "drp_user" "alice" {
  name = "alice"
}

output "user_alice" {
  value = data.drp_user.alice.roles
}
