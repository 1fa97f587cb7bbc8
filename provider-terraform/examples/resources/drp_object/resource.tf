# Kinds that have no resource of their own, by the fields of their API.
resource "drp_object" "maintenance" {
  prefix = "profiles"
  object = {
    Name        = "maintenance"
    Description = "Machines that are being repaired"
    Params = {
      "maintenance/contact" = "noc@example.net"
    }
  }
  ignore_fields = ["Description"]
}
