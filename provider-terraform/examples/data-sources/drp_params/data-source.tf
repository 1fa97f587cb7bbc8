data "drp_params" "first" {
  key       = "Name:rack7-01.example.net"
  aggregate = true
}

output "first_rack" {
  value     = data.drp_params.first.values["location/rack"]
  sensitive = true
}
