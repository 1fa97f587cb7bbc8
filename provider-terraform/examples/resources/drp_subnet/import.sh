# By name.
terraform import drp_subnet.lab 'lab'
