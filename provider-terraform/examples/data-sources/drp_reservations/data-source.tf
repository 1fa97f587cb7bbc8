data "drp_reservations" "all" {
  limit = 10
}

output "reservations" {
  value = data.drp_reservations.all.items[*].address
}
