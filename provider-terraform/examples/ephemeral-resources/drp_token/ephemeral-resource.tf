ephemeral "drp_token" "run" {
  ttl   = "30m"
  roles = ["superuser"]
}

# Another provider that speaks to the server with it.
provider "drp" {
  alias = "short_lived"
  token = ephemeral.drp_token.run.token
}

data "drp_info" "by_token" {
  provider = drp.short_lived
}

output "server_by_token" {
  value = data.drp_info.by_token.id
}
