# By name.
terraform import drp_task.disks 'inventory-disks'
