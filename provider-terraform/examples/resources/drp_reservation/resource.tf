resource "drp_reservation" "printer" {
  address     = "192.168.77.20"
  token       = "52:54:00:77:00:20"
  description = "Printer on the first floor"
  options     = [{ code = 6, value = "192.168.77.2" }]
}
