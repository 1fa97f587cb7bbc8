data "drp_machine" "rack7_01" {
  name = "rack7-01.example.net"
}

ephemeral "drp_machine_token" "rack7_01" {
  machine = data.drp_machine.rack7_01.uuid
  ttl     = "15m"
}

# The rights of the machine: what it may see of itself.
provider "drp" {
  alias = "as_machine"
  token = ephemeral.drp_machine_token.rack7_01.token
}

data "drp_machine" "by_itself" {
  provider = drp.as_machine
  uuid     = data.drp_machine.rack7_01.uuid
}

output "seen_by_itself" {
  value = data.drp_machine.by_itself.name
}
