# UUID of the machine, then the name of the parameter.
terraform import drp_machine_param.rack8_01_unit '6f0c1d5e-3c1f-4ef1-9f0e-0d7a53a3f6a1/location/unit'
