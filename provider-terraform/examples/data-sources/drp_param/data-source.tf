data "drp_param" "workers" {
  name = "app/workers"
}

output "param_workers" {
  value = data.drp_param.workers.schema
}
