variable "alice_password" {
  type      = string
  sensitive = true
  ephemeral = true
  default   = "only-for-the-example"
}

resource "drp_user" "alice" {
  name                = "alice"
  description         = "Operator"
  roles               = ["superuser"]
  password_wo         = var.alice_password
  password_wo_version = 1
}
