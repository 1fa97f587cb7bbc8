ephemeral "drp_secure_param" "api_token" {
  prefix = "profiles"
  key    = "cluster-secrets"
  name   = "cluster/token"
}

# Secrets go on into write-only arguments, and are stored nowhere.
resource "drp_profile_param" "copy" {
  profile          = "global"
  name             = "cluster/token"
  value_wo         = ephemeral.drp_secure_param.api_token.value
  value_wo_version = 1
}
