resource "drp_iso" "rescue" {
  path   = "rescue-12.iso"
  source = "${path.module}/rescue-12.iso"
}
