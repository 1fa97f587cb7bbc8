resource "drp_profile" "cluster" {
  name        = "cluster"
  description = "What all machines of the cluster share"
  params = {
    "cluster/size"  = 3
    "cluster/zones" = ["a", "b"]
    "cluster/proxy" = { url = "http://proxy.example.net:3128", direct = true }
  }
  meta = {
    icon = "server"
  }
}

# Secret parameters are sealed on the way to the server, and are never stored by Terraform.
variable "cluster_token" {
  type      = string
  sensitive = true
  ephemeral = true
  default   = "only-for-the-example"
}

resource "drp_param" "cluster_token" {
  name        = "cluster/token"
  description = "Token that machines join with"
  secure      = true
  schema      = { type = "string" }
}

resource "drp_profile" "cluster_secrets" {
  name        = "cluster-secrets"
  description = "Secrets of the cluster"
  secret_params_wo = {
    (drp_param.cluster_token.name) = var.cluster_token
  }
  secret_params_wo_version = 1
}
