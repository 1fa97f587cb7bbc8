data "drp_bootenvs" "all" {
  filters = ["Available=true"]
}

output "bootenvs" {
  value = data.drp_bootenvs.all.ids
}
