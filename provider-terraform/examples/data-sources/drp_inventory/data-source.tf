data "drp_inventory" "rack7_01" {
  machine = "Name:rack7-01.example.net"
}

output "rack7_01_disks" {
  value = [for disk in coalesce(data.drp_inventory.rack7_01.disks, []) : "${disk.model} ${disk.serial}"]
}
