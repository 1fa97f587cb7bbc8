data "drp_leases" "all" {
  filters = ["State=ACK"]
}

output "leases" {
  value = { for lease in data.drp_leases.all.items : lease.token => lease.address }
}
