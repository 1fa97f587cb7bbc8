# By UUID, by name, or by pool and name. Somebody must hold the machine; one without a mark gets ours.
terraform import drp_machine.web 6d5e7a3c-2f5e-4b8e-9a51-0c4f4d7b9d10
terraform import drp_machine.web Name:rack1-07
terraform import drp_machine.web rack1/rack1-07
