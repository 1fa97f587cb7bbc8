# By name.
terraform import drp_workflow.ready 'lab-ready'
