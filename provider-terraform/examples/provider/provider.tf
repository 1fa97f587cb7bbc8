terraform {
  required_providers {
    drp = {
      source = "metalwright/drp"
    }
  }
}

# Everything can come from RS_ENDPOINT, RS_KEY and so on instead.
provider "drp" {
  endpoint        = "https://drp.example.net:8092"
  token           = var.drp_token
  tls_fingerprint = "5f0c0b5f8f7f6f1b8d2c8c0a7e8a3d4b5f0c0b5f8f7f6f1b8d2c8c0a7e8a3d4b"
}

variable "drp_token" {
  type      = string
  sensitive = true
}
