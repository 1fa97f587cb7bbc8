# By UUID, by MAC address, or by name.
terraform import drp_machine_enrolled.rack7_01 'Name:rack7-01.example.net'
