# By UUID of the machine.
terraform import drp_machine_power.spare '6f0c1d5e-3c1f-4ef1-9f0e-0d7a53a3f6a1'
