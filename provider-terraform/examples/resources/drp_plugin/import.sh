# By name.
terraform import drp_plugin.hours 'office-hours'
