# By name.
terraform import drp_preference.known_token_timeout 'knownTokenTimeout'
