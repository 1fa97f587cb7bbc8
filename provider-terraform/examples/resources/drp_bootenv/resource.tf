resource "drp_bootenv" "rescue" {
  name        = "rescue"
  description = "A small system in memory"

  os = {
    name    = "rescue-12"
    family  = "debian"
    version = "12"
    supported_architectures = {
      x86_64 = {
        kernel      = "vmlinuz"
        initrds     = ["initrd.img"]
        boot_params = "console=ttyS0"
      }
    }
  }
  templates = [{
    name     = "ipxe"
    path     = "{{.Machine.Path}}/ipxe"
    contents = <<-EOT
      #!ipxe
      kernel {{.Env.PathFor "http" "vmlinuz"}} {{.BootParams}}
      initrd {{.Env.PathFor "http" "initrd.img"}}
      boot
    EOT
  }]
  optional_params = ["kernel-console"]
}
