data "drp_stages" "all" {
  filters = ["ReadOnly=false"]
}

output "stages" {
  value = data.drp_stages.all.ids
}
