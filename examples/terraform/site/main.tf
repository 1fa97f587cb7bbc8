# Sets a site up: what machines of a rack share, a pool of their own, and a workflow that tells them apart.
#
#   export RS_ENDPOINT=https://127.0.0.1:8092 RS_KEY=user:password RS_FINGERPRINT=…
#   terraform init && terraform apply

terraform {
  required_providers {
    drp = { source = "metalwright/drp" }
  }
}

provider "drp" {}

variable "rack" {
  description = "Name of the rack."
  type        = string
  default     = "rack-a"
}

variable "network" {
  description = "Network of the rack; its hosts from 100 to 199 are given out."
  type        = string
  default     = "192.168.81.0/24"
}

resource "drp_param" "rack" {
  name        = "site/rack"
  description = "Rack that a machine stands in"
  schema      = { type = "string" }
}

resource "drp_profile" "rack" {
  name        = var.rack
  description = "What all machines of the rack share"
  params = {
    (drp_param.rack.name) = var.rack
    "ntp-servers"         = ["0.pool.ntp.org", "1.pool.ntp.org"]
  }
}

resource "drp_subnet" "rack" {
  name         = var.rack
  description  = "Network of the rack"
  subnet       = var.network
  active_start = cidrhost(var.network, 100)
  active_end   = cidrhost(var.network, 199)
  options      = [{ code = 3, value = cidrhost(var.network, 1) }]
}

resource "drp_task" "label" {
  name        = "${var.rack}-label"
  description = "Writes the rack down on the machine"
  templates = [{
    name     = "label"
    contents = <<-EOT
      #!/bin/sh
      echo '{{.Param "site/rack"}}' > /etc/rack
    EOT
  }]
  required_params = [drp_param.rack.name]
}

resource "drp_stage" "label" {
  name        = "${var.rack}-label"
  description = "Labels the machine"
  tasks       = [drp_task.label.name]
}

resource "drp_workflow" "label" {
  name        = "${var.rack}-label"
  description = "Labels a machine that is claimed"
  stages      = [drp_stage.label.name]
}

resource "drp_pool" "rack" {
  pool_id     = var.rack
  description = "Machines of the rack"
  allocate_actions = {
    workflow     = drp_workflow.label.name
    add_profiles = [drp_profile.rack.name]
  }
  release_actions = {
    remove_profiles = [drp_profile.rack.name]
  }
}

data "drp_pool_status" "rack" {
  pool = drp_pool.rack.pool_id
}

output "free" {
  description = "Names of the machines of the rack that can be claimed."
  value       = data.drp_pool_status.rack.free
}
