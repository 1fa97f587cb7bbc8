data "drp_subnets" "all" {
  filters = ["Enabled=true"]
}

output "subnets" {
  value = data.drp_subnets.all.items[*].subnet
}
