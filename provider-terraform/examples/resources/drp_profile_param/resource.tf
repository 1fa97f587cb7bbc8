resource "drp_profile_param" "ntp" {
  profile = "global"
  name    = "ntp-servers"
  value   = ["0.pool.ntp.org", "1.pool.ntp.org"]
}

# A secret value is sealed on the way to the server, and is never stored by Terraform.
variable "bmc_password" {
  type      = string
  sensitive = true
  ephemeral = true
  default   = "only-for-the-example"
}

resource "drp_param" "bmc_password" {
  name   = "example/bmc-password"
  secure = true
}

resource "drp_profile_param" "bmc_password" {
  profile          = "global"
  name             = drp_param.bmc_password.name
  value_wo         = var.bmc_password
  value_wo_version = 1
}
