variable "test_run" {
  type    = string
  default = "nightly"
}

# A machine for the length of this run: given back when it ends.
ephemeral "drp_claim" "test_machine" {
  pool          = "default"
  filters       = ["Arch=Eq(amd64)"]
  claim_key     = "test/${var.test_run}"
  expires_after = "30m"

  add_parameters = { "test/run" = var.test_run }
}

resource "terraform_data" "smoke_test" {
  input = var.test_run

  provisioner "local-exec" {
    command = "echo \"$MACHINE is ours\""
    environment = {
      MACHINE = ephemeral.drp_claim.test_machine.name
    }
  }
}
