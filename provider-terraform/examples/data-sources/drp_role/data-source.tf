data "drp_role" "operator" {
  name = "operator"
}

output "role_operator" {
  value = data.drp_role.operator.claims
}
