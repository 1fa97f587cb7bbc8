# By name.
terraform import drp_plugin_provider.lab_power 'lab-power'
