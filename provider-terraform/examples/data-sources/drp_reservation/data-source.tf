data "drp_reservation" "printer" {
  address = "192.168.77.20"
}

output "reservation_printer" {
  value = data.drp_reservation.printer.token
}
