data "drp_profile" "cluster" {
  name = "cluster"
}

output "profile_cluster" {
  value = data.drp_profile.cluster.params
}
