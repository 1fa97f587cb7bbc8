data "drp_subnet" "lab" {
  name = "lab"
}

output "subnet_lab" {
  value = data.drp_subnet.lab.options
}
