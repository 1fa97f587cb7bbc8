data "drp_lease" "printer" {
  address  = "192.168.77.20"
  optional = true
}

output "printer_mac" {
  value = data.drp_lease.printer.token
}
