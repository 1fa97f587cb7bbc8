data "drp_bootenv" "rescue" {
  name = "rescue"
}

output "bootenv_rescue" {
  value = data.drp_bootenv.rescue.os.name
}
