# Claims servers from a pool and puts an image on their disks.
#
#   export RS_ENDPOINT=https://127.0.0.1:8092 RS_KEY=user:password RS_FINGERPRINT=…
#   terraform init && terraform apply

terraform {
  required_providers {
    drp = { source = "metalwright/drp" }
  }
}

provider "drp" {}

variable "machines" {
  description = "How many servers to claim."
  type        = number
  default     = 1
}

variable "pool" {
  description = "Pool they are taken from."
  type        = string
  default     = "default"
}

variable "image_file" {
  description = "Image below files/images/ on the server."
  type        = string
}

variable "image_sha256" {
  description = "SHA-256 of the image file."
  type        = string
}

variable "parameters" {
  description = "Further params of the machines; a change of them is made in place."
  type        = map(string)
  default     = {}
}

resource "drp_machine" "server" {
  count = var.machines

  pool                = var.pool
  allocate_workflow   = "image-deploy"
  deallocate_workflow = "release"

  add_parameters = merge(var.parameters, {
    "image-deploy/image-file"   = var.image_file
    "image-deploy/image-sha256" = var.image_sha256
  })

  timeouts = {
    create = "20m"
    delete = "20m"
  }
}

output "servers" {
  description = "Name and address of each server."
  value       = { for server in drp_machine.server : server.name => server.address }
}
