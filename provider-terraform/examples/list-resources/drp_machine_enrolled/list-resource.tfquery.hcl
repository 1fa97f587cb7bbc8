list "drp_machine_enrolled" "rack7" {
  provider         = drp
  include_resource = true

  config {
    filters = ["Name=Re(^rack7-)"]
  }
}
