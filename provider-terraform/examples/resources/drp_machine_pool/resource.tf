resource "drp_machine_enrolled" "rack9_03" {
  name = "rack9-03.example.net"
}

resource "drp_pool" "storage" {
  pool_id = "storage"
}

resource "drp_machine_pool" "rack9_03" {
  machine = drp_machine_enrolled.rack9_03.id
  pool    = drp_pool.storage.id
}
