resource "drp_machine_enrolled" "batch" {
  count = 2
  name  = "batch-${count.index + 1}.example.net"
}

resource "drp_pool" "batch" {
  pool_id = "batch"
}

resource "drp_pool_membership" "batch" {
  pool      = drp_pool.batch.id
  machines  = drp_machine_enrolled.batch[*].id
  exclusive = true
}
