resource "drp_machine" "web" {
  pool        = "rack1"
  constraints = { arch = "amd64", min_cpu = 1 }

  # A disk image is named by one line:
  #   image = "debian-12.raw.zst@sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"
  hostname        = "web-1.example.net"
  authorized_keys = [trimspace(file("~/.ssh/id_ed25519.pub"))]
  user_data       = <<-EOT
    #cloud-config
    packages: [nginx]
  EOT
  meta            = { team = "shop" }

  add_profiles = ["web"]
  add_parameters = {
    "web/workers" = 4
    "web/hosts"   = ["a.example.net", "b.example.net"]
  }

  # No second claim is made under this key, whatever happens to the run that makes it.
  claim_key = "${terraform.workspace}/web"

  # A machine whose build fails is handed out to nobody until somebody has looked at it.
  on_failure = "quarantine"

  timeouts = {
    create = "90m"
  }
}

output "address" {
  value = drp_machine.web.address
}
