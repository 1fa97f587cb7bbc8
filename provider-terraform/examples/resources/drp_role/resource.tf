resource "drp_role" "operator" {
  name        = "operator"
  description = "Looks after machines"
  claims = [
    { scope = "machines", action = "list,get,update", specific = "*" },
    { scope = "jobs", action = "list,get", specific = "*" },
  ]
}
