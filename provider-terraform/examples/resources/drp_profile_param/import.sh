# Name of the profile, then the name of the parameter.
terraform import drp_profile_param.ntp 'global/ntp-servers'
