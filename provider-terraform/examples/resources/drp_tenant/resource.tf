resource "drp_tenant" "red" {
  name        = "red-team"
  description = "Machines of the red team"
  members = {
    pools = ["default"]
  }
}
