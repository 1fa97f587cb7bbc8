# By UUID of the machine: all its parameters, or after a slash those named, between commas.
terraform import drp_machine_params.rack9_01_place '6f0c1d5e-3c1f-4ef1-9f0e-0d7a53a3f6a1/location/rack,location/unit'
