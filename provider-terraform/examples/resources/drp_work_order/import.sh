# By UUID of the work order.
terraform import drp_work_order.rotate '0e6a58f2-7f5b-4a64-8a4f-0c6d6d6f6a11'
