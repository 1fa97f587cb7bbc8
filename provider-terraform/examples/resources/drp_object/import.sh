# Kind, slash, key.
terraform import drp_object.maintenance 'profiles/maintenance'
