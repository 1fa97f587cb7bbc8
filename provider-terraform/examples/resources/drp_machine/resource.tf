resource "drp_machine" "web" {
  pool    = "rack1"
  filters = ["Arch=Eq(amd64)"]

  add_profiles = ["web"]
  add_parameters = {
    "web/workers" = 4
    "web/hosts"   = ["a.example.net", "b.example.net"]
  }
  authorized_keys = [trimspace(file("~/.ssh/id_ed25519.pub"))]

  # No second claim is made under this key, whatever happens to the run that makes it.
  claim_key = "${terraform.workspace}/web"

  timeouts = {
    create = "90m"
  }
}

output "address" {
  value = drp_machine.web.address
}
