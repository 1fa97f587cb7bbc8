variable "raid" {
  type    = any
  default = { level = 1, disks = ["sda", "sdb"] }

  validation {
    condition     = length(provider::drp::validate_param(local.raid_schema, var.raid)) == 0
    error_message = join("\n", provider::drp::validate_param(local.raid_schema, var.raid))
  }
}

locals {
  raid_schema = {
    type       = "object"
    required   = ["level"]
    properties = { level = { enum = [0, 1, 5, 6, 10] } }
  }
}
