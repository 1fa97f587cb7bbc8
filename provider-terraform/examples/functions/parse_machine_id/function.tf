output "pool_of_import_id" {
  value = provider::drp::parse_machine_id("gpu/rack7-01").pool # "gpu"
}
