data "drp_ansible_inventory" "all" {
  filters  = ["Runnable=true"]
  group_by = ["pool", "profile", "param:location/rack"]
  params   = "aggregate"
}

# An inventory source of Ansible is a script that prints this.
output "hosts" {
  value = jsondecode(data.drp_ansible_inventory.all.json).drp.hosts
}
