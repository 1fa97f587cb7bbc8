resource "drp_iso" "rescue" {
  path   = "rescue-12.iso"
  source = "${path.module}/rescue-12.iso"
  sha256 = filesha256("${path.module}/rescue-12.iso")
}
